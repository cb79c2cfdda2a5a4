package io.github.approxifer.models.training;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
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
  /** Mean squared difference over batch and outputs. */
  SQUARED_ERROR {
    @Override
    Operand<TFloat32> mean(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
      return tf.math.mean(
          tf.math.square(tf.math.sub(logits, targets)), tf.constant(new int[] {0, 1}));
    }
  };

  abstract Operand<TFloat32> mean(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets);
}
