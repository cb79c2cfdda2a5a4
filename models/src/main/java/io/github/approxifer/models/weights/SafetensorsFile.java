package io.github.approxifer.models.weights;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A safetensors file, open for reading: 8 bytes with the length of the header (little-endian), the
 * header in JSON, the values of the tensors side by side (little-endian).
 *
 * <p>The header is read and checked at once, the values when they are asked for, so that no more
 * than one tensor is in memory. A tensor of a type that cannot be read as float32 hinders none of
 * the others. Thread-safe, interrupted threads included; reading after {@link #close()} fails.
 *
 * <p>Source: the format description of the Hugging Face safetensors project.
 */
public final class SafetensorsFile implements ParameterValues, AutoCloseable {

  /** The longest header that the format allows, in bytes. */
  private static final long MAX_HEADER = 100_000_000;

  private final Path file;
  // Not a channel: an interrupted reader would close it for all.
  private final RandomAccessFile content;
  private final SafetensorsHeader header;
  private final long dataStart;

  private SafetensorsFile(
      Path file, RandomAccessFile content, SafetensorsHeader header, long dataStart) {
    this.file = file;
    this.content = content;
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
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    RandomAccessFile content = new RandomAccessFile(file.toFile(), "r");
    try {
      long length = content.length();
      if (length < 8) {
        throw new WeightsException(
            file
                + " is not a safetensors file: it has "
                + length
                + " bytes, at least 8 are needed");
      }
      long headerLength = read(content, file, 0, 8).getLong();
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
      ByteBuffer json = read(content, file, 8, Math.toIntExact(headerLength));
      long dataStart = 8 + headerLength;
      return new SafetensorsFile(
          file, content, SafetensorsHeader.parse(file, json, length - dataStart), dataStart);
    } catch (IOException | RuntimeException e) {
      content.close();
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
   * @throws WeightsException if there is no such tensor, or it has a dimension beyond an {@code
   *     int}
   */
  public List<Integer> shape(String name) {
    List<Long> shape = entry(name).shape();
    if (shape.stream().anyMatch(dimension -> dimension > Integer.MAX_VALUE)) {
      throw new WeightsException(
          file + ": tensor " + name + " has the shape " + shape + ", too large to be read");
    }
    return shape.stream().map(Math::toIntExact).toList();
  }

  /**
   * The type of a tensor, as the file names it.
   *
   * @param name the tensor's name
   * @return such as {@code F32}, or {@code I64}, which cannot be read as float32
   * @throws WeightsException if there is no such tensor
   */
  public String type(String name) {
    return entry(name).type();
  }

  /**
   * Reads a tensor.
   *
   * @param name the tensor's name
   * @return its values as float32 (F64 rounded), row-major, a new array
   * @throws WeightsException if there is no such tensor, or its type is none of {@link
   *     SafetensorsType}
   * @throws UncheckedIOException if the file cannot be read
   */
  public float[] floats(String name) {
    SafetensorsHeader.Entry entry = entry(name);
    SafetensorsType type =
        SafetensorsType.named(entry.type())
            .orElseThrow(
                () ->
                    new WeightsException(
                        "%s: tensor %s has the type %s, but only %s can be read as float32"
                            .formatted(
                                file,
                                name,
                                entry.type(),
                                Arrays.toString(SafetensorsType.values()))));
    long bytes = entry.end() - entry.begin();
    if (bytes > Integer.MAX_VALUE) {
      throw new WeightsException(
          file + ": tensor " + name + " has " + bytes + " bytes, at most 2^31 - 1 can be read");
    }
    try {
      ByteBuffer buffer = read(content, file, dataStart + entry.begin(), (int) bytes);
      float[] values = new float[(int) bytes / type.bytes()];
      type.read(buffer, values);
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException("reading tensor " + name + " of " + file + " failed", e);
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
    if (type(parameter.name()).equals(SafetensorsType.I8.name())) {
      ChannelScales.multiply(values, scales(parameter, shape));
    }
    return values;
  }

  /**
   * The same parameters out of a file in PyTorch's layout: convolution kernels output x input x
   * height x width, dense kernels outputs x inputs.
   *
   * <p>A dense layer right behind an image that was flattened ({@code lenet5} has one) counts the
   * channels first in PyTorch and last here, which no layout of the kernel alone can tell.
   *
   * @return reads kernels in the order of this project; to be used before this file is closed. It
   *     throws what {@link #values} does
   */
  public ParameterValues pytorchLayout() {
    return new PytorchLayout(this);
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
    content.close();
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

  private static ByteBuffer read(RandomAccessFile content, Path file, long position, int length)
      throws IOException {
    byte[] bytes = new byte[length];
    int count = 0;
    synchronized (content) {
      content.seek(position);
      while (count < length) {
        int got = content.read(bytes, count, length - count);
        if (got < 0) {
          throw new WeightsException(file + " is truncated: it ends at byte " + (position + count));
        }
        count += got;
      }
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
