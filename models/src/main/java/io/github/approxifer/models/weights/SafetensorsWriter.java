package io.github.approxifer.models.weights;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A writer of a safetensors file: it collects tensors and writes them in the order in which they
 * were added. The header is padded with spaces so that the data start at a multiple of 8 bytes. Not
 * thread-safe.
 */
public final class SafetensorsWriter {

  private static final String METADATA = "__metadata__";
  private static final int ALIGNMENT = 8;

  private final JsonObject header = new JsonObject();
  private final List<byte[]> data = new ArrayList<>();
  private long position;

  /** Creates a writer without tensors. */
  public SafetensorsWriter() {}

  /**
   * Adds free text to the header.
   *
   * @param key what the text is about
   * @param text the text
   * @return this writer
   */
  public SafetensorsWriter metadata(String key, String text) {
    JsonObject metadata = header.getAsJsonObject(METADATA);
    if (metadata == null) {
      metadata = new JsonObject();
      header.add(METADATA, metadata);
    }
    metadata.addProperty(key, text);
    return this;
  }

  /**
   * Adds a tensor.
   *
   * @param name its name
   * @param type the type to store it as; values are rounded to it
   * @param shape its dimensions; empty for a single number
   * @param values as many values as the shape says, row-major. Not modified, not retained.
   * @return this writer
   * @throws IllegalArgumentException if there is a tensor of that name already or the number of
   *     values does not fit the shape
   */
  public SafetensorsWriter add(
      String name, SafetensorsType type, List<Integer> shape, float[] values) {
    if (header.has(name)) {
      throw new IllegalArgumentException("there is a tensor " + name + " already");
    }
    if (name.equals(METADATA)) {
      throw new IllegalArgumentException("a tensor cannot be called " + METADATA);
    }
    if (shape.stream().anyMatch(dimension -> dimension < 0)) {
      throw new IllegalArgumentException(
          "no dimension may be negative, but tensor " + name + " has the shape " + shape);
    }
    long size = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    if (size != values.length) {
      throw new IllegalArgumentException(
          "tensor "
              + name
              + " of shape "
              + shape
              + " has "
              + size
              + " values, but "
              + values.length
              + " were given");
    }
    byte[] bytes = new byte[Math.multiplyExact(values.length, type.bytes())];
    type.write(values, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    data.add(bytes);
    JsonObject entry = new JsonObject();
    entry.addProperty("dtype", type.name());
    entry.add("shape", array(shape));
    entry.add("data_offsets", array(List.of(position, position + bytes.length)));
    header.add(name, entry);
    position += bytes.length;
    return this;
  }

  /**
   * Adds a tensor as bytes with a float32 scale for each of its output channels, the last
   * dimension, as {@code name.scale}: a value is its byte times the scale of its channel. Each
   * value is off by at most half a scale, which is the channel's largest magnitude divided by 127.
   *
   * @param name its name
   * @param shape its dimensions, at least one
   * @param values as many values as the shape says, row-major. Not modified, not retained.
   * @return this writer
   * @throws IllegalArgumentException if there is a tensor of that name already, the number of
   *     values does not fit the shape, or one is not finite
   */
  public SafetensorsWriter addBytes(String name, List<Integer> shape, float[] values) {
    if (shape.isEmpty()) {
      throw new IllegalArgumentException(
          "tensor " + name + " has no dimension to be its channels; add it as another type");
    }
    float[] scales = ChannelScales.of(name, values, shape.get(shape.size() - 1));
    float[] bytes = values.clone();
    ChannelScales.divide(bytes, scales);
    add(name, SafetensorsType.I8, shape, bytes);
    return add(ChannelScales.nameFor(name), SafetensorsType.F32, List.of(scales.length), scales);
  }

  /**
   * Writes the file, replacing one that exists: beside it first, then moved to its place, so that
   * there is the old file or the whole new one, whatever happens. An open {@link SafetensorsFile}
   * of the old one reads on.
   *
   * @param file the file
   * @throws IOException if writing fails
   */
  public void write(Path file) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      writeTo(fresh);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private void writeTo(Path file) throws IOException {
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    int padding = Math.floorMod(-json.length, ALIGNMENT);
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    length.putLong(json.length + padding);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(length.array());
      out.write(json);
      out.write(" ".repeat(padding).getBytes(StandardCharsets.UTF_8));
      for (byte[] bytes : data) {
        out.write(bytes);
      }
    }
  }

  private static JsonArray array(List<? extends Number> numbers) {
    JsonArray array = new JsonArray();
    numbers.forEach(array::add);
    return array;
  }
}
