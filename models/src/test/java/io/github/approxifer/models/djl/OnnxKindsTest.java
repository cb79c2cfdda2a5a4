package io.github.approxifer.models.djl;

import static io.github.approxifer.models.djl.OnnxBytes.BATCH;
import static io.github.approxifer.models.djl.OnnxBytes.DOUBLE;
import static io.github.approxifer.models.djl.OnnxBytes.FLOAT;
import static io.github.approxifer.models.djl.OnnxBytes.FLOAT16;
import static io.github.approxifer.models.djl.OnnxBytes.INT64;
import static io.github.approxifer.models.djl.OnnxBytes.UINT8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.LogProbabilities;
import io.github.approxifer.models.Model;
import io.github.approxifer.models.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of the kinds that other people publish, each as small as it can be. */
class OnnxKindsTest {

  @TempDir private Path folder;

  private DjlModel open(OnnxBytes model, ModelSignature signature) throws IOException {
    Files.write(folder.resolve("small.onnx"), model.bytes());
    return DjlModel.load(
        "OnnxRuntime", folder, "small", signature, Map.of("intraOpNumThreads", "1"));
  }

  private static ModelSignature shape(int... dimensions) {
    return ModelSignature.of(ItemShape.of(dimensions));
  }

  private void assertRefused(OnnxBytes model, ModelSignature signature, String... reasons) {
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> open(model, signature).close())
        .withMessageContainingAll(reasons);
  }

  /** An embedding as a wake word's: rank 4 in, [n, 1, 1, 3] out. */
  @Test
  void anyRankGoesInAndOut() throws IOException {
    OnnxBytes embedding =
        new OnnxBytes()
            .input("x", FLOAT, BATCH, 1, 2, 1)
            .floats("w", new float[] {1, 2, 3, 10, 20, 30}, 2, 3)
            .longs("shape", -1, 1, 1, 3)
            .node("Flatten", "flat", "x")
            .node("MatMul", "product", "flat", "w")
            .node("Reshape", "y", "product", "shape")
            .output("y", FLOAT, BATCH, 1, 1, 3);
    try (DjlModel model = open(embedding, shape(1, 2, 1))) {
      assertThat(model.outputShape()).isEqualTo(ItemShape.of(1, 1, 3));
      assertThat(model.predict(new float[] {1, 0, 1, 1, 0, 2}, 3))
          .containsExactly(1, 2, 3, 11, 22, 33, 20, 40, 60);
    }
  }

  /** A sequence's probabilities: rank 2 in, [n, 2, 3] out. */
  @Test
  void anAnswerMayBeASequence() throws IOException {
    OnnxBytes sequence =
        new OnnxBytes()
            .input("x", FLOAT, BATCH, 6)
            .longs("shape", -1, 2, 3)
            .node("Reshape", "y", "x", "shape")
            .output("y", FLOAT, BATCH, 2, 3);
    try (DjlModel model = open(sequence, shape(6))) {
      assertThat(model.outputShape()).isEqualTo(ItemShape.of(2, 3));
      float[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
      assertThat(model.predict(values, 2)).containsExactly(values);
    }
  }

  /** A wake word: one item at a time, [1, 2, 3] in and a sigmoid out. */
  @Test
  void aModelOfOneItemIsCalledForEachRow() throws IOException {
    OnnxBytes wakeWord =
        new OnnxBytes()
            .input("x", FLOAT, 1, 2, 3)
            .floats("w", new float[] {1, 1, 1, 1, 1, 1}, 6, 1)
            .longs("shape", 1, 6)
            .node("Reshape", "flat", "x", "shape")
            .node("MatMul", "sum", "flat", "w")
            .node("Sigmoid", "y", "sum")
            .output("y", FLOAT, 1, 1);
    try (DjlModel model = open(wakeWord, shape(2, 3))) {
      float[] outputs = {9, 9, 9, 9};
      float[] inputs = new float[18];
      inputs[6] = 1;
      inputs[17] = -2;
      model.predict(inputs, 3, outputs);
      assertThat(outputs)
          .containsExactly(new float[] {0.5f, 0.7310586f, 0.1192029f, 9}, within(1e-6f));
    }
  }

  /** A spectrogram: of one recording at a time, the first dimension of the answer is the time. */
  @Test
  void anAnswerWithoutABatchIsThatOfOneItem() throws IOException {
    OnnxBytes spectrogram =
        new OnnxBytes()
            .input("x", FLOAT, BATCH, 6)
            .longs("shape", 3, -1, 2)
            .node("Reshape", "y", "x", "shape")
            .output("y", FLOAT, 3, BATCH, 2);
    try (DjlModel model = open(spectrogram, shape(6))) {
      assertThat(model.outputShape()).isEqualTo(ItemShape.of(3, 1, 2));
      float[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
      assertThat(model.predict(values, 2)).containsExactly(values);
    }
  }

  @Test
  void halfPrecisionDoublesAndWholeNumbersComeOutAsFloats() throws IOException {
    for (int type : new int[] {FLOAT16, DOUBLE, INT64, UINT8}) {
      OnnxBytes cast =
          new OnnxBytes()
              .input("x", FLOAT, BATCH, 3)
              .node("Cast", "to", type, "y", "x")
              .output("y", type, BATCH, 3);
      try (DjlModel model = open(cast, shape(3))) {
        assertThat(model.predict(new float[] {1, 2, 3, 4, 250, 6}, 2))
            .as("type %s", type)
            .containsExactly(1, 2, 3, 4, 250, 6);
      }
    }
    OnnxBytes label =
        new OnnxBytes()
            .input("x", FLOAT, BATCH, 3)
            .node("ArgMax", "axis", 1, "kept", "x")
            .longs("shape", -1)
            .node("Reshape", "y", "kept", "shape")
            .output("y", INT64, BATCH);
    try (DjlModel model = open(label, shape(3))) {
      assertThat(model.outputShape()).isEqualTo(ItemShape.of());
      assertThat(model.predict(new float[] {1, 2, 3, 4, 5, 0}, 2)).containsExactly(2, 1);
    }
  }

  @Test
  void queriesBecomeDoublesOrHalvesWhereAModelTakesThem() throws IOException {
    for (int type : new int[] {FLOAT16, DOUBLE}) {
      OnnxBytes cast =
          new OnnxBytes()
              .input("x", type, BATCH, 2)
              .node("Cast", "to", FLOAT, "y", "x")
              .output("y", FLOAT, BATCH, 2);
      try (DjlModel model = open(cast, shape(2))) {
        assertThat(model.predict(new float[] {0.5f, -2, 3, 0}, 2))
            .as("type %s", type)
            .containsExactly(0.5f, -2, 3, 0);
      }
    }
  }

  /** As MiniLM: whole numbers that stand for words. */
  @Test
  void tokenIdsAreRefusedWithTheReason() {
    OnnxBytes words =
        new OnnxBytes()
            .input("input_ids", INT64, BATCH, 4)
            .floats("table", new float[] {1, 2, 3, 4}, 2, 2)
            .node("Gather", "y", "table", "input_ids")
            .output("y", FLOAT, BATCH, 4, 2);
    assertRefused(
        words,
        shape(4),
        "the model small cannot answer one item of shape 4 as its input input_ids",
        "int64",
        "mixtures of whole numbers such as token ids mean nothing");
  }

  /**
   * As a detector of speech: a rate and a state besides the sound, a new state besides the answer.
   */
  @Test
  void otherInputsAreFixedAndTheAnswerIsNamed() throws IOException {
    OnnxBytes voice =
        new OnnxBytes()
            .input("input", FLOAT, BATCH, 2)
            .input("sr", INT64)
            .input("h", FLOAT, 1, 2)
            .node("Cast", "to", FLOAT, "rate", "sr")
            .node("Mul", "scaled", "input", "rate")
            .node("Add", "output", "scaled", "h")
            .node("Neg", "hn", "h")
            .output("output", FLOAT, BATCH, 2)
            .output("hn", FLOAT, 1, 2);
    ModelSignature signature =
        shape(2)
            .withInput("input")
            .withFixed("sr", FixedInput.longs(new long[] {16}))
            .withFixed("h", FixedInput.floats(new float[] {0.5f, 0.25f}, 1, 2));
    try (DjlModel model = open(voice, signature.withOutput("output"))) {
      assertThat(model.predict(new float[] {1, 2, 3, 4}, 2))
          .containsExactly(16.5f, 32.25f, 48.5f, 64.25f);
    }
    assertRefused(voice, signature, "outputs [output [2, 2], hn [1, 2]]", "withOutput");
    assertRefused(voice, signature.withOutput("hm"), "outputs [output [2, 2], hn [1, 2]]");
    assertRefused(voice, shape(2), "inputs [input, sr, h]", "withInput", "withFixed");
    assertRefused(
        voice, shape(2).withInput("x"), "the model small has no input x; it has [input, sr, h]");
  }

  @Test
  void aWrongShapeIsRefusedWhenItIsLoaded() {
    OnnxBytes linear =
        new OnnxBytes()
            .input("x", FLOAT, BATCH, 3)
            .floats("w", new float[6], 3, 2)
            .node("MatMul", "y", "x", "w")
            .output("y", FLOAT, BATCH, 2);
    assertRefused(linear, shape(4), "one item of shape 4", "index: 1 Got: 4 Expected: 3");
    assertRefused(linear, ModelSignature.described(), "does not tell the shape of its input x");
  }

  @Test
  void theLogarithmOfProbabilitiesCanBeServed() throws IOException {
    OnnxBytes softmax =
        new OnnxBytes()
            .input("x", FLOAT, BATCH, 2)
            .node("Softmax", "axis", 1, "y", "x")
            .output("y", FLOAT, BATCH, 2);
    try (Model model = LogProbabilities.of(open(softmax, shape(2)))) {
      float[] outputs = {0, 0, 0, 0, 7};
      model.predict(new float[] {1, 0, -200, 200}, 2, outputs);
      assertThat(outputs[0] - outputs[1]).isCloseTo(1, within(1e-6f));
      assertThat(outputs[2]).isCloseTo((float) Math.log(Float.MIN_NORMAL), within(1e-4f));
      assertThat(outputs[3]).isZero();
      assertThat(outputs[4]).isEqualTo(7);
      assertThat(model.inputShape()).isEqualTo(model.outputShape());
    }
  }

  @Test
  void probabilitiesAreToldFromOtherAnswers() {
    assertThat(Probabilities.are(new float[] {0.25f, 0.75f, 1, 0}, 2)).isTrue();
    assertThat(Probabilities.are(new float[] {0.25f, 0.75f, 1.1f, -0.1f}, 2)).isFalse();
    assertThat(Probabilities.are(new float[] {0.25f, 0.7f}, 2)).isFalse();
    assertThat(Probabilities.are(new float[] {Float.NaN, 1}, 2)).isFalse();
    assertThat(Probabilities.are(new float[] {1, 1}, 1)).isFalse();
  }
}
