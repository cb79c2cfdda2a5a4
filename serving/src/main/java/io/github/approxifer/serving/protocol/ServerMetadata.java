package io.github.approxifer.serving.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * What a server says of itself.
 *
 * @param name of the server
 * @param version of the server
 * @param extensions of the protocol that it speaks
 */
public record ServerMetadata(String name, String version, List<String> extensions) {
  /** The extension for tensors in binary. */
  public static final String BINARY = "binary_tensor_data";

  /**
   * Reads metadata; what is missing is empty.
   *
   * @param body as received
   * @return the metadata
   * @throws ProtocolException if they are malformed
   */
  public static ServerMetadata read(Body body) {
    JsonObject message = body.json();
    List<String> extensions = new ArrayList<>();
    JsonElement list = message.get("extensions");
    if (list != null && list.isJsonArray()) {
      for (JsonElement element : list.getAsJsonArray()) {
        if (element.isJsonPrimitive()) {
          extensions.add(element.getAsString());
        }
      }
    }
    String name = Json.optionalString(message, "name", "the metadata");
    String version = Json.optionalString(message, "version", "the metadata");
    return new ServerMetadata(
        name == null ? "" : name, version == null ? "" : version, List.copyOf(extensions));
  }

  /**
   * Whether the server takes and gives tensors in binary.
   *
   * @return true if it lists the extension
   */
  public boolean speaksBinary() {
    return extensions.contains(BINARY);
  }

  /**
   * Writes the metadata.
   *
   * @return the body
   */
  public Body write() {
    JsonObject message = new JsonObject();
    message.addProperty("name", name);
    message.addProperty("version", version);
    JsonArray list = new JsonArray();
    extensions.forEach(list::add);
    message.add("extensions", list);
    return Body.json(message);
  }
}
