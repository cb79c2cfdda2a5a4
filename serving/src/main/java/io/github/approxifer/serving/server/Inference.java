package io.github.approxifer.serving.server;

import io.github.approxifer.serving.protocol.InferRequest;
import io.github.approxifer.serving.protocol.InferResponse;
import io.github.approxifer.serving.protocol.ShapeCheck;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The way of a request to its answer, whatever protocol brought it: it gets a place, is read, waits
 * for its turn, is predicted, and its answer is written. Reading and writing have a few threads of
 * their own, predictions have others; nobody else waits for either. Thread-safe.
 */
final class Inference {
  /** Threads that read requests and write answers: this much memory beyond the budget at most. */
  private static final int READERS = 2;

  private final ServedModel model;
  private final ServerOptions.Limits limits;
  private final ServerMetrics metrics;
  private final MemoryBudget memory;
  private final Semaphore places;
  private final Turns turns;
  private final ThreadPoolExecutor readers;

  Inference(ServedModel model, ServerOptions.Limits limits, ServerMetrics metrics) {
    this.model = model;
    this.limits = limits;
    this.metrics = metrics;
    this.memory = new MemoryBudget(limits.memoryOrDefault());
    this.places = new Semaphore(limits.parallel() + limits.waiting());
    this.turns = new Turns(limits.parallel());
    this.readers =
        new ThreadPoolExecutor(
            READERS,
            READERS,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> Turns.daemon(task, "reader"));
    metrics.watch(memory, turns);
  }

  /** Who wants an answer; one of {@code answer} and {@code fail} is called, once. */
  interface Caller {
    /** Whether nobody waits for the answer any more, as far as can be seen. */
    boolean gone();

    /** Writes the answer. */
    void answer(InferResponse response);

    /** Says why there is none. */
    void fail(Throwable why);
  }

  /** Reads a request, whose shape must pass a check before its values are held. */
  interface Reading {
    InferRequest read(ShapeCheck check);
  }

  ServedModel model() {
    return model;
  }

  /** A share of the memory for one request. */
  MemoryBudget.Share share() {
    return memory.share();
  }

  /** Reads and writes. */
  Executor readers() {
    return readers;
  }

  /**
   * Accepts a request that is there in full.
   *
   * @param share what it holds; given back when it has ended, also if it is not accepted
   * @throws HttpError with status 503 if too many are waiting
   */
  void accept(Reading reading, MemoryBudget.Share share, Caller caller) {
    if (!places.tryAcquire()) {
      share.close();
      throw new HttpError(
          503, "the worker is busy: %d requests are waiting already".formatted(limits.waiting()));
    }
    Visit visit = new Visit(share, caller);
    visit.onReader(() -> visit.read(reading));
  }

  /**
   * Stops. Who waits is refused.
   *
   * @return whether no prediction runs any more
   */
  boolean stop(Duration patience) {
    boolean ended = turns.stop(patience);
    readers.shutdown();
    return ended;
  }

  /** One request that has a place. */
  private final class Visit {
    private final MemoryBudget.Share share;
    private final Caller caller;
    private final AtomicBoolean left = new AtomicBoolean();
    private final long begun = System.nanoTime();

    Visit(MemoryBudget.Share share, Caller caller) {
      this.share = share;
      this.caller = caller;
    }

    private void onReader(Runnable work) {
      try {
        readers.execute(work);
      } catch (RejectedExecutionException e) {
        end(new HttpError(503, "the worker is stopping"));
      }
    }

    void read(Reading reading) {
      try {
        InferRequest read =
            reading.read(
                shape -> {
                  model.requireShape(shape);
                  share.hold(model.bytes(shape));
                });
        model.require(read);
        Duration asked = Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(read.timeoutMicros()));
        boolean shorter = !asked.isZero() && asked.compareTo(limits.longestWait()) < 0;
        turns.queue(turn(read), shorter ? asked : limits.longestWait());
      } catch (Throwable e) {
        end(e);
      }
    }

    private Turns.Turn turn(InferRequest request) {
      return new Turns.Turn() {
        @Override
        public void take() {
          predict(request);
        }

        @Override
        public void refuse(HttpError why) {
          end(why);
        }
      };
    }

    private void predict(InferRequest request) {
      try {
        metrics.waited(System.nanoTime() - begun);
        if (caller.gone()) {
          metrics.dropped();
          end(new HttpError(499, "the client has gone"));
          return;
        }
        long start = System.nanoTime();
        InferResponse response = model.predict(request);
        metrics.predicted(request.input().shape()[0], System.nanoTime() - start);
        onReader(() -> write(response));
      } catch (OutOfMemoryError | HttpError e) {
        end(e);
      } catch (Throwable e) {
        // Whatever its class, it is the model's: an exception of the protocol from here is no
        // mistake of the client.
        end(new ModelFailure(e));
      }
    }

    private void write(InferResponse response) {
      try {
        caller.answer(response);
        leave();
      } catch (Throwable e) {
        end(e);
      }
    }

    private void end(Throwable why) {
      leave();
      caller.fail(why);
    }

    private void leave() {
      if (left.compareAndSet(false, true)) {
        share.close();
        places.release();
      }
    }
  }

  /** What a model threw. */
  static final class ModelFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ModelFailure(Throwable cause) {
      super("the model failed: " + cause, cause, false, false);
    }
  }
}
