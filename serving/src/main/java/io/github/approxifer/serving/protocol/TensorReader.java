package io.github.approxifer.serving.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tensors of a message. Binary ones follow the JSON part in the order in which it lists
 * them, little-endian, row-major, without padding.
 */
final class TensorReader {
  /** How many values of JSON data there is room for at first. */
  private static final int INITIAL_VALUES = 1024;

  private final ByteBuffer binary;

  /** Reads binary tensors from the bytes after the JSON part. */
  TensorReader(ByteBuffer binary) {
    this.binary = binary.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Reads {@code "inputs"} or {@code "outputs"}; all bytes must be used up. */
  List<Tensor> tensors(JsonObject message, String name) {
    JsonElement list = message.get(name);
    if (list == null || !list.isJsonArray() || list.getAsJsonArray().isEmpty()) {
      throw new ProtocolException(
          "the message needs a list \"%s\" of at least one tensor, but has %s"
              .formatted(name, Json.shortened(list)));
    }
    List<Tensor> tensors = new ArrayList<>();
    for (JsonElement element : list.getAsJsonArray()) {
      if (!element.isJsonObject()) {
        throw new ProtocolException(
            "a tensor must be an object, but is " + Json.shortened(element));
      }
      tensors.add(tensor(element.getAsJsonObject()));
    }
    if (binary.hasRemaining()) {
      throw new ProtocolException(
          binary.remaining() + " bytes are left over after the last binary tensor");
    }
    return tensors;
  }

  private Tensor tensor(JsonObject object) {
    String name = Json.string(object, "name", "a tensor");
    String where = "tensor " + Json.shortened(name);
    Datatype datatype = Datatype.of(Json.string(object, "datatype", where));
    long[] shape = shape(object.get("shape"), where);
    int elements = Tensor.elements(name, shape);
    JsonElement size = Json.member(Json.parameters(object, where), "binary_data_size");
    JsonElement data = Json.member(object, "data");
    if (size != null && data != null) {
      throw new ProtocolException(where + " has both \"data\" and \"binary_data_size\"");
    }
    if (size != null) {
      return new Tensor(name, shape, binary(where, elements, datatype, size));
    }
    if (data == null || !data.isJsonArray()) {
      throw new ProtocolException(
          "%s needs a list \"data\" or a parameter \"binary_data_size\", but has %s"
              .formatted(where, Json.shortened(data)));
    }
    Flat flat = new Flat(where, elements);
    flat.add(data.getAsJsonArray());
    return new Tensor(name, shape, Arrays.copyOf(flat.values, flat.count));
  }

  private static long[] shape(@Nullable JsonElement element, String where) {
    if (element == null || !element.isJsonArray()) {
      throw new ProtocolException(
          "%s needs a list \"shape\", but has %s".formatted(where, Json.shortened(element)));
    }
    JsonArray sizes = element.getAsJsonArray();
    long[] shape = new long[sizes.size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = Json.whole(sizes.get(i), "a size in the shape of " + where);
    }
    return shape;
  }

  private float[] binary(String where, int elements, Datatype datatype, JsonElement declared) {
    long size = Json.whole(declared, "binary_data_size of " + where);
    long expected = (long) elements * datatype.bytes();
    if (size != expected) {
      throw new ProtocolException(
          "%s has %d elements of %s, which take %d bytes, but binary_data_size is %d"
              .formatted(where, elements, datatype, expected, size));
    }
    if (size > binary.remaining()) {
      throw new ProtocolException(
          "%s takes %d bytes, but only %d are left".formatted(where, size, binary.remaining()));
    }
    return datatype.read(binary, elements);
  }

  /**
   * Data, flat or nested, of at most the expected number of values. Takes memory as the data come,
   * since a short message may declare a huge shape.
   */
  private static final class Flat {
    private final String where;
    private final int expected;
    private float[] values;
    private int count;

    Flat(String where, int expected) {
      this.where = where;
      this.expected = expected;
      this.values = new float[Math.min(expected, INITIAL_VALUES)];
    }

    void add(JsonArray data) {
      for (JsonElement element : data) {
        if (element.isJsonArray()) {
          add(element.getAsJsonArray());
        } else if (element.isJsonPrimitive() && element.getAsJsonPrimitive().isNumber()) {
          add(element.getAsFloat(), element);
        } else {
          throw new ProtocolException(
              "the data of %s must be numbers, but hold %s"
                  .formatted(where, Json.shortened(element)));
        }
      }
    }

    private void add(float value, JsonElement text) {
      if (Float.isInfinite(value)) {
        throw new ProtocolException(
            "the data of %s hold %s, which is out of the range of float32"
                .formatted(where, Json.shortened(text)));
      }
      if (count == expected) {
        throw new ProtocolException(
            "%s has a shape of %d elements, but more data".formatted(where, expected));
      }
      if (count == values.length) {
        values = Arrays.copyOf(values, (int) Math.min(expected, 2L * count));
      }
      values[count++] = value;
    }
  }
}
