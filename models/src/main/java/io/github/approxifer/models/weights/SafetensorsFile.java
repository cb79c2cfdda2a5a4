package io.github.approxifer.models.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A safetensors file, open for reading: 8 bytes with the length of the header (little-endian), the
 * header in JSON, the values of the tensors side by side (little-endian).
 *
 * <p>The header is read and checked at once, the values when they are asked for, so that no more
 * than one tensor is in memory. Thread-safe; reading after {@link #close()} fails.
 *
 * <p>Source: the format description of the Hugging Face safetensors project.
 */
public final class SafetensorsFile implements ParameterValues, AutoCloseable {

  /** The longest header that the format allows, in bytes. */
  private static final long MAX_HEADER = 100_000_000;

  private final Path file;
  private final FileChannel channel;
  private final SafetensorsHeader header;
  private final long dataStart;

  private SafetensorsFile(
      Path file, FileChannel channel, SafetensorsHeader header, long dataStart) {
    this.file = file;
    this.channel = channel;
    this.header = header;
    this.dataStart = dataStart;
  }

  /**
   * Opens a file and checks its header against its length.
   *
   * @param file the file
   * @return the open file
   * @throws IOException if the file cannot be read
   * @throws WeightsException if it is truncated or not a safetensors file
   */
  public static SafetensorsFile open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      long length = channel.size();
      if (length < 8) {
        throw new WeightsException(
            file
                + " is not a safetensors file: it has "
                + length
                + " bytes, at least 8 are needed");
      }
      long headerLength = read(channel, file, 0, 8).getLong();
      if (headerLength < 2 || headerLength > Math.min(MAX_HEADER, length - 8)) {
        throw new WeightsException(
            file
                + " is not a safetensors file or is truncated: it announces a header of "
                + Long.toUnsignedString(headerLength)
                + " bytes, but has "
                + (length - 8)
                + " after the announcement (at most "
                + MAX_HEADER
                + " are allowed)");
      }
      String json =
          StandardCharsets.UTF_8
              .decode(read(channel, file, 8, Math.toIntExact(headerLength)))
              .toString();
      long dataStart = 8 + headerLength;
      return new SafetensorsFile(
          file, channel, SafetensorsHeader.parse(file, json, length - dataStart), dataStart);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Returns the names of all tensors.
   *
   * @return the names in the order of the header, unmodifiable
   */
  public Set<String> names() {
    return header.entries().keySet();
  }

  /**
   * Returns the free text of the header.
   *
   * @return what stands under {@code __metadata__}, unmodifiable, possibly empty
   */
  public Map<String, String> metadata() {
    return header.metadata();
  }

  /**
   * Returns the shape of a tensor.
   *
   * @param name the tensor's name
   * @return its dimensions, unmodifiable; empty for a single number
   * @throws WeightsException if there is no such tensor
   */
  public List<Integer> shape(String name) {
    return entry(name).shape();
  }

  /**
   * Reads a tensor.
   *
   * @param name the tensor's name
   * @return its values as float32 (F64 rounded), row-major, a new array
   * @throws WeightsException if there is no such tensor
   * @throws UncheckedIOException if the file cannot be read
   */
  public float[] floats(String name) {
    SafetensorsHeader.Entry entry = entry(name);
    long bytes = entry.end() - entry.begin();
    if (bytes > Integer.MAX_VALUE) {
      throw new WeightsException(
          file + ": tensor " + name + " has " + bytes + " bytes, at most 2^31 - 1 can be read");
    }
    try {
      ByteBuffer buffer = read(channel, file, dataStart + entry.begin(), (int) bytes);
      float[] values = new float[(int) bytes / entry.type().bytes()];
      entry.type().read(buffer, values);
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException("Reading tensor " + name + " of " + file + " failed", e);
    }
  }

  /**
   * Reads the tensor of a parameter's name and checks its shape. Bytes are multiplied by the scales
   * of their channels ({@link ChannelScales}).
   *
   * @throws WeightsException if there is no such tensor or it has another shape, or the scales of
   *     bytes are missing or have another shape
   */
  @Override
  public float[] values(Parameter parameter) {
    List<Integer> shape = shape(parameter.name());
    if (!shape.equals(parameter.shape())) {
      throw new WeightsException(
          file
              + ": tensor "
              + parameter.name()
              + " has the shape "
              + shape
              + ", but the network needs "
              + parameter.shape());
    }
    float[] values = floats(parameter.name());
    if (entry(parameter.name()).type() == SafetensorsType.I8) {
      ChannelScales.multiply(values, scales(parameter, shape));
    }
    return values;
  }

  private float[] scales(Parameter parameter, List<Integer> shape) {
    String name = ChannelScales.nameFor(parameter.name());
    List<Integer> expected = List.of(shape.isEmpty() ? 1 : shape.get(shape.size() - 1));
    if (!header.entries().containsKey(name) || !shape(name).equals(expected)) {
      throw new WeightsException(
          file
              + ": tensor "
              + parameter.name()
              + " is stored as bytes, so a tensor "
              + name
              + " of shape "
              + expected
              + " is expected, but there is "
              + (header.entries().containsKey(name) ? "one of shape " + shape(name) : "none"));
    }
    return floats(name);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private SafetensorsHeader.Entry entry(String name) {
    SafetensorsHeader.Entry entry = header.entries().get(name);
    if (entry == null) {
      throw new WeightsException(
          file
              + " has no tensor "
              + name
              + "; it has "
              + header.entries().size()
              + " others, so it belongs to another network or layout");
    }
    return entry;
  }

  private static ByteBuffer read(FileChannel channel, Path file, long position, int length)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      int count = channel.read(buffer, position + buffer.position());
      if (count < 0) {
        throw new WeightsException(
            file + " is truncated: it ends at byte " + (position + buffer.position()));
      }
    }
    return buffer.flip();
  }
}
