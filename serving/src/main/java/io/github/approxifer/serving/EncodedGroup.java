package io.github.approxifer.serving;

import io.github.approxifer.coding.grouping.QueryOrder;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * The queries of a group, padded, ordered and encoded.
 *
 * @param order in which they were encoded
 * @param coded N x d
 */
record EncodedGroup(QueryOrder order, FMatrixRMaj coded) {

  /** Encodes 1 to K queries. */
  static EncodedGroup of(Coordinator coordinator, List<PendingQuery> queries) {
    int places = coordinator.code.parameters().queries();
    int length = coordinator.queryLength;
    FMatrixRMaj group = new FMatrixRMaj(places, length);
    for (int place = 0; place < places; place++) {
      System.arraycopy(query(queries, place), 0, group.data, place * length, length);
    }
    QueryOrder order = coordinator.ordering.order(group);
    return new EncodedGroup(order, coordinator.encoder.encode(order.apply(group, null)));
  }

  /** The query at one of the K places, not to be modified; the last one where there are too few. */
  static float[] query(List<PendingQuery> queries, int place) {
    return queries.get(Math.min(place, queries.size() - 1)).values;
  }
}
