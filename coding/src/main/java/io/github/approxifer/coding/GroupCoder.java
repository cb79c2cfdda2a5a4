package io.github.approxifer.coding;

import io.github.approxifer.coding.order.GroupOrdering;
import io.github.approxifer.coding.order.QueryOrder;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * The front door of a code: orders a group, encodes it, decodes its answers, and gives predictions
 * and provenances back in the order of the caller. Thread-safe.
 */
public final class GroupCoder {
  private final GroupOrdering ordering;
  private final Encoder encoder;
  private final Decoder decoder;

  /**
   * A group on its way to the workers.
   *
   * @param order how the queries were ordered
   * @param coded N x d, row i is for worker i
   */
  public record EncodedGroup(QueryOrder order, FMatrixRMaj coded) {}

  /**
   * A group on its way back.
   *
   * @param predictions K x c, in the order of the caller
   * @param provenances K entries, in the order of the caller; immutable
   */
  public record DecodedGroup(FMatrixRMaj predictions, List<Provenance> provenances) {}

  /**
   * A front door that orders groups along a path.
   *
   * @param code the code
   */
  public GroupCoder(Code code) {
    this(code, GroupOrdering.PATH);
  }

  /**
   * A front door with another rule for the order.
   *
   * @param code the code
   * @param ordering the rule, for instance {@link GroupOrdering#AS_GIVEN}
   */
  public GroupCoder(Code code, GroupOrdering ordering) {
    this.ordering = ordering;
    this.encoder = new Encoder(code);
    this.decoder = new Decoder(code);
  }

  /**
   * Orders and encodes a group.
   *
   * @param queries K x d, one query a row; not modified
   * @return the coded queries, and what it takes to decode
   * @throws IllegalArgumentException as {@link Encoder#encode(FMatrixRMaj)} does
   */
  public EncodedGroup encode(FMatrixRMaj queries) {
    QueryOrder order = ordering.order(queries);
    return new EncodedGroup(order, encoder.encode(order.apply(queries, null)));
  }

  /**
   * Decodes the answers of a group and restores the order of the caller.
   *
   * @param group what {@link #encode} gave
   * @param answers F, the workers whose answers are used
   * @param values |F| x c, row r is the answer of the worker of rank r in F; not modified
   * @return predictions and provenances
   * @throws IllegalArgumentException as {@link Decoder#decode(WorkerSet, FMatrixRMaj)} does
   */
  public DecodedGroup decode(EncodedGroup group, WorkerSet answers, FMatrixRMaj values) {
    FMatrixRMaj predictions = decoder.decode(answers, values);
    List<Provenance> coded = decoder.provenances(answers);
    Provenance[] restored = new Provenance[coded.size()];
    for (int position = 0; position < restored.length; position++) {
      restored[group.order().source(position)] = coded.get(position);
    }
    return new DecodedGroup(
        group.order().restore(predictions, null), List.copyOf(Arrays.asList(restored)));
  }
}
