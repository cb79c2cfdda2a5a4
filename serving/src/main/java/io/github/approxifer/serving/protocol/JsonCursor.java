package io.github.approxifer.serving.protocol;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON strictly from its bytes to its end, without holding it as a tree: a tree of numbers
 * takes some forty times their text. Says what is wrong in terms of the protocol, and where.
 */
final class JsonCursor {
  /** Data may be nested as deep as a tensor has dimensions; nothing sensible is deeper. */
  static final int DEEPEST = 32;

  /** Parameters of one object; a protocol that has a dozen needs no more. */
  private static final int MOST_PARAMETERS = 100;

  private static final Pattern PLACE = Pattern.compile("line (\\d+) column (\\d+) path (\\S+)");

  private final JsonReader reader;

  private JsonCursor(JsonReader reader) {
    this.reader = reader;
  }

  /** Reads something, and may fail as a reader does. */
  interface Reading {
    void read(JsonCursor json, String name) throws IOException;
  }

  /**
   * Reads the one object of a message.
   *
   * @param member is called for each member, and must read its value
   */
  static void message(byte[] bytes, int length, Reading member) {
    JsonReader reader =
        new JsonReader(
            new InputStreamReader(
                new ByteArrayInputStream(bytes, 0, length), StandardCharsets.UTF_8.newDecoder()));
    reader.setStrictness(Strictness.STRICT);
    reader.setNestingLimit(DEEPEST);
    JsonCursor json = new JsonCursor(reader);
    try {
      if (reader.peek() != JsonToken.BEGIN_OBJECT) {
        throw new ProtocolException("expected a JSON object, but got " + json.found());
      }
      json.object(member);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new ProtocolException("there is more after the end of the JSON object");
      }
    } catch (CharacterCodingException e) {
      throw new ProtocolException("the JSON is not UTF-8, after " + reader.getPath(), e);
    } catch (EOFException e) {
      throw new ProtocolException("the JSON ends too early, after " + reader.getPath(), e);
    } catch (IOException | NumberFormatException | IllegalStateException e) {
      throw new ProtocolException("the JSON cannot be read" + json.place(e), e);
    }
  }

  /** Where reading failed. */
  private String place(Exception failure) {
    Matcher place = PLACE.matcher(String.valueOf(failure.getMessage()));
    return place.find()
        ? " at line %s, column %s, in %s"
            .formatted(place.group(1), place.group(2), Json.shortened(place.group(3)))
        : " in " + Json.shortened(reader.getPath());
  }

  /** Where the next value is, such as {@code $.inputs[0].data[3]}. */
  String at() {
    return Json.shortened(reader.getPath());
  }

  /** Where the value was that was read last. */
  String before() {
    return Json.shortened(reader.getPreviousPath());
  }

  /** The next value, for a message; reads it. */
  String found() throws IOException {
    return switch (reader.peek()) {
      case BEGIN_ARRAY -> "a list";
      case BEGIN_OBJECT -> "an object";
      case STRING -> "the string \"" + Json.shortened(reader.nextString()) + "\"";
      case NUMBER -> Json.shortened(reader.nextString());
      case BOOLEAN -> String.valueOf(reader.nextBoolean());
      case NULL -> "null";
      default -> "nothing";
    };
  }

  /** Reads an object, whose names must differ. */
  void object(Reading member) throws IOException {
    Set<String> names = new HashSet<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (names.size() < MOST_PARAMETERS && !names.add(name)) {
        throw new ProtocolException("\"%s\" is given twice".formatted(Json.shortened(name)));
      }
      if (!skippedNull()) {
        member.read(this, name);
      }
    }
    reader.endObject();
  }

  /** Servers in Python write members that they do not use as null. */
  private boolean skippedNull() throws IOException {
    if (reader.peek() != JsonToken.NULL) {
      return false;
    }
    reader.nextNull();
    return true;
  }

  /** Reads a list of objects; returns how many there were. */
  int objects(String what, Reading member, Runnable after) throws IOException {
    if (reader.peek() != JsonToken.BEGIN_ARRAY) {
      throw new ProtocolException("\"%s\" must be a list, but is %s".formatted(what, found()));
    }
    int count = 0;
    reader.beginArray();
    while (reader.hasNext()) {
      if (reader.peek() != JsonToken.BEGIN_OBJECT) {
        throw new ProtocolException(
            "an entry of \"%s\" must be an object, but is %s".formatted(what, found()));
      }
      object(member);
      after.run();
      count++;
    }
    reader.endArray();
    return count;
  }

  void skip() throws IOException {
    reader.skipValue();
  }

  String string(String what) throws IOException {
    if (reader.peek() != JsonToken.STRING) {
      throw new ProtocolException("%s must be a string, but is %s".formatted(what, found()));
    }
    return reader.nextString();
  }

  /** A list of whole numbers. */
  long[] shape(String what) throws IOException {
    if (reader.peek() != JsonToken.BEGIN_ARRAY) {
      throw new ProtocolException("%s needs a list \"shape\", but has %s".formatted(what, found()));
    }
    long[] sizes = new long[DEEPEST];
    int count = 0;
    reader.beginArray();
    while (reader.hasNext()) {
      if (count == DEEPEST) {
        throw new ProtocolException("%s has more than %d sizes".formatted(what, DEEPEST));
      }
      sizes[count++] = whole("a size in the shape of " + what);
    }
    reader.endArray();
    return Arrays.copyOf(sizes, count);
  }

  private long whole(String what) throws IOException {
    if (reader.peek() != JsonToken.NUMBER) {
      throw new ProtocolException("%s must be a whole number, but is %s".formatted(what, found()));
    }
    String text = reader.nextString();
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new ProtocolException(
          "%s must be a whole number, but is %s".formatted(what, Json.shortened(text)), e);
    }
  }

  /** Parameters: strings, numbers (as {@link Double}) and booleans. */
  Map<String, Object> parameters(String what) throws IOException {
    if (reader.peek() != JsonToken.BEGIN_OBJECT) {
      throw new ProtocolException(
          "the parameters of %s must be an object, but are %s".formatted(what, found()));
    }
    Map<String, Object> parameters = new HashMap<>();
    object(
        (json, name) -> {
          if (parameters.size() == MOST_PARAMETERS) {
            throw new ProtocolException(
                "%s has more than %d parameters".formatted(what, MOST_PARAMETERS));
          }
          parameters.put(name, parameter(name));
        });
    return parameters;
  }

  private Object parameter(String name) throws IOException {
    return switch (reader.peek()) {
      case STRING -> reader.nextString();
      case BOOLEAN -> reader.nextBoolean();
      case NUMBER -> Double.valueOf(reader.nextString());
      default ->
          throw new ProtocolException(
              "parameter \"%s\" must be a string, a number or a boolean, but is %s"
                  .formatted(Json.shortened(name), found()));
    };
  }

  /** Reads a list of numbers, flat or nested. */
  void numbers(String what, FloatSink sink) throws IOException {
    if (reader.peek() != JsonToken.BEGIN_ARRAY) {
      throw new ProtocolException(
          "%s needs a list \"data\" or a parameter \"binary_data_size\", but has %s"
              .formatted(what, found()));
    }
    int depth = 0;
    do {
      switch (reader.peek()) {
        case BEGIN_ARRAY -> {
          reader.beginArray();
          depth++;
        }
        case END_ARRAY -> {
          reader.endArray();
          depth--;
        }
        case NUMBER -> sink.add(Float.parseFloat(reader.nextString()), this);
        default ->
            throw new ProtocolException(
                "the data of %s must be numbers, but %s is %s".formatted(what, at(), found()));
      }
    } while (depth > 0);
  }

  /** Takes numbers one after the other. */
  interface FloatSink {
    void add(float value, JsonCursor json);
  }

  /** A flag among parameters. */
  static boolean flag(Map<String, Object> parameters, String name, boolean otherwise) {
    @Nullable Object value = parameters.get(name);
    if (value == null) {
      return otherwise;
    }
    if (!(value instanceof Boolean flag)) {
      throw new ProtocolException(
          "parameter \"%s\" must be true or false, but is %s"
              .formatted(name, Json.shortened(value)));
    }
    return flag;
  }
}
