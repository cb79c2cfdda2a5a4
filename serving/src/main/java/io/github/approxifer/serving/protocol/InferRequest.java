package io.github.approxifer.serving.protocol;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to predict: one input, one output.
 *
 * @param id to be echoed; null if there is none
 * @param input the batch of inputs
 * @param output the name of the output that is asked for; null for all of them
 * @param binaryOutput whether the output shall come in binary
 * @param timeoutMicros how long the request may wait for its turn, in microseconds; 0 if it does
 *     not say
 */
public record InferRequest(
    @Nullable String id,
    Tensor input,
    @Nullable String output,
    boolean binaryOutput,
    long timeoutMicros) {

  /**
   * A request that does not say how long it may wait.
   *
   * @param id to be echoed; null if there is none
   * @param input the batch of inputs
   * @param output the name of the output that is asked for; null for all of them
   * @param binaryOutput whether the output shall come in binary
   */
  public InferRequest(
      @Nullable String id, Tensor input, @Nullable String output, boolean binaryOutput) {
    this(id, input, output, binaryOutput, 0);
  }

  /** The members of a request, as far as they are read. */
  private static final class Members {
    private final TensorReader inputs;
    private @Nullable String id;
    private Map<String, Object> parameters = Map.of();
    private @Nullable String output;
    private Map<String, Object> outputParameters = Map.of();

    Members(ShapeCheck check) {
      inputs = new TensorReader("inputs", 1, check);
    }

    void read(JsonCursor json, String name) throws IOException {
      switch (name) {
        case "id" -> id = json.string("the id of the request");
        case "parameters" -> {
          parameters = json.parameters("the request");
          RequestParameters.requireFollowed(parameters, "the request");
        }
        case "inputs" -> inputs.read(json);
        case "outputs" -> outputs(json);
        default -> json.skip();
      }
    }

    private void outputs(JsonCursor json) throws IOException {
      int count =
          json.objects(
              "outputs",
              (entry, name) -> {
                switch (name) {
                  case "name" -> output = entry.string("the name of an output");
                  case "parameters" -> outputParameters = entry.parameters("an output");
                  default -> entry.skip();
                }
              },
              this::requireOutput);
      if (count != 1) {
        throw new ProtocolException(
            "\"outputs\" must be a list of 1 object, as the model has 1 output, but it has "
                + count);
      }
    }

    private void requireOutput() {
      if (output == null) {
        throw new ProtocolException("an output needs a string \"name\", but has none");
      }
      RequestParameters.requireFollowed(outputParameters, "output " + Json.shortened(output));
    }

    private boolean binary() {
      return JsonCursor.flag(
          outputParameters,
          RequestParameters.BINARY,
          JsonCursor.flag(parameters, RequestParameters.BINARY_OUTPUT, false));
    }
  }

  /**
   * Reads a request.
   *
   * @param body as received
   * @return the request
   * @throws ProtocolException if it is malformed, has more than one input or output, or has a
   *     parameter that would not be followed
   */
  public static InferRequest read(Body body) {
    return read(body, ShapeCheck.NONE);
  }

  /**
   * Reads a request whose input must pass a check before its data are held.
   *
   * @param body as received
   * @param check throws what this method is to throw
   * @return the request
   * @throws ProtocolException if it is malformed, has more than one input or output, or has a
   *     parameter that would not be followed
   */
  public static InferRequest read(Body body, ShapeCheck check) {
    Members members = new Members(check);
    body.read(members::read);
    Tensor input = members.inputs.tensors(body.afterJson()).get(0);
    return new InferRequest(
        members.id,
        input,
        members.output,
        members.binary(),
        RequestParameters.timeoutMicros(members.parameters));
  }

  /**
   * Writes the request. The output is always named, which some servers need.
   *
   * @param binary whether the input goes in binary
   * @return the body
   */
  public Body write(boolean binary) {
    return Body.written(
        binary ? List.of(input) : List.of(),
        json -> {
          if (id != null) {
            json.name("id").value(id);
          }
          json.name("inputs").beginArray();
          TensorWriter.write(json, input, binary);
          json.endArray();
          if (output != null) {
            json.name("outputs").beginArray().beginObject().name("name").value(output);
            if (binaryOutput) {
              json.name("parameters").beginObject().name("binary_data").value(true).endObject();
            }
            json.endObject().endArray();
          }
        });
  }
}
