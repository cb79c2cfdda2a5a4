package io.github.approxifer.serving.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request.
 *
 * @param model the name of the model
 * @param id of the request; null if it had none
 * @param outputs the tensors
 */
public record InferResponse(String model, @Nullable String id, List<Tensor> outputs) {

  /**
   * Reads a response.
   *
   * @param body as received
   * @return the response
   * @throws ProtocolException if it is malformed
   */
  public static InferResponse read(Body body) {
    JsonObject message = body.json();
    List<Tensor> outputs = new TensorReader(body.afterJson()).tensors(message, "outputs");
    String model = Json.optionalString(message, "model_name", "the response");
    return new InferResponse(
        model == null ? "" : model, Json.optionalString(message, "id", "the response"), outputs);
  }

  /**
   * Writes the response.
   *
   * @param binary whether the outputs go in binary
   * @return the body
   */
  public Body write(boolean binary) {
    JsonObject message = new JsonObject();
    message.addProperty("model_name", model);
    if (id != null) {
      message.addProperty("id", id);
    }
    JsonArray entries = new JsonArray();
    for (Tensor output : outputs) {
      entries.add(TensorWriter.entry(output, binary));
    }
    message.add("outputs", entries);
    return binary ? Body.binary(message, outputs) : Body.json(message);
  }
}
