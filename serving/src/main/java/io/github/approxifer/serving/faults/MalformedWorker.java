package io.github.approxifer.serving.faults;

import io.github.approxifer.serving.worker.Worker;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** A worker whose answers have the wrong form, which no decoder must take for data. Thread-safe. */
public final class MalformedWorker implements Worker {

  /** What is wrong with an answer. */
  public enum Form {
    /** The last value is missing. */
    TOO_SHORT {
      @Override
      float[] malformed(float[] values) {
        return Arrays.copyOf(values, values.length - 1);
      }
    },
    /** There is a value too many. */
    TOO_LONG {
      @Override
      float[] malformed(float[] values) {
        return Arrays.copyOf(values, values.length + 1);
      }
    },
    /** There is nothing. */
    EMPTY {
      @Override
      float[] malformed(float[] values) {
        return new float[0];
      }
    },
    /** The first value is not a number. */
    NOT_A_NUMBER {
      @Override
      float[] malformed(float[] values) {
        float[] changed = values.clone();
        changed[0] = Float.NaN;
        return changed;
      }
    },
    /** The last value is infinite. */
    INFINITE {
      @Override
      float[] malformed(float[] values) {
        float[] changed = values.clone();
        changed[changed.length - 1] = Float.NEGATIVE_INFINITY;
        return changed;
      }
    };

    abstract float[] malformed(float[] values);
  }

  private final Worker sound;
  private final Form form;

  /**
   * A worker with malformed answers.
   *
   * @param sound whose answers are spoilt; closed with this worker
   * @param form what is wrong with them
   */
  public MalformedWorker(Worker sound, Form form) {
    this.sound = sound;
    this.form = form;
  }

  @Override
  public String name() {
    return sound.name();
  }

  @Override
  public CompletableFuture<float[]> predict(float[] queries, int batch) {
    return Faults.changed(sound.predict(queries, batch), form::malformed);
  }

  @Override
  public OptionalInt queryLength() {
    return sound.queryLength();
  }

  @Override
  public OptionalInt answerLength() {
    return sound.answerLength();
  }

  @Override
  public void close() {
    sound.close();
  }
}
