package io.github.approxifer.serving.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** Writes a tensor's entry in the JSON part of a message. */
final class TensorWriter {
  private TensorWriter() {}

  static JsonObject entry(Tensor tensor, boolean binary) {
    JsonObject entry = new JsonObject();
    entry.addProperty("name", tensor.name());
    JsonArray shape = new JsonArray();
    for (long size : tensor.shape()) {
      shape.add(size);
    }
    entry.add("shape", shape);
    entry.addProperty("datatype", Datatype.FP32.name());
    if (binary) {
      JsonObject parameters = new JsonObject();
      parameters.addProperty("binary_data_size", Float.BYTES * tensor.values().length);
      entry.add("parameters", parameters);
    } else {
      JsonArray data = new JsonArray(tensor.values().length);
      for (float value : tensor.values()) {
        data.add(value);
      }
      entry.add("data", data);
    }
    return entry;
  }
}
