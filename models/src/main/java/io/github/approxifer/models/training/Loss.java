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
  },
  /**
   * Kullback-Leibler divergence of the logits' softmax from that of the targets, which are another
   * network's logits, plus 0.05 times the mean squared difference of the logits (Hinton, Vinyals,
   * Dean: Distilling the Knowledge in a Neural Network, 2015, at the temperatures 1 and, for the
   * squares, infinity).
   */
  DISTILLATION {
    @Override
    Operand<TFloat32> mean(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
      return tf.math.add(
          tf.math.mean(divergence(tf, logits, targets), tf.constant(0)),
          tf.math.mul(meanSquare(tf, tf.math.sub(logits, targets)), tf.constant(SQUARES)));
    }
  };

  private static final float SQUARES = 0.05f;

  private static Operand<TFloat32> divergence(
      Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
    Operand<TFloat32> wanted = tf.nn.softmax(targets);
    return tf.math.sub(
        tf.nn.softmaxCrossEntropyWithLogits(logits, wanted).loss(),
        tf.nn.softmaxCrossEntropyWithLogits(targets, wanted).loss());
  }

  private static Operand<TFloat32> meanSquare(Ops tf, Operand<TFloat32> values) {
    return tf.math.mean(tf.math.square(values), tf.constant(new int[] {0, 1}));
  }

  abstract Operand<TFloat32> mean(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets);
}
