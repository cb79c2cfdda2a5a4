package io.github.approxifer.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.models.ImageShape;
import io.github.approxifer.models.networks.Layers;
import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.networks.Networks;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import io.github.approxifer.models.weights.HeInitialization;
import io.github.approxifer.models.weights.Parameter;
import io.github.approxifer.models.weights.Parameter.Kind;
import io.github.approxifer.models.weights.ParameterValues;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

class TrainingGraphTest {

  private static final ParameterValues ZEROS = parameter -> new float[parameter.size()];
  private static final int BATCH = 6;

  /** A residual network with every kind of layer that ResNets have. */
  private record Tiny(ImageShape inputShape, int classes) implements Network {
    @Override
    public String name() {
      return "tiny";
    }

    @Override
    public Operand<TFloat32> logits(Layers layers, Operand<TFloat32> images) {
      Operand<TFloat32> x = layers.convolution("conv1", images, 3, inputShape.channels(), 4, 1);
      x = layers.batchNormalization("bn1", x, 4);
      x = layers.maxPooling("pool", x, 3, 2);
      Operand<TFloat32> y = layers.convolution("conv2", x, 3, 4, 5, 2);
      y = layers.batchNormalization("bn2", y, 5);
      x = layers.add("add", y, layers.convolution("conv3", x, 1, 4, 5, 2));
      return layers.dense("fc", layers.meanPooling("mean", x), 5, classes);
    }
  }

  private static final Network TINY = new Tiny(new ImageShape(6, 6, 2), 3);

