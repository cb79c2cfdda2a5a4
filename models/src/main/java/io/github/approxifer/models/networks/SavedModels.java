package io.github.approxifer.models.networks;

import io.github.approxifer.models.ImageShape;
import io.github.approxifer.models.tensorflow.TensorFlowLibrary;
import io.github.approxifer.models.weights.Parameter;
import io.github.approxifer.models.weights.ParameterValues;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;

/**
 * Exports networks as TensorFlow SavedModels for serving: one folder with a {@code saved_model.pb}
 * tagged {@code serve}, whose signature {@code serving_default} maps {@code images} (batch x height
 * x width x channels, float32) to {@code logits} (batch x classes, float32).
 *
 * <p>The parameters are constants of the graph. TensorFlow can then merge each batch normalisation
 * and ReLU into the convolution before it.
 */
public final class SavedModels {

  /** The name of the input in the signature. */
  public static final String INPUT = "images";

  /** The name of the output in the signature. */
  public static final String OUTPUT = "logits";

  private SavedModels() {}

  /**
   * Writes a network as a SavedModel. The file holds all parameters as float32, so it cannot exceed
   * 2 GB.
   *
   * @param network the network
   * @param values the values of its parameters
   * @param folder the folder to write to, created if it does not exist
   * @throws IOException if writing fails
   * @throws io.github.approxifer.models.weights.WeightsException if a parameter is missing or has
   *     another shape
   */
  public static void export(Network network, ParameterValues values, Path folder)
      throws IOException {
    TensorFlowLibrary.load();
    SavedModel model;
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      ImageShape shape = network.inputShape();
      Operand<TFloat32> images =
          tf.withName(INPUT)
              .placeholder(
                  TFloat32.class,
                  Placeholder.shape(Shape.of(-1, shape.height(), shape.width(), shape.channels())));
      Layers layers = new Layers(tf, parameter -> constant(tf, parameter, values));
      tf.withName(OUTPUT).identity(network.logits(layers, images));
      model = savedModel(graph, network);
    }
    Files.createDirectories(folder);
    try (OutputStream out = Files.newOutputStream(folder.resolve("saved_model.pb"))) {
      model.writeTo(out);
    }
  }

  private static Operand<TFloat32> constant(Ops tf, Parameter parameter, ParameterValues values) {
    long[] dimensions = parameter.shape().stream().mapToLong(Integer::longValue).toArray();
    return tf.withName(parameter.name())
        .constant(Shape.of(dimensions), DataBuffers.of(values.values(parameter), true, false));
  }

  private static SavedModel savedModel(Graph graph, Network network) {
    ImageShape shape = network.inputShape();
    SignatureDef signature =
        SignatureDef.newBuilder()
            .setMethodName("tensorflow/serving/predict")
            .putInputs(
                INPUT, tensor(INPUT, List.of(-1, shape.height(), shape.width(), shape.channels())))
            .putOutputs(OUTPUT, tensor(OUTPUT, List.of(-1, network.classes())))
            .build();
    MetaGraphDef metaGraph =
        MetaGraphDef.newBuilder()
            .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags("serve"))
            .setGraphDef(graph.toGraphDef())
            .putSignatureDef("serving_default", signature)
            .build();
    return SavedModel.newBuilder().setSavedModelSchemaVersion(1).addMetaGraphs(metaGraph).build();
  }

  private static TensorInfo tensor(String name, List<Integer> dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int dimension : dimensions) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(dimension));
    }
    return TensorInfo.newBuilder()
        .setName(name + ":0")
        .setDtype(DataType.DT_FLOAT)
        .setTensorShape(shape)
        .build();
  }
}
