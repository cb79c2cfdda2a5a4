package io.github.approxifer.models.weights;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header of a safetensors file: a JSON object that maps each tensor's name to its type, shape
 * and place, and {@code __metadata__} to free text.
 */
final class SafetensorsHeader {

  /** One tensor; {@code begin} and {@code end} are bytes from the start of the data section. */
  record Entry(SafetensorsType type, List<Integer> shape, long begin, long end) {}

  private static final String METADATA = "__metadata__";

  private final Path file;
  private final long dataLength;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  private SafetensorsHeader(Path file, long dataLength) {
    this.file = file;
    this.dataLength = dataLength;
  }

  /** Parses and checks a header; {@code dataLength} is the number of bytes that follow it. */
  static SafetensorsHeader parse(Path file, String json, long dataLength) {
    SafetensorsHeader header = new SafetensorsHeader(file, dataLength);
    try (JsonReader reader = new JsonReader(new StringReader(json))) {
      header.readObject(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw header.broken("has more than one JSON value in its header");
      }
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw new WeightsException(
          file + " is not a safetensors file: its header is not the expected JSON object", e);
    }
    header.checkCoverage();
    return header;
  }

  Map<String, Entry> entries() {
    return Collections.unmodifiableMap(entries);
  }

  Map<String, String> metadata() {
    return Collections.unmodifiableMap(metadata);
  }

  private void readObject(JsonReader reader) throws IOException {
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (name.equals(METADATA)) {
        reader.beginObject();
        while (reader.hasNext()) {
          metadata.put(reader.nextName(), reader.nextString());
        }
        reader.endObject();
      } else if (entries.put(name, readEntry(reader, name)) != null) {
        throw broken("has two tensors named " + name);
      }
    }
    reader.endObject();
  }

  private Entry readEntry(JsonReader reader, String name) throws IOException {
    String type = null;
    List<Long> shape = null;
    List<Long> offsets = null;
    reader.beginObject();
    while (reader.hasNext()) {
      String key = reader.nextName();
      switch (key) {
        case "dtype" -> type = reader.nextString();
        case "shape" -> shape = readNumbers(reader);
        case "data_offsets" -> offsets = readNumbers(reader);
        default -> throw broken("has the unknown key " + key + " at tensor " + name);
      }
    }
    reader.endObject();
    if (type == null || shape == null || offsets == null || offsets.size() != 2) {
      throw broken(
          "lacks dtype, shape or two data_offsets at tensor " + name + "; is it truncated?");
    }
    return checked(name, typeOf(name, type), shape, offsets.get(0), offsets.get(1));
  }

  private Entry checked(String name, SafetensorsType type, List<Long> shape, long begin, long end) {
    long size = 1;
    List<Integer> dimensions = new ArrayList<>();
    for (long dimension : shape) {
      if (dimension < 0 || dimension > Integer.MAX_VALUE || size * dimension > Integer.MAX_VALUE) {
        throw broken("has tensor " + name + " with the impossible shape " + shape);
      }
      size *= dimension;
      dimensions.add((int) dimension);
    }
    if (begin < 0 || end < begin || end > dataLength) {
      throw broken(
          "has tensor "
              + name
              + " at bytes "
              + begin
              + " to "
              + end
              + " of its data, which has "
              + dataLength
              + " bytes; is it truncated?");
    }
    if (end - begin != size * type.bytes()) {
      throw broken(
          "gives tensor "
              + name
              + " "
              + (end - begin)
              + " bytes, but "
              + type
              + " values of shape "
              + shape
              + " need "
              + size * type.bytes());
    }
    return new Entry(type, List.copyOf(dimensions), begin, end);
  }

  /** The format asks for tensors side by side without gaps, so foreign bytes have no place. */
  private void checkCoverage() {
    long position = 0;
    List<Map.Entry<String, Entry>> sorted = new ArrayList<>(entries.entrySet());
    sorted.sort(
        (a, b) -> {
          int byBegin = Long.compare(a.getValue().begin(), b.getValue().begin());
          return byBegin != 0 ? byBegin : Long.compare(a.getValue().end(), b.getValue().end());
        });
    for (Map.Entry<String, Entry> entry : sorted) {
      if (entry.getValue().begin() != position) {
        throw broken(
            "has tensor "
                + entry.getKey()
                + " at byte "
                + entry.getValue().begin()
                + " of its data, but the one before ends at byte "
                + position);
      }
      position = entry.getValue().end();
    }
    if (position != dataLength) {
      throw broken("has " + dataLength + " bytes of data, but its tensors end at byte " + position);
    }
  }

  private SafetensorsType typeOf(String name, @Nullable String type) {
    for (SafetensorsType known : SafetensorsType.values()) {
      if (known.name().equals(type)) {
        return known;
      }
    }
    throw broken(
        "has tensor "
            + name
            + " of type "
            + type
            + ", but only I8, F16, BF16, F32 and F64 can be read");
  }

  private static List<Long> readNumbers(JsonReader reader) throws IOException {
    List<Long> numbers = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      numbers.add(reader.nextLong());
    }
    reader.endArray();
    return numbers;
  }

  private WeightsException broken(String what) {
    return new WeightsException(file + " is not a valid safetensors file: it " + what);
  }
}
