package io.github.approxifer.serving.protocol;

import java.util.Map;
import java.util.Set;

/**
 * The parameters that requests may carry. Those that would change the answer and are not followed
 * are refused; hints that every answer satisfies, or that say how the sender sees its own data, are
 * let pass.
 */
public final class RequestParameters {
  static final String BINARY_OUTPUT = "binary_data_output";
  static final String BINARY = "binary_data";

  private static final String TIMEOUT = "timeout";
  private static final Set<String> HINTS = Set.of("priority", "content_type", "headers");
  private static final Set<String> FOLLOWED = Set.of(TIMEOUT, BINARY_OUTPUT, BINARY);
  private static final Set<String> ELSEWHERE =
      Set.of("shared_memory_region", "shared_memory_offset", "shared_memory_byte_size");

  private RequestParameters() {}

  /**
   * Refuses what would not be followed.
   *
   * @param parameters of a request or of an output that is asked for
   * @param where whose they are
   * @throws ProtocolException if there is one
   */
  public static void requireFollowed(Map<String, Object> parameters, String where) {
    for (String name : parameters.keySet()) {
      if (!FOLLOWED.contains(name) && !HINTS.contains(name)) {
        throw unsupported(name, where);
      }
    }
  }

  /**
   * Refuses a tensor whose values lie elsewhere.
   *
   * @param parameters of the tensor
   * @param where whose they are
   * @throws ProtocolException if they say so
   */
  public static void requireHere(Map<String, Object> parameters, String where) {
    for (String name : parameters.keySet()) {
      if (ELSEWHERE.contains(name)) {
        throw unsupported(name, where);
      }
    }
  }

  private static ProtocolException unsupported(String name, String where) {
    return new ProtocolException(
        "%s has the parameter \"%s\", which is not supported; leave it out"
            .formatted(where, Json.shortened(name)));
  }

  /**
   * How long a request may wait for its turn, as Triton's extension has it.
   *
   * @param parameters of the request
   * @return microseconds; 0 if it does not say
   * @throws ProtocolException if it is not a whole number of at least 0
   */
  public static long timeoutMicros(Map<String, Object> parameters) {
    Object value = parameters.get(TIMEOUT);
    if (value == null) {
      return 0;
    }
    if (!(value instanceof Double micros) || micros < 0 || micros != Math.rint(micros)) {
      throw new ProtocolException(
          "parameter \"timeout\" must be a whole number of microseconds, but is "
              + Json.shortened(value));
    }
    return micros.longValue();
  }
}
