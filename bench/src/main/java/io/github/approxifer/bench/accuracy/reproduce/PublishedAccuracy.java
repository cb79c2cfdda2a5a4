package io.github.approxifer.bench.accuracy.reproduce;

import io.github.approxifer.coding.CodeParameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * One published accuracy.
 *
 * @param source {@code paper} (ApproxIFER's authors), {@code later report} or {@code earlier
 *     report} (of the reproduction)
 * @param table where it stands
 * @param kind {@code accuracy} of coded predictions, {@code base_accuracy} or {@code parm_degraded}
 * @param model as printed, for instance {@code ResNet-18}
 * @param dataset whose images they are; where the heading is known to be wrong, the true one
 * @param parameters K, S and E
 * @param sigma the noise of liars; 0 without liars
 * @param value from 0 to 1
 * @param note what is known about it
 */
record PublishedAccuracy(
    String source,
    String table,
    String kind,
    String model,
    String dataset,
    CodeParameters parameters,
    double sigma,
    double value,
    String note) {

  /** What the notes of figures under a wrong heading begin with. */
  private static final String WRONG_HEADING = "MISLABELLED";

  boolean wrongHeading() {
    return note.startsWith(WRONG_HEADING);
  }

  /** All of them, in the order of the file. */
  static List<PublishedAccuracy> read() throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (InputStream in =
            Objects.requireNonNull(
                PublishedAccuracy.class.getResourceAsStream("published-accuracies.csv"));
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      List<PublishedAccuracy> all = new ArrayList<>();
      for (CSVRecord row : format.parse(reader)) {
        if (row.get("K").isEmpty()) {
          continue;
        }
        String note = row.get("note");
        all.add(
            new PublishedAccuracy(
                row.get("source"),
                row.get("table"),
                row.get("kind"),
                row.get("model"),
                note.startsWith(WRONG_HEADING) && row.get("table").equals("T19")
                    ? "CIFAR-10"
                    : row.get("dataset"),
                new CodeParameters(number(row, "K"), number(row, "S"), number(row, "E")),
                row.get("sigma").isEmpty() ? 0 : Double.parseDouble(row.get("sigma")),
                Double.parseDouble(row.get("value")),
                note));
      }
      return all;
    }
  }

  private static int number(CSVRecord row, String column) {
    return row.get(column).isEmpty() ? 0 : Integer.parseInt(row.get(column));
  }
}
