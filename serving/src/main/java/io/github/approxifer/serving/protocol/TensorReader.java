package io.github.approxifer.serving.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tensors of a message. Binary ones follow the JSON part in the order in which it lists
 * them, little-endian, row-major, without padding.
 */
final class TensorReader {
  /** How many values of JSON data there is room for at first. */
  private static final int INITIAL_VALUES = 1024;

  private final String list;
  private final int most;
  private final ShapeCheck check;
  private final List<Entry> entries = new ArrayList<>();
  private Entry entry = new Entry();
  private boolean found;

  /**
   * A reader of a list.
   *
   * @param list {@code inputs} or {@code outputs}
   * @param most how many tensors there may be
   * @param check is asked before the data of a tensor are held
   */
  TensorReader(String list, int most, ShapeCheck check) {
    this.list = list;
    this.most = most;
    this.check = check;
  }

  /** Reads the JSON part of the list. */
  void read(JsonCursor json) throws IOException {
    found = true;
    json.objects(list, (cursor, name) -> entry.member(cursor, name), this::next);
  }

  private void next() {
    if (entries.size() == most) {
      throw new ProtocolException(
          "the model has %d %s, but the message brings more"
              .formatted(most, most == 1 ? list.substring(0, list.length() - 1) : list));
    }
    entry.requireComplete();
    entries.add(entry);
    entry = new Entry();
  }

  /** All tensors, with those that come in binary, which must use up all bytes. */
  List<Tensor> tensors(ByteBuffer binary) {
    if (entries.isEmpty()) {
      throw new ProtocolException(
          "the message needs a list \"%s\" of at least one tensor, but %s"
              .formatted(list, found ? "it is empty" : "has none"));
    }
    binary.order(ByteOrder.LITTLE_ENDIAN);
    List<Tensor> tensors = new ArrayList<>();
    for (Entry described : entries) {
      tensors.add(described.tensor(binary));
    }
    if (binary.hasRemaining()) {
      throw new ProtocolException(
          binary.remaining() + " bytes are left over after the last binary tensor");
    }
    return tensors;
  }

  /** One tensor of the JSON part. */
  private final class Entry {
    private @Nullable String name;
    private @Nullable Datatype datatype;
    private long @Nullable [] shape;
    private Map<String, Object> parameters = Map.of();
    private float @Nullable [] values;
    private int count;

    private String where() {
      return name == null ? "a tensor" : "tensor " + Json.shortened(name);
    }

    void member(JsonCursor json, String member) throws IOException {
      switch (member) {
        case "name" -> name = json.string("the name of a tensor");
        case "datatype" -> datatype = Datatype.of(json.string("the datatype of " + where()));
        case "shape" -> {
          long[] given = json.shape(where());
          Tensor.elements(where(), given);
          check.require(given);
          shape = given;
        }
        case "parameters" -> parameters = json.parameters(where());
        case "data" -> {
          values = new float[Math.min(expected(), INITIAL_VALUES)];
          json.numbers(where(), this::add);
        }
        default -> json.skip();
      }
    }

    /** How many values are to come; unlimited if the shape comes later. */
    private int expected() {
      return shape == null ? Integer.MAX_VALUE - 8 : Tensor.elements(where(), shape);
    }

    private void add(float value, JsonCursor json) {
      if (Float.isInfinite(value)) {
        throw new ProtocolException(
            "the data of %s are out of the range of float32 at %s"
                .formatted(where(), json.before()));
      }
      float[] into = values;
      if (into == null || count == expected()) {
        throw new ProtocolException(
            "%s has a shape of %d elements, but more data".formatted(where(), expected()));
      }
      if (count == into.length) {
        into = Arrays.copyOf(into, (int) Math.min(expected(), 2L * count));
        values = into;
      }
      into[count++] = value;
    }

    void requireComplete() {
      require(name, "a string \"name\"");
      require(datatype, "a string \"datatype\"");
      long[] given = require(shape, "a list \"shape\"");
      boolean binary = parameters.containsKey("binary_data_size");
      float[] read = values;
      if (binary && read != null) {
        throw new ProtocolException(where() + " has both \"data\" and \"binary_data_size\"");
      }
      if (!binary && read == null) {
        throw new ProtocolException(
            where()
                + " needs a list \"data\" or a parameter \"binary_data_size\", but has neither");
      }
      int elements = Tensor.elements(where(), given);
      if (!binary && count != elements) {
        throw new ProtocolException(
            "%s of shape %s has %d elements, but there are %d values"
                .formatted(where(), Arrays.toString(given), elements, count));
      }
      if (read != null && read.length != count) {
        values = Arrays.copyOf(read, count);
      }
      RequestParameters.requireHere(parameters, where());
    }

    private <T> T require(@Nullable T member, String what) {
      if (member == null) {
        throw new ProtocolException("%s needs %s, but has none".formatted(where(), what));
      }
      return member;
    }

    Tensor tensor(ByteBuffer binary) {
      String called = require(name, "a name");
      long[] sizes = require(shape, "a shape");
      float[] data = values;
      if (data == null) {
        data = binary(binary, Tensor.elements(called, sizes), require(datatype, "a datatype"));
      }
      return new Tensor(called, sizes, data);
    }

    private float[] binary(ByteBuffer binary, int elements, Datatype type) {
      long expected = (long) elements * type.bytes();
      Object declared = parameters.get("binary_data_size");
      if (!(declared instanceof Double size) || size != Math.rint(size)) {
        throw new ProtocolException(
            "binary_data_size of %s must be a whole number, but is %s"
                .formatted(where(), Json.shortened(declared)));
      }
      if (size != expected) {
        throw new ProtocolException(
            "%s has %d elements of %s, which take %d bytes, but binary_data_size is %.0f"
                .formatted(where(), elements, type, expected, size));
      }
      if (expected > binary.remaining()) {
        throw new ProtocolException(
            "%s takes %d bytes, but only %d are left"
                .formatted(where(), expected, binary.remaining()));
      }
      return type.read(binary, elements);
    }
  }
}
