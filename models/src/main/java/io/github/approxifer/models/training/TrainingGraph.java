package io.github.approxifer.models.training;

import io.github.approxifer.models.networks.Layers;
import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.tensorflow.TensorFlowLibrary;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import io.github.approxifer.models.weights.Parameter;
import io.github.approxifer.models.weights.Parameter.Kind;
import io.github.approxifer.models.weights.ParameterValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.train.ApplyMomentum;
import org.tensorflow.types.TFloat32;

/**
 * A network with its loss, gradients and update, by SGD with Nesterov momentum: {@code v := m v +
 * g}, {@code w := w - rate (g + m v)}, where g is the gradient, for kernels plus the decay times w.
 * Running means and variances move a tenth of the way to the batch's.
 *
 * <p>A step takes two runs of the session: the first stores gradients and batch statistics in
 * variables, the second applies them. In a single run the update of a variable would race with the
 * backward pass that still reads it.
 *
 * <p>Confined to one thread. To be closed.
 */
final class TrainingGraph implements AutoCloseable {

  /** How far running statistics move towards those of a batch. */
  private static final float STATISTICS_RATE = 0.1f;

  private final Network network;
  private final Graph graph;
  private final Session session;
  private final Ops tf;
  private final Placeholder<TFloat32> images;
  private final Placeholder<TFloat32> targets;
  private final Placeholder<TFloat32> rate;
  private final Operand<TFloat32> loss;
  private final Map<Parameter, Variable<TFloat32>> variables = new LinkedHashMap<>();
  private final Map<Parameter, Variable<TFloat32>> momenta = new LinkedHashMap<>();
  private final Map<Parameter, Setter> parameterSetters = new LinkedHashMap<>();
  private final Map<Parameter, Setter> momentumSetters = new LinkedHashMap<>();
  private final List<Op> stores = new ArrayList<>();
  private final List<Op> updates = new ArrayList<>();

  /**
   * Builds the graph and sets the parameters.
   *
   * @param network the network
   * @param loss what to make small
   * @param momentum m, from 0 to below 1
   * @param decay the weight decay on kernels, at least 0
   * @param threads the session's threads
   */
  TrainingGraph(
      Network network, Loss loss, float momentum, float decay, TensorFlowThreads threads) {
    TensorFlowLibrary.load();
    graph = new Graph();
    tf = Ops.create(graph);
    this.network = network;
    long height = network.inputShape().height();
    long width = network.inputShape().width();
    long channels = network.inputShape().channels();
    images = placeholder(Shape.of(-1, height, width, channels));
    targets = placeholder(Shape.of(-1, network.classes()));
    rate = placeholder(Shape.scalar());
    Layers layers =
        new Layers(
            tf,
            this::variable,
            (mean, batchMean, variance, batchVariance) -> {
              average(mean, batchMean);
              average(variance, batchVariance);
            });
    this.loss = loss.mean(tf, network.logits(layers, images), targets);
    List<Parameter> trained =
        variables.keySet().stream().filter(parameter -> parameter.kind().trainable()).toList();
    Gradients gradients = tf.gradients(this.loss, trained.stream().map(variables::get).toList());
    for (int i = 0; i < trained.size(); i++) {
      descend(trained.get(i), gradients.<TFloat32>dy(i), momentum, decay);
    }
    addSetters(variables, parameterSetters);
    addSetters(momenta, momentumSetters);
    session = new Session(graph, threads.sessionConfig());
  }

