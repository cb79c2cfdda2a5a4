package io.github.approxifer.serving.server;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes the requests that are under way may hold together: their bodies as they come,
 * their values and their answers. What does not fit is refused, so that no number of large requests
 * can exhaust the heap. Thread-safe.
 */
final class MemoryBudget {
  private final long limit;
  private final AtomicLong held = new AtomicLong();

  /** A budget of at least 1 byte. */
  MemoryBudget(long limit) {
    this.limit = limit;
  }

  long held() {
    return held.get();
  }

  /** A share of nothing at first. */
  Share share() {
    return new Share();
  }

  /** What one request holds. Used by one thread after the other. */
  final class Share implements AutoCloseable {
    private final AtomicLong own = new AtomicLong();

    /**
     * Holds more.
     *
     * @throws HttpError with status 413 if it would never fit, and 503 if it does not fit now
     */
    void hold(long bytes) {
      if (own.get() + bytes > limit) {
        throw new HttpError(
            413,
            "the request and its answer would take %d bytes, but the worker has %d for all"
                .formatted(own.get() + bytes, limit));
      }
      if (held.addAndGet(bytes) > limit) {
        held.addAndGet(-bytes);
        throw new HttpError(
            503,
            "the worker is busy: the requests under way hold %d of %d bytes, and this one needs %d"
                    .formatted(held.get(), limit, bytes)
                + " more");
      }
      own.addAndGet(bytes);
    }

    /** Gives all of it back; a second call does nothing. */
    @Override
    public void close() {
      held.addAndGet(-own.getAndSet(0));
    }
  }
}
