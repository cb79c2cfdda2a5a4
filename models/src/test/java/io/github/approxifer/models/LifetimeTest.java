package io.github.approxifer.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LifetimeTest {

  private final AtomicInteger freed = new AtomicInteger();
  private final Lifetime lifetime = new Lifetime("the cat", freed::incrementAndGet);

  /** Starts a thread and waits until it sleeps in a wait. */
  private static Thread waiting(Runnable action) throws InterruptedException {
    Thread thread = new Thread(action);
    thread.start();
    while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
      Thread.sleep(1);
    }
    return thread;
  }

  @Test
  void freesOnceAndRefusesUsesAfterwards() {
    lifetime.begin();
    lifetime.end();
    assertThat(freed).hasValue(0);
    lifetime.close();
    lifetime.close();
    assertThat(freed).hasValue(1);
    assertThatIllegalStateException().isThrownBy(lifetime::begin).withMessage("the cat is closed");
    assertThatIllegalStateException().isThrownBy(lifetime::end).withMessageContaining("the cat");
  }

  @Test
  void waitsForTheUsesThatRun() throws Exception {
    lifetime.begin();
    lifetime.begin();
    Thread closer = waiting(lifetime::close);
    Thread other = waiting(lifetime::close);
    assertThatIllegalStateException().isThrownBy(lifetime::begin);
    lifetime.end();
    assertThat(freed).hasValue(0);
    assertThat(closer.isAlive()).isTrue();
    lifetime.end();
    closer.join();
    other.join();
    assertThat(freed).hasValue(1);
  }

  @Test
  void aUseThatClosesDoesNotWaitForItself() {
    lifetime.begin();
    lifetime.close();
    assertThat(freed).hasValue(0);
    lifetime.end();
    assertThat(freed).hasValue(1);
  }

  @Test
  void anInterruptedCloserLeavesTheFreeingToTheLastUse() throws Exception {
    lifetime.begin();
    CountDownLatch interrupted = new CountDownLatch(1);
    Thread closer =
        waiting(
            () -> {
              lifetime.close();
              if (Thread.currentThread().isInterrupted()) {
                interrupted.countDown();
              }
            });
    closer.interrupt();
    closer.join();
    assertThat(interrupted.getCount()).isZero();
    assertThat(freed).hasValue(0);
    lifetime.end();
    assertThat(freed).hasValue(1);
  }

  @Test
  void aFailureToFreeDoesNotSpoilTheLastUse() {
    Lifetime broken =
        new Lifetime(
            "the dog",
            () -> {
              throw new IllegalStateException("stuck");
            });
    broken.begin();
    broken.close();
    broken.end();
    Lifetime idle =
        new Lifetime(
            "the dog",
            () -> {
              throw new IllegalStateException("stuck");
            });
    assertThatIllegalStateException().isThrownBy(idle::close).withMessage("stuck");
  }
}
