package io.github.approxifer.serving.server;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes the ONNX model {@code sums = rows weight}, by the field numbers of {@code onnx.proto}. */
final class OnnxFiles {
  private OnnxFiles() {}

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
   * A file's bytes.
   *
   * @param type of the elements, 1 for float32
   * @param width of the rows as announced; -1 to leave it open
   * @param weight row-major, rows x columns
   * @param columns values of an answer
   */
  static byte[] linear(int type, int width, float[] weight, int columns) {
    ByteBuffer raw = ByteBuffer.allocate(4 * weight.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(weight);
    ByteString product =
        message(
            out -> {
              out.writeString(1, "rows");
              out.writeString(1, "weight");
              out.writeString(2, "sums");
              out.writeString(4, "MatMul");
            });
    ByteString constant =
        message(
            out -> {
              out.writeInt64(1, weight.length / columns);
              out.writeInt64(1, columns);
              out.writeInt32(2, 1);
              out.writeString(8, "weight");
              out.writeByteArray(9, raw.array());
            });
    ByteString graph =
        message(
            out -> {
              out.writeBytes(1, product);
              out.writeString(2, "linear");
              out.writeBytes(5, constant);
              out.writeBytes(11, value("rows", type, width));
              // Old exporters list constants among the inputs too.
              out.writeBytes(11, value("weight", 1, columns));
              out.writeBytes(12, value("sums", 1, columns));
            });
    ByteString opset = message(out -> out.writeInt64(2, 13));
    return message(
            out -> {
              out.writeInt64(1, 8);
              out.writeBytes(7, graph);
              out.writeBytes(8, opset);
            })
        .toByteArray();
  }

  private static ByteString value(String name, int type, int width) {
    ByteString open = message(dimension -> dimension.writeString(2, name));
    ByteString shape =
        message(
            out -> {
              out.writeBytes(1, open);
              out.writeBytes(
                  1, width < 0 ? open : message(dimension -> dimension.writeInt64(1, width)));
            });
    ByteString tensor =
        message(
            out -> {
              out.writeInt32(1, type);
              out.writeBytes(2, shape);
            });
    return message(
        out -> {
          out.writeString(1, name);
          out.writeBytes(2, message(kind -> kind.writeBytes(1, tensor)));
        });
  }
}
