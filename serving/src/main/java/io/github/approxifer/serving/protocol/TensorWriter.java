package io.github.approxifer.serving.protocol;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;

/** Writes a tensor's entry in the JSON part of a message. */
final class TensorWriter {
  private TensorWriter() {}

  static void write(JsonWriter json, Tensor tensor, boolean binary) throws IOException {
    json.beginObject().name("name").value(tensor.name());
    json.name("shape").beginArray();
    for (long size : tensor.shape()) {
      json.value(size);
    }
    json.endArray().name("datatype").value(Datatype.FP32.name());
    if (binary) {
      json.name("parameters").beginObject();
      json.name("binary_data_size").value(Math.multiplyExact(Float.BYTES, tensor.values().length));
      json.endObject();
    } else {
      json.name("data").beginArray();
      for (float value : tensor.values()) {
        json.value(value);
      }
      json.endArray();
    }
    json.endObject();
  }
}
