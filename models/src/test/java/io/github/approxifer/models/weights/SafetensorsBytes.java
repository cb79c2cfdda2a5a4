package io.github.approxifer.models.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes files byte by byte, also such as no honest writer would. */
final class SafetensorsBytes {

  private SafetensorsBytes() {}

  /** A file of a header, with ' for ", and data. */
  static Path write(Path folder, String header, byte[] data) throws IOException {
    byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return write(folder, json.length, json, data);
  }

  /** A file that announces a header of some length. */
  static Path write(Path folder, long announced, byte[] json, byte[] data) throws IOException {
    ByteBuffer buffer =
        ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(announced).put(json).put(data);
    return Files.write(folder.resolve("bytes.safetensors"), buffer.array());
  }
}
