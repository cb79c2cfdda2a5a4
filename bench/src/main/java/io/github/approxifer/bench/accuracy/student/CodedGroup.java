package io.github.approxifer.bench.accuracy.student;

import io.github.approxifer.bench.accuracy.measure.Batches;
import io.github.approxifer.bench.accuracy.student.Judged.Surrogate;
import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.Encoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** A group of images in the order in which it is encoded, and what all workers honestly answer. */
final class CodedGroup {
  private static final int GROUPS_AT_ONCE = 64;

  private final int[] images;
  private final FMatrixRMaj answers;
  private final @Nullable FMatrixRMaj studentsOfCoded;

  private CodedGroup(int[] images, FMatrixRMaj answers, @Nullable FMatrixRMaj studentsOfCoded) {
    this.images = images;
    this.answers = answers;
    this.studentsOfCoded = studentsOfCoded;
  }

  /**
   * Asks the workers. One that gets a query as it is answers as the model does to that image, which
   * is known; only true mixtures are put to the model, those of many groups in one batch.
   *
   * @param judged model and images
   * @param code the code
   * @param groups the images of each group, in the order in which they are encoded
   * @param student answers the coded queries too, or null
   */
  static List<CodedGroup> of(
      Judged judged, Code code, List<int[]> groups, @Nullable Surrogate student) {
    int[] queries = code.cleanQueries();
    int[] mixing = IntStream.range(0, queries.length).filter(i -> queries[i] < 0).toArray();
    Encoder encoder = new Encoder(code);
    List<CodedGroup> all = new ArrayList<>();
    int size = judged.images().images().numCols;
    for (int first = 0; first < groups.size(); first += GROUPS_AT_ONCE) {
      List<int[]> part = groups.subList(first, Math.min(groups.size(), first + GROUPS_AT_ONCE));
      FMatrixRMaj mixtures = new FMatrixRMaj(part.size() * mixing.length, size);
      for (int g = 0; g < part.size() && mixing.length > 0; g++) {
        FMatrixRMaj coded = encoder.encode(judged.images().select(part.get(g)).images());
        for (int i = 0; i < mixing.length; i++) {
          Answers.copyRow(coded, mixing[i], mixtures, g * mixing.length + i);
        }
      }
      FMatrixRMaj answers = judged.predict(mixtures);
      FMatrixRMaj students = student == null ? null : Batches.of(student.model()).predict(mixtures);
      for (int g = 0; g < part.size(); g++) {
        all.add(
            new CodedGroup(
                part.get(g),
                together(part.get(g), queries, mixing, judged.base(), answers, g),
                students == null || student == null
                    ? null
                    : together(part.get(g), queries, mixing, student.answers(), students, g)));
      }
    }
    return all;
  }

  private static FMatrixRMaj together(
      int[] group, int[] queries, int[] mixing, FMatrixRMaj clean, FMatrixRMaj mixed, int g) {
    FMatrixRMaj values = new FMatrixRMaj(queries.length, clean.numCols);
    for (int worker = 0; worker < queries.length; worker++) {
      if (queries[worker] >= 0) {
        Answers.copyRow(clean, group[queries[worker]], values, worker);
      } else {
        int mixture = Arrays.binarySearch(mixing, worker);
        Answers.copyRow(mixed, g * mixing.length + mixture, values, worker);
      }
    }
    return values;
  }

  /** The numbers of the images; not to be modified. */
  int[] images() {
    return images;
  }

  /** N x c; not to be modified. */
  FMatrixRMaj answers() {
    return answers;
  }

  /** N x c, what a student answers to the coded queries. */
  FMatrixRMaj studentsOfCoded() {
    return Objects.requireNonNull(studentsOfCoded, "no student was asked");
  }
}
