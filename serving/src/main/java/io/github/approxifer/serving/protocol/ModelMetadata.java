package io.github.approxifer.serving.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * What a server says of a model.
 *
 * @param name of the model
 * @param inputs its input tensors
 * @param outputs its output tensors
 */
public record ModelMetadata(
    String name, List<TensorMetadata> inputs, List<TensorMetadata> outputs) {
  /** What this project's own server says that it runs models with. */
  public static final String PLATFORM = "approxifer";

  /**
   * What a server says of a tensor.
   *
   * @param name of the tensor
   * @param datatype as in the protocol
   * @param shape sizes; -1 for a free one
   */
  public record TensorMetadata(String name, String datatype, List<Long> shape) {
    /** As {@code images FP32 [-1, 28, 28, 1]}. */
    @Override
    public String toString() {
      return name + " " + datatype + " " + shape;
    }
  }

  /**
   * Reads metadata. Lists that are missing are empty.
   *
   * @param body as received
   * @return the metadata
   * @throws ProtocolException if they are malformed
   */
  public static ModelMetadata read(Body body) {
    JsonObject message = body.json();
    return new ModelMetadata(
        Json.string(message, "name", "the metadata"),
        tensors(message, "inputs"),
        tensors(message, "outputs"));
  }

  private static List<TensorMetadata> tensors(JsonObject message, String name) {
    JsonElement list = Json.member(message, name);
    if (list == null) {
      return List.of();
    }
    if (!list.isJsonArray()) {
      throw new ProtocolException(
          "the metadata need a list \"%s\", but have %s".formatted(name, Json.shortened(list)));
    }
    List<TensorMetadata> tensors = new ArrayList<>();
    for (JsonElement element : list.getAsJsonArray()) {
      if (!element.isJsonObject() || !element.getAsJsonObject().has("shape")) {
        throw new ProtocolException(
            "a tensor of the metadata must be an object with a shape, but is "
                + Json.shortened(element));
      }
      JsonObject tensor = element.getAsJsonObject();
      JsonElement sizes = tensor.get("shape");
      List<Long> shape = new ArrayList<>();
      if (sizes.isJsonArray()) {
        for (JsonElement size : sizes.getAsJsonArray()) {
          shape.add(Json.whole(size, "a size in the metadata"));
        }
      }
      tensors.add(
          new TensorMetadata(
              Json.string(tensor, "name", "a tensor of the metadata"),
              Json.string(tensor, "datatype", "a tensor of the metadata"),
              List.copyOf(shape)));
    }
    return List.copyOf(tensors);
  }

  /**
   * Writes the metadata.
   *
   * @param version the only version of the model
   * @return the body
   */
  public Body write(String version) {
    JsonObject message = new JsonObject();
    message.addProperty("name", name);
    JsonArray versions = new JsonArray();
    versions.add(version);
    message.add("versions", versions);
    message.addProperty("platform", PLATFORM);
    message.add("inputs", entries(inputs));
    message.add("outputs", entries(outputs));
    return Body.json(message);
  }

  private static JsonArray entries(List<TensorMetadata> tensors) {
    JsonArray entries = new JsonArray();
    for (TensorMetadata tensor : tensors) {
      JsonObject entry = new JsonObject();
      entry.addProperty("name", tensor.name());
      entry.addProperty("datatype", tensor.datatype());
      JsonArray shape = new JsonArray();
      tensor.shape().forEach(shape::add);
      entry.add("shape", shape);
      entries.add(entry);
    }
    return entries;
  }
}
