package io.github.approxifer.serving.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to predict: one input, one output.
 *
 * @param id to be echoed; null if there is none
 * @param input the batch of inputs
 * @param output the name of the output that is asked for; null for all of them
 * @param binaryOutput whether the output shall come in binary
 */
public record InferRequest(
    @Nullable String id, Tensor input, @Nullable String output, boolean binaryOutput) {

  /**
   * Reads a request.
   *
   * @param body as received
   * @return the request
   * @throws ProtocolException if it is malformed, or has more than one input or output
   */
  public static InferRequest read(Body body) {
    JsonObject message = body.json();
    List<Tensor> inputs = new TensorReader(body.afterJson()).tensors(message, "inputs");
    if (inputs.size() != 1) {
      throw new ProtocolException("the model has 1 input, but the request has " + inputs.size());
    }
    String id = Json.optionalString(message, "id", "the request");
    boolean binary =
        Json.flag(Json.parameters(message, "the request"), "binary_data_output", false);
    String output = null;
    JsonElement outputs = Json.member(message, "outputs");
    if (outputs != null) {
      JsonObject only = onlyOutput(outputs);
      output = Json.string(only, "name", "an output");
      binary = Json.flag(Json.parameters(only, "output " + output), "binary_data", binary);
    }
    return new InferRequest(id, inputs.get(0), output, binary);
  }

  private static JsonObject onlyOutput(JsonElement outputs) {
    if (!outputs.isJsonArray()
        || outputs.getAsJsonArray().size() != 1
        || !outputs.getAsJsonArray().get(0).isJsonObject()) {
      throw new ProtocolException(
          "\"outputs\" must be a list of 1 object, as the model has 1 output, but is "
              + Json.shortened(outputs));
    }
    return outputs.getAsJsonArray().get(0).getAsJsonObject();
  }

  /**
   * Writes the request. The output is always named, which some servers need.
   *
   * @param binary whether the input goes in binary
   * @return the body
   */
  public Body write(boolean binary) {
    JsonObject message = new JsonObject();
    if (id != null) {
      message.addProperty("id", id);
    }
    JsonArray inputs = new JsonArray();
    inputs.add(TensorWriter.entry(input, binary));
    message.add("inputs", inputs);
    if (output != null) {
      JsonObject entry = new JsonObject();
      entry.addProperty("name", output);
      if (binaryOutput) {
        JsonObject parameters = new JsonObject();
        parameters.addProperty("binary_data", true);
        entry.add("parameters", parameters);
      }
      JsonArray outputs = new JsonArray();
      outputs.add(entry);
      message.add("outputs", outputs);
    }
    return binary ? Body.binary(message, List.of(input)) : Body.json(message);
  }
}
