package io.github.approxifer.models.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.ModelException;
import io.github.approxifer.models.djl.DjlModel;
import io.github.approxifer.models.djl.ModelSignature;
import io.github.approxifer.models.djl.TensorAccess;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** SavedModels of the kinds that other people's programs write, each as small as it can be. */
class TensorFlowModelsTest {

  @TempDir private Path folder;

  /** Writes a graph with one input called x and one output called y. */
  private <T extends TType> void write(
      Class<T> type, DataType dataType, Shape shape, BiFunction<Ops, Operand<T>, Operand<?>> body)
      throws IOException {
    TensorFlowLibrary.load();
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<T> x = tf.placeholder(type, Placeholder.shape(shape));
      Operand<?> y = body.apply(tf, x);
      SignatureDef signature =
          SignatureDef.newBuilder()
              .setMethodName("tensorflow/serving/predict")
              .putInputs("x", info(x, dataType, shape))
              .putOutputs("y", info(y, DataType.DT_INVALID, Shape.unknown()))
              .build();
      MetaGraphDef metaGraph =
          MetaGraphDef.newBuilder()
              .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags("serve"))
              .setGraphDef(graph.toGraphDef())
              .putSignatureDef("serving_default", signature)
              .build();
      try (OutputStream out = Files.newOutputStream(folder.resolve("saved_model.pb"))) {
        SavedModel.newBuilder()
            .setSavedModelSchemaVersion(1)
            .addMetaGraphs(metaGraph)
            .build()
            .writeTo(out);
      }
    }
  }

  private static TensorInfo info(Operand<?> operand, DataType type, Shape shape) {
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    for (int i = 0; i < Math.max(0, shape.numDimensions()); i++) {
      dimensions.addDim(TensorShapeProto.Dim.newBuilder().setSize(shape.get(i)));
    }
    return TensorInfo.newBuilder()
        .setName(operand.op().name() + ":0")
        .setDtype(type)
        .setTensorShape(dimensions.setUnknownRank(shape.isUnknown()))
        .build();
  }

  private DjlModel open(ModelSignature signature) throws IOException {
    return TensorFlowModels.load(folder, signature, TensorFlowThreads.single());
  }

  private static float[] answer(DjlModel model, float... inputs) {
    return model.predict(inputs, inputs.length / model.inputShape().size());
  }

  @Test
  void takesTheShapesFromTheSignature() throws IOException {
    write(
        TFloat32.class,
        DataType.DT_FLOAT,
        Shape.of(-1, 2, 3),
        (tf, x) -> tf.reshape(x, tf.constant(new int[] {-1, 3, 1, 2})));
    try (DjlModel model = open(ModelSignature.described())) {
      assertThat(model.inputShape()).isEqualTo(ItemShape.of(2, 3));
      assertThat(model.outputShape()).isEqualTo(ItemShape.of(3, 1, 2));
      float[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
      assertThat(answer(model, values)).containsExactly(values);
    }
  }

  @Test
  void asksForAShapeThatTheSignatureLeavesOpen() throws IOException {
    write(TFloat32.class, DataType.DT_FLOAT, Shape.of(-1, -1), (tf, x) -> tf.math.neg(x));
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> open(ModelSignature.described()).close())
        .withMessageContainingAll("input x has the shape (-1, -1)", "ModelSignature.of");
    try (DjlModel model = open(ModelSignature.of(ItemShape.of(2)))) {
      assertThat(answer(model, 1, -2, 3, 0)).containsExactly(-1, 2, -3, -0f);
    }
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> open(ModelSignature.of(ItemShape.of(2, 1))).close())
        .withMessageContainingAll("(-1, -1)", "an item cannot have 2 x 1");
  }

  @Test
  void aModelOfUnknownRankTakesTheShapeThatIsSaid() throws IOException {
    write(TFloat32.class, DataType.DT_FLOAT, Shape.unknown(), (tf, x) -> tf.math.neg(x));
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> open(ModelSignature.described()).close())
        .withMessageContaining("does not tell the shape of its input x");
    try (DjlModel model = open(ModelSignature.of(ItemShape.of(2, 2)))) {
      assertThat(model.outputShape()).isEqualTo(ItemShape.of(2, 2));
    }
  }

  @Test
  void numbersOfOtherTypesComeOutAsFloats() throws IOException {
    for (Class<? extends TNumber> type :
        List.<Class<? extends TNumber>>of(
            TFloat16.class,
            TBfloat16.class,
            TFloat64.class,
            TInt32.class,
            TInt64.class,
            TUint8.class)) {
      write(TFloat32.class, DataType.DT_FLOAT, Shape.of(-1, 2), (tf, x) -> tf.dtypes.cast(x, type));
      try (DjlModel model = open(ModelSignature.described())) {
        assertThat(answer(model, 1, 2, 3, 250)).as(type.getName()).containsExactly(1, 2, 3, 250);
      }
    }
    write(
        TFloat32.class,
        DataType.DT_FLOAT,
        Shape.of(-1, 2),
        (tf, x) -> tf.dtypes.cast(x, TBool.class));
    try (DjlModel model = open(ModelSignature.described())) {
      assertThat(answer(model, 1, 0, 0, 3)).containsExactly(1, 0, 0, 1);
    }
  }

  @Test
  void queriesBecomeDoublesWhereAModelTakesThem() throws IOException {
    write(TFloat64.class, DataType.DT_DOUBLE, Shape.of(-1, 2), (tf, x) -> tf.math.neg(x));
    try (DjlModel model = open(ModelSignature.described())) {
      assertThat(answer(model, 1, -0.5f)).containsExactly(-1, 0.5f);
    }
  }

  @Test
  void refusesInputsOfWholeNumbersWithTheReason() throws IOException {
    write(TInt64.class, DataType.DT_INT64, Shape.of(-1, 2), (tf, x) -> tf.math.neg(x));
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> open(ModelSignature.described()).close())
        .withMessageContainingAll("one item of shape 2 as its input x", "int64", "token ids");
    write(
        TUint8.class,
        DataType.DT_UINT8,
        Shape.of(-1, 2),
        (tf, x) -> tf.dtypes.cast(x, TFloat32.class));
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> open(ModelSignature.described()).close())
        .withMessageContainingAll("one item of shape 2 as its input x", "uint8");
  }

  @Test
  void bothWaysIntoATensorAgree() {
    TensorFlowLibrary.load();
    float[] values = {9, 1, 2, 3, 4, 5, 6, 7};
    TensorAccess direct = new TensorFlowAccess();
    try (NDManager manager = Engine.getEngine("TensorFlow").newBaseManager(Device.cpu())) {
      for (TensorAccess writer : List.of(direct, TensorAccess.GENERIC)) {
        for (var type :
            List.of(ai.djl.ndarray.types.DataType.FLOAT32, ai.djl.ndarray.types.DataType.FLOAT64)) {
          NDArray array =
              writer.create(manager, values, 1, new ai.djl.ndarray.types.Shape(2, 3), type);
          assertThat(array.getDataType()).isEqualTo(type);
          for (TensorAccess reader : List.of(direct, TensorAccess.GENERIC)) {
            float[] back = new float[8];
            reader.read(array, back, 1, 6);
            assertThat(back).containsExactly(0, 1, 2, 3, 4, 5, 6, 0);
          }
        }
      }
    }
  }
}