  private Placeholder<TFloat32> placeholder(Shape shape) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(shape));
  }

  private Variable<TFloat32> variable(Parameter parameter) {
    Variable<TFloat32> variable = tf.variable(shape(parameter), TFloat32.class);
    variables.put(parameter, variable);
    return variable;
  }

  private void average(Operand<TFloat32> running, Operand<TFloat32> batch) {
    Operand<TFloat32> stored = store(running.shape(), batch);
    updates.add(
        tf.assign(
            running,
            tf.math.add(
                tf.math.mul(running, tf.constant(1 - STATISTICS_RATE)),
                tf.math.mul(stored, tf.constant(STATISTICS_RATE)))));
  }

  private void descend(
      Parameter parameter, Operand<TFloat32> gradient, float momentum, float decay) {
    Variable<TFloat32> variable = Objects.requireNonNull(variables.get(parameter));
    Operand<TFloat32> step = store(shape(parameter), gradient);
    if (parameter.kind() == Kind.CONVOLUTION_KERNEL || parameter.kind() == Kind.DENSE_KERNEL) {
      step = tf.math.add(step, tf.math.mul(variable, tf.constant(decay)));
    }
    Variable<TFloat32> velocity = tf.variable(shape(parameter), TFloat32.class);
    momenta.put(parameter, velocity);
    updates.add(
        tf.train.applyMomentum(
            variable,
            velocity,
            rate,
            step,
            tf.constant(momentum),
            ApplyMomentum.useNesterov(true)));
  }

  private Variable<TFloat32> store(Shape shape, Operand<TFloat32> value) {
    Variable<TFloat32> stored = tf.variable(shape, TFloat32.class);
    stores.add(tf.assign(stored, value));
    return stored;
  }

  /** The operation that sets a variable to what is fed. */
  private record Setter(Placeholder<TFloat32> value, Op assignment) {}

  private void addSetters(Map<Parameter, Variable<TFloat32>> of, Map<Parameter, Setter> setters) {
    of.forEach(
        (parameter, variable) -> {
          Placeholder<TFloat32> value = placeholder(shape(parameter));
          setters.put(parameter, new Setter(value, tf.assign(variable, value)));
        });
  }

  /**
   * Sets all parameters and all momenta, in one run of operations that are always the same:
   * TensorFlow prepares the whole graph anew for each set of outputs that it is asked for, which
   * takes minutes for hundreds of variables.
   */
  void set(ParameterValues values, ParameterValues velocities) {
    List<TFloat32> fed = new ArrayList<>();
    try {
      Session.Runner runner = session.runner();
      parameterSetters.forEach((parameter, setter) -> set(runner, setter, parameter, values, fed));
      momentumSetters.forEach(
          (parameter, setter) -> set(runner, setter, parameter, velocities, fed));
      runner.run().close();
    } finally {
      fed.forEach(TFloat32::close);
    }
  }

  private static void set(
      Session.Runner runner,
      Setter setter,
      Parameter parameter,
      ParameterValues values,
      List<TFloat32> fed) {
    TFloat32 tensor = tensor(shape(parameter), values.values(parameter));
    fed.add(tensor);
    runner.feed(setter.value(), tensor).addTarget(setter.assignment());
  }

  /**
   * Takes one step.
   *
   * @param count the number of examples, at least 1
   * @param inputs count x input size
   * @param wanted count x classes
   * @param learningRate the rate
   * @return the loss before the step
   */
  float step(int count, float[] inputs, float[] wanted, float learningRate) {
    float before;
    try (TFloat32 x = batch(count, inputs);
        TFloat32 y = tensor(Shape.of(count, network.classes()), wanted)) {
      Session.Runner runner = session.runner().feed(images, x).feed(targets, y).fetch(loss);
      stores.forEach(runner::addTarget);
      try (var result = runner.run()) {
        before = ((TFloat32) result.get(0)).getFloat();
      }
    }
    try (TFloat32 scalar = TFloat32.scalarOf(learningRate)) {
      Session.Runner runner = session.runner().feed(rate, scalar);
      updates.forEach(runner::addTarget);
      runner.run().close();
    }
    return before;
  }

  private TFloat32 batch(int count, float[] inputs) {
    return tensor(
        Shape.of(
            count,
            network.inputShape().height(),
            network.inputShape().width(),
            network.inputShape().channels()),
        inputs);
  }

  /** Returns the present values of all parameters, in the order of the network. */
  Map<Parameter, float[]> parameters() {
    return read(variables);
  }

  /** Returns the present momenta of the trained parameters. */
  Map<Parameter, float[]> momenta() {
    return read(momenta);
  }

  private Map<Parameter, float[]> read(Map<Parameter, Variable<TFloat32>> source) {
    Session.Runner runner = session.runner();
    source.values().forEach(runner::fetch);
    Map<Parameter, float[]> values = new LinkedHashMap<>();
    try (var result = runner.run()) {
      int i = 0;
      for (Parameter parameter : source.keySet()) {
        float[] array = new float[parameter.size()];
        ((TFloat32) result.get(i++)).asRawTensor().data().asFloats().read(array);
        values.put(parameter, array);
      }
    }
    return values;
  }

  private static TFloat32 tensor(Shape shape, float[] values) {
    int size = Math.toIntExact(shape.size());
    return Tensor.of(
        TFloat32.class,
        shape,
        tensor -> tensor.asRawTensor().data().asFloats().write(values, 0, size));
  }

  private static Shape shape(Parameter parameter) {
    return Shape.of(parameter.shape().stream().mapToLong(Integer::longValue).toArray());
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
