package io.github.approxifer.serving;

import io.github.approxifer.coding.Provenance;
import io.github.approxifer.coding.confidence.Confidence;
import io.github.approxifer.coding.confidence.Margin;
import io.github.approxifer.coding.order.QueryOrder;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** The predictions of a group, back in the order of the queries. */
final class DecodedQueries {
  private final FMatrixRMaj logits;
  private final Provenance[] provenances;
  private final @Nullable Confidence confidence;

  /** From predictions and provenances in the order in which the queries were encoded. */
  DecodedQueries(
      QueryOrder order,
      FMatrixRMaj predictions,
      List<Provenance> coded,
      @Nullable Confidence confidence) {
    this.logits = order.restore(predictions, null);
    this.provenances = new Provenance[coded.size()];
    for (int position = 0; position < provenances.length; position++) {
      provenances[order.source(position)] = coded.get(position);
    }
    this.confidence = confidence;
  }

  Prediction prediction(
      int query, GroupReport report, long queueNanos, long totalNanos, boolean refinable) {
    int classes = logits.numCols;
    return new Prediction(
        Arrays.copyOfRange(logits.data, query * classes, (query + 1) * classes),
        provenances[query],
        confidence == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(confidence.of(provenances[query], Margin.of(logits, query))),
        report,
        queueNanos,
        totalNanos,
        refinable);
  }
}
