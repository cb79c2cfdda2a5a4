package io.github.approxifer.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallbacksTest {
  private static final int ROUNDS = 20_000;

  /** A completion that notes which thread makes it. */
  private record Noted(Set<Thread> threads, CountDownLatch made, AtomicBoolean done)
      implements Callbacks.Completion {
    @Override
    public void complete() {
      threads.add(Thread.currentThread());
      done.set(true);
      made.countDown();
    }

    @Override
    public boolean isComplete() {
      return done.get();
    }
  }

  /**
   * Threads that block are left alone at any time; whoever completes then must not do it itself.
   */
  @Test
  void completionsKeepOffTheThreadThatHandsThemOver() throws Exception {
    Callbacks callbacks = new Callbacks(null, 1);
    AtomicBoolean over = new AtomicBoolean();
    Thread leaving =
        new Thread(
            () -> {
              while (!over.get()) {
                callbacks.close();
                Thread.onSpinWait();
              }
            });
    leaving.start();
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    CountDownLatch made = new CountDownLatch(ROUNDS);
    for (int round = 0; round < ROUNDS; round++) {
      callbacks.complete(List.of(new Noted(threads, made, new AtomicBoolean())));
    }
    over.set(true);
    assertThat(made.await(30, TimeUnit.SECONDS)).isTrue();
    leaving.join();
    assertThat(threads).doesNotContain(Thread.currentThread());
    callbacks.close();
  }
}
