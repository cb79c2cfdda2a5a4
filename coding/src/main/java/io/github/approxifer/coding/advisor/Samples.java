package io.github.approxifer.coding.advisor;

import io.github.approxifer.coding.answers.Answers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** Sample queries and the model's answers to them, cut into groups of K in their order. */
final class Samples {
  private final FMatrixRMaj queries;
  private final FMatrixRMaj answers;
  private final int @Nullable [] labels;
  private final int groupSize;

  /** Samples n x d, the model's answers n x c, n labels or null, and K; n is at least K. */
  Samples(FMatrixRMaj queries, FMatrixRMaj answers, int @Nullable [] labels, int groupSize) {
    if (queries.numRows < groupSize
        || answers.numRows != queries.numRows
        || (labels != null && labels.length != queries.numRows)) {
      throw new IllegalArgumentException(
          "there are "
              + queries.numRows
              + " samples, "
              + answers.numRows
              + " answers and "
              + (labels == null ? "no" : labels.length)
              + " labels; give as many of each, and at least K="
              + groupSize);
    }
    this.queries = queries;
    this.answers = answers;
    this.labels = labels;
    this.groupSize = groupSize;
  }

  /** How many whole groups there are. */
  int count() {
    return queries.numRows / groupSize;
  }

  /** The whole groups, none of which shares a sample with another. */
  List<SampleGroup> groups() {
    List<SampleGroup> groups = new ArrayList<>();
    for (int g = 0; g < count(); g++) {
      groups.add(part(g * groupSize, (g + 1) * groupSize).group());
    }
    return groups;
  }

  /** At most so many groups of K that follow each other, spread evenly; they may overlap. */
  List<SampleGroup> windows(int most) {
    int last = queries.numRows - groupSize;
    int count = Math.min(most, last + 1);
    List<SampleGroup> windows = new ArrayList<>();
    for (int w = 0; w < count; w++) {
      int begin = count == 1 ? 0 : (int) ((long) w * last / (count - 1));
      windows.add(part(begin, begin + groupSize).group());
    }
    return windows;
  }

  /** The first half of the groups, to fit to. */
  Samples toFit() {
    requireTwoGroups();
    return part(0, count() / 2 * groupSize);
  }

  /** The other half, to judge. */
  Samples toJudge() {
    requireTwoGroups();
    return part(count() / 2 * groupSize, queries.numRows);
  }

  private void requireTwoGroups() {
    if (count() < 2) {
      throw new IllegalArgumentException(
          "what is fitted to one half of the samples is judged on the other, so at least 2K="
              + 2 * groupSize
              + " samples are needed, but there are "
              + queries.numRows);
    }
  }

  private SampleGroup group() {
    return SampleGroup.of(queries, answers, labels);
  }

  private Samples part(int begin, int end) {
    return new Samples(
        Answers.rows(queries, begin, end - begin),
        Answers.rows(answers, begin, end - begin),
        labels == null ? null : Arrays.copyOfRange(labels, begin, end),
        groupSize);
  }
}
