package io.github.approxifer.serving.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RefusalLogTest {
  @Test
  void aLineForTheFirstOfAStatusThenOneInAWhile() {
    AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    RefusalLog log = new RefusalLog(now::get);
    assertThat(log.note(503, "busy", null)).isTrue();
    for (int i = 0; i < 1000; i++) {
      assertThat(log.note(503, "busy", null)).isFalse();
    }
    assertThat(log.note(400, "malformed", null)).isTrue();
    now.addAndGet(TimeUnit.SECONDS.toNanos(10));
    assertThat(log.note(503, "busy", new IllegalStateException("why"))).isTrue();
    assertThat(log.note(503, "busy", null)).isFalse();
  }
}
