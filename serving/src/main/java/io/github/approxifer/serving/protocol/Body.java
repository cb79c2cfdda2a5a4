package io.github.approxifer.serving.protocol;

import com.google.gson.JsonObject;
import com.google.gson.stream.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The body of an HTTP message, with the value of its header {@value #LENGTH_HEADER}. Immutable as
 * long as nobody changes the bytes.
 */
public final class Body {
  /** The header with the number of bytes of the JSON part, if binary tensors follow it. */
  public static final String LENGTH_HEADER = "Inference-Header-Content-Length";

  private final byte[] bytes;
  private final int jsonLength;

  private Body(byte[] bytes, int jsonLength) {
    this.bytes = bytes;
    this.jsonLength = jsonLength;
  }

  /**
   * A body as it was received.
   *
   * @param bytes not copied
   * @param header the value of {@value #LENGTH_HEADER}; null if the message has none, and is JSON
   *     alone
   * @return the body
   * @throws ProtocolException if the header is not a number of 1 to the length of the body
   */
  public static Body received(byte[] bytes, @Nullable String header) {
    if (header == null) {
      return new Body(bytes, bytes.length);
    }
    int length;
    try {
      length = Integer.parseInt(header.trim());
    } catch (NumberFormatException e) {
      throw new ProtocolException(
          LENGTH_HEADER + " must be a whole number, but is " + Json.shortened(header), e);
    }
    if (length == 0) {
      throw new ProtocolException(
          LENGTH_HEADER
              + " is 0, but requests without a JSON part are not supported; send one that names"
              + " the input and its shape");
    }
    if (length < 0 || length > bytes.length) {
      throw new ProtocolException(
          "%s is %d, but the body has %d bytes".formatted(LENGTH_HEADER, length, bytes.length));
    }
    return new Body(bytes, length);
  }

  /** A JSON part alone. */
  static Body json(JsonObject json) {
    byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    return new Body(bytes, bytes.length);
  }

  /**
   * A JSON part as it is written, with the elements of tensors after it.
   *
   * @param tensors those whose elements follow the JSON part
   * @param writing writes the members of the JSON part's object
   */
  static Body written(List<Tensor> tensors, Writing writing) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (JsonWriter json = new JsonWriter(new OutputStreamWriter(text, StandardCharsets.UTF_8))) {
      json.beginObject();
      writing.members(json);
      json.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written to", e);
    }
    int length = text.size();
    for (Tensor tensor : tensors) {
      ByteBuffer values =
          ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, tensor.values().length));
      values.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(tensor.values());
      text.writeBytes(values.array());
    }
    return new Body(text.toByteArray(), length);
  }

  /** Writes members of an object. */
  interface Writing {
    void members(JsonWriter json) throws IOException;
  }

  /**
   * All bytes.
   *
   * @return not a copy
   */
  public byte[] bytes() {
    return bytes;
  }

  /**
   * The value of {@value #LENGTH_HEADER}.
   *
   * @return bytes of the JSON part; empty if nothing follows it, and the header is to be left out
   */
  public OptionalInt lengthHeader() {
    return jsonLength == bytes.length ? OptionalInt.empty() : OptionalInt.of(jsonLength);
  }

  /**
   * The content type that goes with it.
   *
   * @return {@code application/json} or {@code application/octet-stream}
   */
  public String contentType() {
    return jsonLength == bytes.length ? "application/json" : "application/octet-stream";
  }

  /** The JSON part as a tree, for short messages. */
  JsonObject json() {
    return Json.object(ByteBuffer.wrap(bytes, 0, jsonLength));
  }

  /** Reads the JSON part member by member. */
  void read(JsonCursor.Reading member) {
    JsonCursor.message(bytes, jsonLength, member);
  }

  ByteBuffer afterJson() {
    return ByteBuffer.wrap(bytes, jsonLength, bytes.length - jsonLength);
  }
}
