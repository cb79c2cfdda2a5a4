package io.github.approxifer.models.weights;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.approxifer.models.Reasons;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header of a safetensors file: a JSON object that maps each tensor's name to its type, shape
 * and place, and {@code __metadata__} to free text. What the format's own reader refuses or accepts
 * is refused or accepted here.
 */
final class SafetensorsHeader {

  /**
   * One tensor; {@code begin} and {@code end} are bytes from the start of the data section. A type
   * that is not known has values of any length.
   */
  record Entry(String type, List<Long> shape, long begin, long end) {}

  private static final String METADATA = "__metadata__";

  /** Bits of a value, of the types that the format has. */
  private static final Map<String, Integer> BITS =
      Map.ofEntries(
          Map.entry("F4", 4),
          Map.entry("F6_E2M3", 6),
          Map.entry("F6_E3M2", 6),
          Map.entry("BOOL", 8),
          Map.entry("U8", 8),
          Map.entry("I8", 8),
          Map.entry("F8_E5M2", 8),
          Map.entry("F8_E4M3", 8),
          Map.entry("F8_E8M0", 8),
          Map.entry("I16", 16),
          Map.entry("U16", 16),
          Map.entry("F16", 16),
          Map.entry("BF16", 16),
          Map.entry("I32", 32),
          Map.entry("U32", 32),
          Map.entry("F32", 32),
          Map.entry("C64", 64),
          Map.entry("F64", 64),
          Map.entry("I64", 64),
          Map.entry("U64", 64));

  private final Path file;
  private final long dataLength;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private @Nullable Map<String, String> metadata;

  private SafetensorsHeader(Path file, long dataLength) {
    this.file = file;
    this.dataLength = dataLength;
  }

  /** Parses and checks a header; {@code dataLength} is the number of bytes that follow it. */
  static SafetensorsHeader parse(Path file, ByteBuffer json, long dataLength) {
    SafetensorsHeader header = new SafetensorsHeader(file, dataLength);
    if (json.get(json.position()) != '{') {
      throw header.broken("does not begin its header with {");
    }
    try (JsonReader reader = new JsonReader(new StringReader(header.text(json)))) {
      reader.setStrictness(Strictness.STRICT);
      header.readObject(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw header.broken("has more than one JSON value in its header");
      }
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw new WeightsException(
          file
              + " is not a safetensors file: its header is not the expected JSON object: "
              + Reasons.of(e),
          e);
    }
    header.requireCoverage();
    return header;
  }

  Map<String, Entry> entries() {
    return Collections.unmodifiableMap(entries);
  }

  Map<String, String> metadata() {
    return metadata == null ? Map.of() : Collections.unmodifiableMap(metadata);
  }

