package io.github.approxifer.models.djl;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes small ONNX models, node by node. The field numbers are those of the public {@code
 * onnx.proto}.
 */
final class OnnxBytes {

  static final int FLOAT = 1;
  static final int UINT8 = 2;
  static final int INT64 = 7;
  static final int STRING = 8;
  static final int FLOAT16 = 10;
  static final int DOUBLE = 11;

  /** Stands for a batch of any size. */
  static final int BATCH = -1;

  private static final int IR_VERSION = 8;
  private static final int OPSET = 13;

  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  /** Field numbers and messages of the graph, in the order in which they were added. */
  private record Part(int field, ByteString message) {}

  private final List<Part> graph = new ArrayList<>();

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
   * The bytes of {@code logits = flatten(images) weight + bias}.
   *
   * @param image height, width, channels
   * @param weight height x width x channels rows of {@code bias.length} columns
   * @param bias a value for each output
   */
  static byte[] linear(int[] image, float[] weight, float[] bias) {
    return new OnnxBytes()
        .input("images", FLOAT, BATCH, image[0], image[1], image[2])
        .floats("weight", weight, weight.length / bias.length, bias.length)
        .floats("bias", bias, bias.length)
        .node("Flatten", "flat", "images")
        .node("Gemm", "logits", "flat", "weight", "bias")
        .output("logits", FLOAT, BATCH, bias.length)
        .bytes();
  }

  OnnxBytes input(String name, int type, int... shape) {
    return add(11, value(name, type, shape));
  }

  OnnxBytes output(String name, int type, int... shape) {
    return add(12, value(name, type, shape));
  }

  OnnxBytes floats(String name, float[] values, int... shape) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return add(5, tensor(name, FLOAT, raw.array(), shape));
  }

  OnnxBytes longs(String name, long... values) {
    ByteBuffer raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(values);
    return add(5, tensor(name, INT64, raw.array(), values.length));
  }

  OnnxBytes node(String operator, String output, String... inputs) {
    return add(1, node(operator, output, inputs, out -> {}));
  }

  /** A node with an attribute that is a whole number. */
  OnnxBytes node(String operator, String attribute, long value, String output, String... inputs) {
    ByteString message =
        message(
            out -> {
              out.writeString(1, attribute);
              out.writeInt64(3, value);
              out.writeInt32(20, 2);
            });
    return add(1, node(operator, output, inputs, out -> out.writeBytes(5, message)));
  }

  byte[] bytes() {
    ByteString whole =
        message(
            out -> {
              out.writeString(2, "small");
              for (Part part : graph) {
                out.writeBytes(part.field(), part.message());
              }
            });
    ByteString opset = message(out -> out.writeInt64(2, OPSET));
    return message(
            out -> {
              out.writeInt64(1, IR_VERSION);
              out.writeBytes(7, whole);
              out.writeBytes(8, opset);
            })
        .toByteArray();
  }

  private OnnxBytes add(int field, ByteString message) {
    graph.add(new Part(field, message));
    return this;
  }

  private static ByteString node(
      String operator, String output, String[] inputs, Fields attributes) {
    return message(
        out -> {
          for (String input : inputs) {
            out.writeString(1, input);
          }
          out.writeString(2, output);
          out.writeString(3, output);
          out.writeString(4, operator);
          attributes.write(out);
        });
  }

  private static ByteString tensor(String name, int type, byte[] raw, int... shape) {
    return message(
        out -> {
          for (int dimension : shape) {
            out.writeInt64(1, dimension);
          }
          out.writeInt32(2, type);
          out.writeString(8, name);
          out.writeByteArray(9, raw);
        });
  }

  private static ByteString value(String name, int elementType, int... shape) {
    ByteString dimensions =
        message(
            out -> {
              for (int size : shape) {
                out.writeBytes(
                    1,
                    message(
                        dimension -> {
                          if (size == BATCH) {
                            dimension.writeString(2, "batch");
                          } else {
                            dimension.writeInt64(1, size);
                          }
                        }));
              }
            });
    ByteString tensor =
        message(
            out -> {
              out.writeInt32(1, elementType);
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
