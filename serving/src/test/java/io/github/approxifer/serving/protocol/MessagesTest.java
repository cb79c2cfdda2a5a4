package io.github.approxifer.serving.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessagesTest {
  private static final Tensor X =
      new Tensor("x", new long[] {2, 3}, new float[] {0.5f, 1, 1.5f, 2, 2.5f, 3});

  private static Body received(String json) {
    return Body.received(json.getBytes(StandardCharsets.UTF_8), null);
  }

  private static byte[] joined(String json, int... tail) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = Arrays.copyOf(text, text.length + tail.length);
    for (int i = 0; i < tail.length; i++) {
      bytes[text.length + i] = (byte) tail[i];
    }
    return bytes;
  }

  @Test
  void requestsInJsonAreThoseOfTheSpecification() {
    Body body = new InferRequest("7", X, "y", false).write(false);
    assertThat(new String(body.bytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"id\":\"7\",\"inputs\":[{\"name\":\"x\",\"shape\":[2,3],\"datatype\":\"FP32\","
                + "\"data\":[0.5,1.0,1.5,2.0,2.5,3.0]}],\"outputs\":[{\"name\":\"y\"}]}");
    assertThat(body.lengthHeader()).isEmpty();
    assertThat(body.contentType()).isEqualTo("application/json");
  }

  @Test
  void binaryRequestsAreLittleEndianToTheByte() {
    Tensor one = new Tensor("x", new long[] {1, 2}, new float[] {1, -2});
    Body body = new InferRequest(null, one, "y", true).write(true);
    String json =
        "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,2],\"datatype\":\"FP32\","
            + "\"parameters\":{\"binary_data_size\":8}}],"
            + "\"outputs\":[{\"name\":\"y\",\"parameters\":{\"binary_data\":true}}]}";
    assertThat(body.bytes()).isEqualTo(joined(json, 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0));
    assertThat(body.lengthHeader()).hasValue(json.length());
    assertThat(body.contentType()).isEqualTo("application/octet-stream");
  }

  @Test
  void requestsComeBackAsTheyWere() {
    for (boolean binary : new boolean[] {false, true}) {
      Body body = new InferRequest("7", X, "y", binary).write(binary);
      String header = body.lengthHeader().isPresent() ? "" + body.lengthHeader().getAsInt() : null;
      InferRequest back = InferRequest.read(Body.received(body.bytes(), header));
      assertThat(back.id()).isEqualTo("7");
      assertThat(back.output()).isEqualTo("y");
      assertThat(back.binaryOutput()).isEqualTo(binary);
      assertThat(back.input().name()).isEqualTo("x");
      assertThat(back.input().shape()).containsExactly(2, 3);
      assertThat(back.input().values()).containsExactly(X.values());
    }
  }

  @Test
  void nestedDataAreFlattened() {
    InferRequest request =
        InferRequest.read(
            received(
                "{\"inputs\":[{\"name\":\"x\",\"shape\":[2,2],\"datatype\":\"FP64\","
                    + "\"data\":[[1,2.5],[-3e2,4]]}]}"));
    assertThat(request.input().values()).containsExactly(1, 2.5f, -300, 4);
    assertThat(request.output()).isNull();
    assertThat(request.id()).isNull();
  }

  @Test
  void longDataAreReadInFull() {
    float[] values = new float[5000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    Tensor tensor = new Tensor("x", new long[] {5000}, values);
    Body body = new InferResponse("m", null, List.of(tensor)).write(false);
    InferResponse back = InferResponse.read(Body.received(body.bytes(), null));
    assertThat(back.outputs().get(0).values()).containsExactly(values);
  }

  /** As KServe's Python runtime and MLServer write them. */
  @Test
  void membersThatAreNullCountAsAbsent() {
    InferResponse response =
        InferResponse.read(
            received(
                "{\"model_name\":\"m\",\"model_version\":null,\"id\":null,\"parameters\":null,"
                    + "\"outputs\":[{\"name\":\"y\",\"shape\":[1,1],\"datatype\":\"FP32\","
                    + "\"parameters\":null,\"data\":[1.5]}]}"));
    assertThat(response.id()).isNull();
    assertThat(response.outputs().get(0).values()).containsExactly(1.5f);
    InferRequest request =
        InferRequest.read(
            received(
                "{\"id\":null,\"outputs\":null,\"parameters\":{\"binary_data_output\":null},"
                    + "\"inputs\":[{\"name\":\"x\",\"shape\":[1],\"datatype\":\"FP32\","
                    + "\"parameters\":{\"binary_data_size\":null},\"data\":[2]}]}"));
    assertThat(request.id()).isNull();
    assertThat(request.output()).isNull();
    assertThat(request.binaryOutput()).isFalse();
    assertThat(request.input().values()).containsExactly(2);
  }

  @Test
  void dataThatAreNullMayComeInBinary() {
    String json =
        "{\"outputs\":[{\"name\":\"y\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":null,"
            + "\"parameters\":{\"binary_data_size\":4}}]}";
    byte[] bytes = joined(json, 0, 0, 0, 0x40);
    InferResponse response = InferResponse.read(Body.received(bytes, "" + json.length()));
    assertThat(response.outputs().get(0).values()).containsExactly(2);
  }

  @Test
  void responsesMayMixJsonAndBinaryTensors() {
    String json =
        "{\"model_name\":\"m\",\"outputs\":["
            + "{\"name\":\"a\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[4]},"
            + "{\"name\":\"b\",\"shape\":[1],\"datatype\":\"FP64\","
            + "\"parameters\":{\"binary_data_size\":8}},"
            + "{\"name\":\"c\",\"shape\":[1],\"datatype\":\"FP32\","
            + "\"parameters\":{\"binary_data_size\":4}}]}";
    byte[] bytes = joined(json, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0x40);
    InferResponse response = InferResponse.read(Body.received(bytes, "" + json.length()));
    assertThat(response.outputs()).extracting(Tensor::name).containsExactly("a", "b", "c");
    assertThat(response.outputs())
        .extracting(tensor -> tensor.values()[0])
        .containsExactly(4f, 1f, 2f);
  }

  @Test
  void responsesComeBackAsTheyWere() {
    for (boolean binary : new boolean[] {false, true}) {
      Body body = new InferResponse("m", "9", List.of(X)).write(binary);
      String header = body.lengthHeader().isPresent() ? "" + body.lengthHeader().getAsInt() : null;
      InferResponse back = InferResponse.read(Body.received(body.bytes(), header));
      assertThat(back.model()).isEqualTo("m");
      assertThat(back.id()).isEqualTo("9");
      assertThat(back.outputs().get(0).values()).containsExactly(X.values());
    }
  }

  @Test
  void metadataComeBackAsTheyWere() {
    ModelMetadata model =
        new ModelMetadata(
            "digits",
            List.of(new ModelMetadata.TensorMetadata("x", "FP32", List.of(-1L, 784L))),
            List.of(new ModelMetadata.TensorMetadata("y", "FP32", List.of(-1L, 10L))));
    assertThat(ModelMetadata.read(model.write("1"))).isEqualTo(model);
    ServerMetadata server = new ServerMetadata("s", "1", List.of(ServerMetadata.BINARY));
    assertThat(ServerMetadata.read(server.write())).isEqualTo(server);
    assertThat(server.speaksBinary()).isTrue();
    assertThat(ServerMetadata.read(received("{}")).speaksBinary()).isFalse();
  }

  @Test
  void messagesNameWhatIsWrong() {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> new Tensor("x", new long[] {2, 2}, new float[3]))
        .withMessageContaining("[2, 2]")
        .withMessageContaining("3 values");
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> InferResponse.read(received("{\"outputs\":[]}")))
        .withMessageContaining("outputs");
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> ModelMetadata.read(received("{\"name\":\"m\",\"inputs\":3}")))
        .withMessageContaining("inputs");
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(
            () ->
                ModelMetadata.read(
                    received("{\"name\":\"m\",\"inputs\":[{\"name\":\"x\"}],\"outputs\":[]}")))
        .withMessageContaining("shape");
  }
}
