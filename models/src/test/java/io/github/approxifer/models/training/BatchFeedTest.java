package io.github.approxifer.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.approxifer.models.datasets.Dataset;
import io.github.approxifer.models.datasets.PublishedDataset;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BatchFeedTest {

  private static final Dataset IMAGES = Dataset.synthetic(PublishedDataset.CIFAR_10, 40, 3);
  private static final int SIZE = 32 * 32 * 3;
  private static final int BATCH = 8;
  private static final int STEPS = 23;

  private static BatchFeed feed(Examples examples, long first, int threads) {
    Batches batches = new Batches(examples.size(), BATCH, 5);
    return new BatchFeed(examples, batches, BATCH * SIZE, BATCH * 10, first, STEPS, threads);
  }

  private static List<float[]> all(long first, int threads) throws InterruptedIOException {
    Augmentation augmentation = new Augmentation(IMAGES.inputShape(), 4, true);
    List<float[]> inputs = new ArrayList<>();
    try (BatchFeed feed = feed(new LabelledExamples(IMAGES, augmentation, 0.5), first, threads)) {
      for (long step = first; step < STEPS; step++) {
        BatchFeed.Batch batch = feed.next();
        inputs.add(batch.inputs().clone());
        assertThat(batch.targets()).hasSize(BATCH * 10);
      }
    }
    return inputs;
  }

  @Test
  void batchesDependOnSeedAndStepAlone() throws InterruptedIOException {
    List<float[]> one = all(0, 1);
    List<float[]> eight = all(0, 8);
    List<float[]> resumed = all(9, 3);
    for (int step = 0; step < STEPS; step++) {
      assertThat(eight.get(step)).as("step %d", step).isEqualTo(one.get(step));
    }
    for (int step = 9; step < STEPS; step++) {
      assertThat(resumed.get(step - 9)).as("step %d", step).isEqualTo(one.get(step));
    }
    assertThat(Arrays.equals(one.get(0), one.get(5))).isFalse();
  }

  /** Calls a function in place of reading. */
  private record Doing(Runnable action) implements Examples {
    @Override
    public int size() {
      return 40;
    }

    @Override
    public void read(int[] indices, float[] inputs, float[] targets, RandomGenerator random) {
      action.run();
    }
  }

  /** All three threads must be inside a read for any of them to come out. */
  @Test
  void severalThreadsReadAtATime() throws InterruptedIOException {
    CountDownLatch inside = new CountDownLatch(3);
    Examples examples =
        new Doing(
            () -> {
              inside.countDown();
              try {
                inside.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    try (BatchFeed feed = feed(examples, 0, 3)) {
      assertThat(feed.next()).isNotNull();
    }
  }

  @Test
  void whatExamplesThrowArrivesAndAnInterruptEndsTheWait() throws InterruptedException {
    Examples broken =
        new Doing(
            () -> {
              throw new IllegalStateException("broken example");
            });
    try (BatchFeed feed = feed(broken, 0, 2)) {
      assertThatIllegalStateException().isThrownBy(feed::next).withMessage("broken example");
    }
    CountDownLatch never = new CountDownLatch(1);
    Examples stuck =
        new Doing(
            () -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    try (BatchFeed feed = feed(stuck, 0, 2)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(feed::next).isInstanceOf(InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
