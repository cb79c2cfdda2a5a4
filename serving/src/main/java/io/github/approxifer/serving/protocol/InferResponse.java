package io.github.approxifer.serving.protocol;

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
  /** More outputs than any model has; a bound on what a message may bring. */
  private static final int MOST_OUTPUTS = 1000;

  /** The members of a response, as far as they are read. */
  private static final class Members {
    private String model = "";
    private @Nullable String id;
    private final TensorReader outputs = new TensorReader("outputs", MOST_OUTPUTS, ShapeCheck.NONE);
  }

  /**
   * Reads a response.
   *
   * @param body as received
   * @return the response
   * @throws ProtocolException if it is malformed
   */
  public static InferResponse read(Body body) {
    Members members = new Members();
    body.read(
        (json, name) -> {
          switch (name) {
            case "model_name" -> members.model = json.string("the model's name");
            case "id" -> members.id = json.string("the id of the response");
            case "outputs" -> members.outputs.read(json);
            default -> json.skip();
          }
        });
    return new InferResponse(members.model, members.id, members.outputs.tensors(body.afterJson()));
  }

  /**
   * Writes the response.
   *
   * @param binary whether the outputs go in binary
   * @return the body
   */
  public Body write(boolean binary) {
    return Body.written(
        binary ? outputs : List.of(),
        json -> {
          json.name("model_name").value(model);
          if (id != null) {
            json.name("id").value(id);
          }
          json.name("outputs").beginArray();
          for (Tensor output : outputs) {
            TensorWriter.write(json, output, binary);
          }
          json.endArray();
        });
  }
}
