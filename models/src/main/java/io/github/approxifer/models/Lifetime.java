package io.github.approxifer.models;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of something that many threads use and one of them closes, for implementations of {@link
 * Model}: what it holds is freed when it is closed and the last use has ended, never during one.
 * Native libraries crash the process when a model is freed under a running prediction.
 *
 * <pre>{@code
 * lifetime.during(() -> predictOpen(inputs, batch, outputs));
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class Lifetime {

  private static final Logger LOG = LoggerFactory.getLogger(Lifetime.class);

  private final String what;
  private final Runnable free;
  // A thread stands here once for each of its uses. Guarded by this, as all below.
  private final List<Thread> users = new ArrayList<>();
  private int waiting;
  private boolean closed;
  private boolean freed;

  /**
   * Begins a life.
   *
   * @param what what lives, for messages, such as {@code the model mnist}
   * @param free frees what it holds; called once, by the thread that closes or by that of the last
   *     use
   */
  public Lifetime(String what, Runnable free) {
    this.what = what;
    this.free = free;
  }

  /**
   * Uses what lives, in this thread.
   *
   * @param use what to do; may throw anything
   * @throws IllegalStateException if it is closed
   */
  public void during(Runnable use) {
    begin();
    try {
      use.run();
    } finally {
      end();
    }
  }

  /**
   * Begins a use, to be ended by {@link #end()} in the same thread.
   *
   * @throws IllegalStateException if it is closed
   */
  public synchronized void begin() {
    if (closed) {
      throw new IllegalStateException(what + " is closed");
    }
    users.add(Thread.currentThread());
  }

  /**
   * Ends a use. After {@link #close()} the last one frees, unless a closing thread still waits to.
   *
   * @throws IllegalStateException if this thread has begun none
   */
  public void end() {
    synchronized (this) {
      if (!users.remove(Thread.currentThread())) {
        throw new IllegalStateException("this thread does not use " + what);
      }
      if (!closed || !users.isEmpty()) {
        return;
      }
      notifyAll();
      if (waiting > 0 || freed) {
        return;
      }
      freed = true;
    }
    try {
      free.run();
    } catch (RuntimeException e) {
      // The use itself has succeeded, and nobody waits for the closing any more.
      LOG.warn("{} could not be freed", what, e);
    }
  }

  /**
   * Refuses new uses, waits until those that run have ended, and frees. A second call does nothing
   * but wait with the first. A thread that is itself in a use, or is interrupted, does not wait:
   * the last use then frees. The interrupt stays set.
   */
  public void close() {
    synchronized (this) {
      closed = true;
      waiting++;
      try {
        while (!users.isEmpty()) {
          if (users.contains(Thread.currentThread())) {
            return;
          }
          wait();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        if (!users.isEmpty()) {
          return;
        }
      } finally {
        waiting--;
      }
      if (freed) {
        return;
      }
      freed = true;
    }
    free.run();
  }
}