  private static float[] gaussian(int size, long seed) {
    Random random = new Random(seed);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static float[] targets() {
    float[] targets = new float[BATCH * 3];
    for (int row = 0; row < BATCH; row++) {
      targets[row * 3 + row % 3] = 1;
    }
    return targets;
  }

  private static TrainingGraph graph(Loss loss, float momentum, float decay) {
    return new TrainingGraph(TINY, loss, momentum, decay, TensorFlowThreads.single());
  }

  private static ParameterValues with(Map<Parameter, float[]> values) {
    return parameter -> Objects.requireNonNull(values.get(parameter), parameter.name()).clone();
  }

  private static Map<Parameter, float[]> copy(Map<Parameter, float[]> values) {
    Map<Parameter, float[]> copy = new HashMap<>();
    values.forEach((parameter, array) -> copy.put(parameter, array.clone()));
    return copy;
  }

  private static float[] of(Map<Parameter, float[]> values, String name) {
    return values.entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(name))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  /** One step of rate 1 without momentum and decay changes each parameter by its gradient. */
  @ParameterizedTest
  @EnumSource
  void gradientsAgreeWithFiniteDifferences(Loss loss) {
    float[] inputs = gaussian(BATCH * 6 * 6 * 2, 1);
    try (TrainingGraph graph = graph(loss, 0, 0)) {
      graph.set(HeInitialization.of(4), ZEROS);
      Map<Parameter, float[]> before = graph.parameters();
      graph.step(BATCH, inputs, targets(), 1);
      Map<Parameter, float[]> after = graph.parameters();
      Random random = new Random(2);
      for (Parameter parameter : before.keySet()) {
        if (!parameter.kind().trainable()) {
          continue;
        }
        for (int probe = 0; probe < 3; probe++) {
          int i = random.nextInt(parameter.size());
          float h = 0.001f;
          double up = lossAt(graph, before, parameter, i, h, inputs);
          double down = lossAt(graph, before, parameter, i, -h, inputs);
          double expected = (up - down) / (2 * h);
          double gradient =
              Objects.requireNonNull(before.get(parameter))[i]
                  - Objects.requireNonNull(after.get(parameter))[i];
          // float32: the loss is near 1, so its difference is off by 1e-7 / h, 1e-4; a
          // maximum that changes its place within the step adds more.
          assertThat(gradient)
              .as("%s [%s]", parameter.name(), i)
              .isCloseTo(expected, within(2e-3 + 0.02 * Math.abs(expected)));
        }
      }
    }
  }

  private static double lossAt(
      TrainingGraph graph,
      Map<Parameter, float[]> values,
      Parameter parameter,
      int index,
      float by,
      float[] inputs) {
    Map<Parameter, float[]> moved = copy(values);
    Objects.requireNonNull(moved.get(parameter))[index] += by;
    graph.set(with(moved), ZEROS);
    return graph.step(BATCH, inputs, targets(), 0);
  }

  /** v := m v + g + d w, w := w - r (g + d w + m v); from the gradients of single steps. */
  @Test
  void takesNesterovStepsWithDecayOnKernelsAlone() {
    float[] inputs = gaussian(BATCH * 6 * 6 * 2, 1);
    float m = 0.9f;
    float d = 0.1f;
    float r = 0.05f;
    try (TrainingGraph plain = graph(Loss.CROSS_ENTROPY, 0, 0);
        TrainingGraph graph = graph(Loss.CROSS_ENTROPY, m, d)) {
      graph.set(HeInitialization.of(4), ZEROS);
      Map<Parameter, float[]> velocity = null;
      for (int step = 0; step < 3; step++) {
        Map<Parameter, float[]> w = graph.parameters();
        plain.set(with(w), ZEROS);
        plain.step(BATCH, inputs, targets(), 1);
        Map<Parameter, float[]> stepped = plain.parameters();
        graph.step(BATCH, inputs, targets(), r);
        Map<Parameter, float[]> next = graph.parameters();
        Map<Parameter, float[]> momenta = graph.momenta();
        for (Parameter parameter : momenta.keySet()) {
          boolean kernel =
              parameter.kind() == Kind.CONVOLUTION_KERNEL || parameter.kind() == Kind.DENSE_KERNEL;
          for (int i = 0; i < parameter.size(); i++) {
            float now = of(w, parameter.name())[i];
            float g = now - of(stepped, parameter.name())[i] + (kernel ? d * now : 0);
            float v = (velocity == null ? 0 : m * of(velocity, parameter.name())[i]) + g;
            assertThat(of(momenta, parameter.name())[i])
                .as("momentum of %s", parameter.name())
                .isCloseTo(v, within(1e-5f));
            assertThat(of(next, parameter.name())[i])
                .as("%s", parameter.name())
                .isCloseTo(now - r * (g + m * v), within(1e-5f));
          }
        }
        velocity = momenta;
      }
    }
  }

  /** The first normalisation sees the first convolution's output, computed here in plain Java. */
  @Test
  void runningStatisticsMoveATenthOfTheWay() {
    float[] inputs = gaussian(BATCH * 6 * 6 * 2, 1);
    try (TrainingGraph graph = graph(Loss.CROSS_ENTROPY, 0, 0)) {
      graph.set(HeInitialization.of(4), ZEROS);
      float[] kernel = of(graph.parameters(), "conv1.weight");
      graph.step(BATCH, inputs, targets(), 0);
      float[] mean = of(graph.parameters(), "bn1.running_mean");
      float[] variance = of(graph.parameters(), "bn1.running_var");
      for (int c = 0; c < 4; c++) {
        double sum = 0;
        double squares = 0;
        int count = BATCH * 36;
        for (int i = 0; i < count; i++) {
          double value = convolved(inputs, kernel, i / 36, i / 6 % 6, i % 6, c);
          sum += value;
          squares += value * value;
        }
        double batchMean = sum / count;
        double batchVariance = (squares - count * batchMean * batchMean) / (count - 1);
        assertThat((double) mean[c]).isCloseTo(0.1 * batchMean, within(1e-5));
        assertThat((double) variance[c]).isCloseTo(0.9 + 0.1 * batchVariance, within(1e-5));
      }
    }
  }

  private static double convolved(float[] in, float[] kernel, int row, int y, int x, int output) {
    double sum = 0;
    for (int v = -1; v <= 1; v++) {
      for (int u = -1; u <= 1; u++) {
        for (int c = 0; c < 2; c++) {
          boolean inside = y + v >= 0 && y + v < 6 && x + u >= 0 && x + u < 6;
          sum +=
              inside
                  ? in[((row * 6 + y + v) * 6 + x + u) * 2 + c]
                      * kernel[(((v + 1) * 3 + u + 1) * 2 + c) * 4 + output]
                  : 0;
        }
      }
    }
    return sum;
  }

  /** TensorFlow must know the gradient of every operation of these networks. */
  @ParameterizedTest
  @ValueSource(strings = {"resnet20", "googlenet", "lenet5"})
  void aStepMakesTheLossSmaller(String name) {
    Network network = Networks.of(name, new ImageShape(12, 12, 3), 3);
    float[] inputs = gaussian(BATCH * 12 * 12 * 3, 1);
    try (TrainingGraph graph =
        new TrainingGraph(network, Loss.CROSS_ENTROPY, 0.9f, 0, TensorFlowThreads.allCores())) {
      graph.set(HeInitialization.of(4), ZEROS);
      float first = graph.step(BATCH, inputs, targets(), 0.01f);
      float last = first;
      for (int step = 0; step < 10; step++) {
        last = graph.step(BATCH, inputs, targets(), 0.01f);
      }
      assertThat(last).isLessThan(first);
    }
  }

  @Test
  void knowsTheGradientsOfDenseNetAndVgg() {
    for (String name : List.of("densenet161", "vgg16")) {
      Network network = Networks.of(name, new ImageShape(32, 32, 3), 10);
      try (TrainingGraph graph =
          new TrainingGraph(network, Loss.CROSS_ENTROPY, 0.9f, 0, TensorFlowThreads.single())) {
        assertThat(graph).isNotNull();
      }
    }
  }
}
