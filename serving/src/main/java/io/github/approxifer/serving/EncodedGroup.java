package io.github.approxifer.serving;

import io.github.approxifer.coding.order.QueryOrder;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * The queries of a group, padded, ordered and encoded.
 *
 * @param order in which they were encoded
 * @param coded N x d; belongs to the thread, which overwrites it with its next group
 */
record EncodedGroup(QueryOrder order, FMatrixRMaj coded) {
  /** What a group of each coordinator's thread passes through, so that it is allocated once. */
  private static final ThreadLocal<Workspace> WORKSPACE = ThreadLocal.withInitial(Workspace::new);

  private static final class Workspace {
    private final FMatrixRMaj given = new FMatrixRMaj(1, 1);
    private final FMatrixRMaj ordered = new FMatrixRMaj(1, 1);
    private final FMatrixRMaj coded = new FMatrixRMaj(1, 1);
  }

  /** Encodes 1 to K queries. */
  static EncodedGroup of(Coordinator coordinator, List<PendingQuery> queries) {
    int places = coordinator.code.parameters().queries();
    int length = coordinator.queryLength;
    Workspace space = WORKSPACE.get();
    space.given.reshape(places, length);
    for (int place = 0; place < places; place++) {
      System.arraycopy(query(queries, place), 0, space.given.data, place * length, length);
    }
    QueryOrder order = coordinator.ordering.order(space.given);
    FMatrixRMaj ordered = order.apply(space.given, space.ordered);
    return new EncodedGroup(order, coordinator.encoder.encode(ordered, space.coded));
  }

  /** The query at one of the K places, not to be modified; the last one where there are too few. */
  static float[] query(List<PendingQuery> queries, int place) {
    return queries.get(Math.min(place, queries.size() - 1)).values;
  }
}
