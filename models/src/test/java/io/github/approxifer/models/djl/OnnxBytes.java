package io.github.approxifer.models.djl;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes a small ONNX model: {@code logits = flatten(images) weight + bias}. The field numbers are
 * those of the public {@code onnx.proto}.
 */
final class OnnxBytes {

  private static final int FLOAT = 1;
  private static final int IR_VERSION = 8;
  private static final int OPSET = 13;

  private OnnxBytes() {}

  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private static ByteString message(Fields fields) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      fields.write(out);
      out.flush();
      return ByteString.copyFrom(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the file's bytes.
   *
   * @param image height, width, channels
   * @param weight height x width x channels rows of {@code bias.length} columns
   * @param bias a value for each output
   */
  static byte[] linear(int[] image, float[] weight, float[] bias) {
    int inputs = image[0] * image[1] * image[2];
    ByteString graph =
        message(
            out -> {
              out.writeBytes(1, node("Flatten", "flat", "images"));
              out.writeBytes(1, node("Gemm", "logits", "flat", "weight", "bias"));
              out.writeString(2, "linear");
              out.writeBytes(5, tensor("weight", weight, inputs, bias.length));
              out.writeBytes(5, tensor("bias", bias, bias.length));
              out.writeBytes(11, value("images", image[0], image[1], image[2]));
              out.writeBytes(12, value("logits", bias.length));
            });
    ByteString opset = message(out -> out.writeInt64(2, OPSET));
    return message(
            out -> {
              out.writeInt64(1, IR_VERSION);
              out.writeBytes(7, graph);
              out.writeBytes(8, opset);
            })
        .toByteArray();
  }

  private static ByteString node(String operator, String output, String... inputs) {
    return message(
        out -> {
          for (String input : inputs) {
            out.writeString(1, input);
          }
          out.writeString(2, output);
          out.writeString(3, operator);
          out.writeString(4, operator);
        });
  }

  private static ByteString tensor(String name, float[] values, int... shape) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return message(
        out -> {
          for (int dimension : shape) {
            out.writeInt64(1, dimension);
          }
          out.writeInt32(2, FLOAT);
          out.writeString(8, name);
          out.writeByteArray(9, raw.array());
        });
  }

  /** A batch of any size of values of a shape. */
  private static ByteString value(String name, int... shape) {
    ByteString dimensions =
        message(
            out -> {
              out.writeBytes(1, message(dimension -> dimension.writeString(2, "batch")));
              for (int size : shape) {
                out.writeBytes(1, message(dimension -> dimension.writeInt64(1, size)));
              }
            });
    ByteString tensor =
        message(
            out -> {
              out.writeInt32(1, FLOAT);
              out.writeBytes(2, dimensions);
            });
    ByteString type = message(out -> out.writeBytes(1, tensor));
    return message(
        out -> {
          out.writeString(1, name);
          out.writeBytes(2, type);
        });
  }
}