  private String text(ByteBuffer json) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(json).toString();
    } catch (CharacterCodingException e) {
      throw broken("has a header that is not valid UTF-8");
    }
  }

  private void readObject(JsonReader reader) throws IOException {
    boolean metadataSeen = false;
    reader.beginObject();
    while (reader.hasNext()) {
      String name = checked(reader.nextName());
      if (name.equals(METADATA)) {
        if (metadataSeen) {
          throw broken("has two entries " + METADATA);
        }
        metadataSeen = true;
        metadata = readMetadata(reader);
      } else if (entries.put(name, readEntry(reader, name)) != null) {
        throw broken("has two tensors named " + name);
      }
    }
    reader.endObject();
  }

  private @Nullable Map<String, String> readMetadata(JsonReader reader) throws IOException {
    if (reader.peek() == JsonToken.NULL) {
      reader.nextNull();
      return null;
    }
    Map<String, String> read = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String key = checked(reader.nextName());
      if (read.put(key, readString(reader, "the metadata " + key)) != null) {
        throw broken("has two metadata named " + key);
      }
    }
    reader.endObject();
    return read;
  }

  private Entry readEntry(JsonReader reader, String name) throws IOException {
    String type = null;
    List<Long> shape = null;
    List<Long> offsets = null;
    reader.beginObject();
    while (reader.hasNext()) {
      String key = reader.nextName();
      boolean twice = false;
      switch (key) {
        case "dtype" -> {
          twice = type != null;
          type = readString(reader, "the dtype of tensor " + name);
        }
        case "shape" -> {
          twice = shape != null;
          shape = readNumbers(reader, name);
        }
        case "data_offsets" -> {
          twice = offsets != null;
          offsets = readNumbers(reader, name);
        }
        default -> reader.skipValue();
      }
      if (twice) {
        throw broken("has two keys " + key + " at tensor " + name);
      }
    }
    reader.endObject();
    if (type == null || shape == null || offsets == null || offsets.size() != 2) {
      throw broken(
          "lacks dtype, shape or two data_offsets at tensor " + name + "; is it truncated?");
    }
    return checked(name, new Entry(type, shape, offsets.get(0), offsets.get(1)));
  }

  private Entry checked(String name, Entry entry) {
    long begin = entry.begin();
    long end = entry.end();
    if (begin < 0 || end < begin || end > dataLength) {
      throw broken(
          "has tensor %s at bytes %d to %d of its data, which has %d bytes; is it truncated?"
              .formatted(name, begin, end, dataLength));
    }
    Integer bits = BITS.get(entry.type());
    if (bits == null) {
      return entry;
    }
    long needed;
    try {
      // Begun with 0, a product stays 0 however large the other dimensions are.
      long size = entry.shape().contains(0L) ? 0 : 1;
      for (long dimension : entry.shape()) {
        size = Math.multiplyExact(size, dimension);
      }
      needed = Math.multiplyExact(size, (long) bits);
    } catch (ArithmeticException e) {
      throw broken("has tensor " + name + " with the impossible shape " + entry.shape());
    }
    if (needed % 8 != 0 || end - begin != needed / 8) {
      throw broken(
          "gives tensor %s %d bytes, but %s values of shape %s need %s"
              .formatted(
                  name,
                  end - begin,
                  entry.type(),
                  entry.shape(),
                  needed % 8 == 0 ? String.valueOf(needed / 8) : needed + " bits"));
    }
    return entry;
  }

  /** The format asks for tensors side by side without gaps, so foreign bytes have no place. */
  private void requireCoverage() {
    long position = 0;
    List<Map.Entry<String, Entry>> sorted = new ArrayList<>(entries.entrySet());
    sorted.sort(
        Map.Entry.comparingByValue(
            Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end)));
    for (Map.Entry<String, Entry> entry : sorted) {
      if (entry.getValue().begin() != position) {
        throw broken(
            "has tensor %s at byte %d of its data, but the one before ends at byte %d"
                .formatted(entry.getKey(), entry.getValue().begin(), position));
      }
      position = entry.getValue().end();
    }
    if (position != dataLength) {
      throw broken(
          "has %d bytes of data, but its tensors end at byte %d".formatted(dataLength, position));
    }
  }

  private String readString(JsonReader reader, String what) throws IOException {
    if (reader.peek() != JsonToken.STRING) {
      throw broken("has " + what + " that is no string");
    }
    return checked(reader.nextString());
  }

  /** Half of a surrogate pair is no character. */
  private String checked(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw broken("has half of a surrogate pair in its header");
    }
    return text;
  }

  private List<Long> readNumbers(JsonReader reader, String name) throws IOException {
    List<Long> numbers = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      boolean number = reader.peek() == JsonToken.NUMBER;
      String text = number ? reader.nextString() : "";
      // Eighteen digits fit a long; a file with more than that does not fit a disk.
      if (!text.matches("\\d{1,18}")) {
        throw broken(
            "has a shape or offset at tensor %s that is no whole number from 0 on%s"
                .formatted(name, number ? ": " + text : ""));
      }
      numbers.add(Long.parseLong(text));
    }
    reader.endArray();
    return List.copyOf(numbers);
  }

  private WeightsException broken(String what) {
    return new WeightsException(file + " is not a valid safetensors file: it " + what);
  }
}
