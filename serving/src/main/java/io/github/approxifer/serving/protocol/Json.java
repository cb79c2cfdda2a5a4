package io.github.approxifer.serving.protocol;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads short JSON, such as metadata, as a tree, strictly; says what is wrong in terms of the
 * protocol. A member that is null counts as absent: servers in Python write those that they do not
 * use so.
 */
final class Json {
  private static final int SHORT = 60;

  private Json() {}

  /** Parses one object out of UTF-8. */
  static JsonObject object(ByteBuffer utf8) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
    } catch (CharacterCodingException e) {
      throw new ProtocolException("the JSON is not UTF-8", e);
    }
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    reader.setNestingLimit(JsonCursor.DEEPEST);
    try {
      JsonElement element = JsonParser.parseReader(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new ProtocolException("there is more after the end of the JSON object");
      }
      if (!element.isJsonObject()) {
        throw new ProtocolException("expected a JSON object, but got " + shortened(element));
      }
      return element.getAsJsonObject();
    } catch (IOException | JsonParseException | NumberFormatException e) {
      throw new ProtocolException("the JSON cannot be read: " + shortened(e.getMessage()), e);
    }
  }

  /** A member; null if it is absent or null. */
  static @Nullable JsonElement member(JsonObject object, String name) {
    JsonElement element = object.get(name);
    return element == null || element.isJsonNull() ? null : element;
  }

  static String string(JsonObject object, String name, String where) {
    JsonElement element = object.get(name);
    if (element == null || !element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString()) {
      throw new ProtocolException(
          "%s needs a string \"%s\", but has %s".formatted(where, name, shortened(element)));
    }
    return element.getAsString();
  }

  static @Nullable String optionalString(JsonObject object, String name, String where) {
    return member(object, name) == null ? null : string(object, name, where);
  }

  /** A whole number of at most the size of an int. */
  static long whole(JsonElement element, String what) {
    if (element.isJsonPrimitive() && element.getAsJsonPrimitive().isNumber()) {
      try {
        return Long.parseLong(element.getAsString());
      } catch (NumberFormatException e) {
        // Reported below, as everything else that is no whole number.
      }
    }
    throw new ProtocolException(what + " must be a whole number, but is " + shortened(element));
  }

  /** Text for a message, however long it is. */
  static String shortened(@Nullable Object value) {
    String text = String.valueOf(value);
    return text.length() <= SHORT ? text : text.substring(0, SHORT) + "...";
  }
}
