package io.github.approxifer.models.training;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/** What training makes small; the mean over the batch. */
enum Loss {
  /** Softmax cross-entropy against probabilities of the classes. */
  CROSS_ENTROPY {
    @Override
    Operand<TFloat32> mean(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
      return tf.math.mean(
          tf.nn.softmaxCrossEntropyWithLogits(logits, targets).loss(), tf.constant(0));
    }
  },
  /**
   * Squared difference, as a part of the targets' variance over the batch: 1 for a network that
   * answers their mean. Logits may be of any size; without the division so would the gradients be.
   */
  UNEXPLAINED_VARIANCE {
    @Override
    Operand<TFloat32> mean(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
      Operand<TFloat32> average =
          tf.math.mean(targets, tf.constant(new int[] {0}), Mean.keepDims(true));
      return tf.math.div(
          meanSquare(tf, tf.math.sub(logits, targets)),
          meanSquare(tf, tf.math.sub(targets, average)));
    }
  };

  private static Operand<TFloat32> meanSquare(Ops tf, Operand<TFloat32> values) {
    return tf.math.mean(tf.math.square(values), tf.constant(new int[] {0, 1}));
  }

  abstract Operand<TFloat32> mean(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets);
}
