package io.github.approxifer.coding.locate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.approxifer.coding.answers.WorkerSet;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class MedianLocatorTest {
  @Test
  void namesTheWorkersFarthestFromTheMedianInMostClasses() {
    // Medians 2.5 and 0; worker 4 of rank 3 is out in both classes, rank 0 in one.
    FMatrixRMaj values =
        new FMatrixRMaj(new float[][] {{1, 9}, {2, 0}, {3, -1}, {-40, 11}, {4, 0}, {2, 0}});
    WorkerSet answers = WorkerSet.of(8, 0, 1, 2, 4, 6, 7);

    assertThat(MedianLocator.of(1).locate(answers, values)).isEqualTo(WorkerSet.of(8, 4));
    assertThat(MedianLocator.of(2).locate(answers, values)).isEqualTo(WorkerSet.of(8, 0, 4));
    assertThat(MedianLocator.of(0).locate(answers, values).size()).isZero();
  }

  @Test
  void takesTheMiddleOfAnOddNumber() {
    FMatrixRMaj values = new FMatrixRMaj(new float[][] {{0}, {10}, {4}});

    assertThat(MedianLocator.of(1).locate(WorkerSet.all(3), values)).isEqualTo(WorkerSet.of(3, 1));
  }

  @Test
  void refusesWhatItCannotUse() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MedianLocator.of(-2))
        .withMessageContaining("-2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MedianLocator.of(3).locate(WorkerSet.all(3), new FMatrixRMaj(3, 1)))
        .withMessageContaining("cannot locate E=3");
  }
}
