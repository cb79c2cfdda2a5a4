package io.github.approxifer.serving.server;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * What the file of a model says of its only input and its only output.
 *
 * @param file where it says so, for messages
 * @param input its name
 * @param inputShape its sizes with the batch first; -1 for a free one, empty if nothing is known
 * @param output its name
 * @param outputShape its sizes, likewise
 */
record ModelFileSignature(
    Path file, String input, List<Long> inputShape, String output, List<Long> outputShape) {
  private static final String SIGNATURE = "serving_default";
  private static final int FLOAT = 1;

  /** A tensor of a file: a name, whether it is of float32, and sizes. */
  private record Described(String name, boolean isFloat, List<Long> shape) {}

  /**
   * Of a SavedModel: that of {@code serving_default}.
   *
   * @throws ModelException if there is none, or it has not one input and one output of float32
   */
  static ModelFileSignature ofSavedModel(Path folder) throws IOException {
    Path file = folder.resolve("saved_model.pb");
    SavedModel model;
    try (InputStream in = Files.newInputStream(file)) {
      model = SavedModel.parseFrom(in);
    } catch (InvalidProtocolBufferException e) {
      throw new ModelException(file + " is no SavedModel: " + e.getMessage(), e);
    }
    Set<String> others = new HashSet<>();
    for (MetaGraphDef graph : model.getMetaGraphsList()) {
      SignatureDef signature = graph.getSignatureDefMap().get(SIGNATURE);
      if (signature != null && graph.getMetaInfoDef().getTagsList().contains("serve")) {
        return of(file, described(signature.getInputsMap()), described(signature.getOutputsMap()));
      }
      others.addAll(graph.getSignatureDefMap().keySet());
    }
    throw new ModelException(
        "%s has no signature %s tagged serve, but %s".formatted(file, SIGNATURE, others));
  }

  private static List<Described> described(Map<String, TensorInfo> tensors) {
    List<Described> all = new ArrayList<>();
    new TreeMap<>(tensors)
        .forEach(
            (name, tensor) ->
                all.add(
                    new Described(
                        name,
                        tensor.getDtype() == DataType.DT_FLOAT,
                        tensor.getTensorShape().getDimList().stream()
                            .map(TensorShapeProto.Dim::getSize)
                            .toList())));
    return all;
  }

  /**
   * Of an ONNX file, by the field numbers of the public {@code onnx.proto}.
   *
   * @throws ModelException if it is no such file, or has not one input and one output of float32
   */
  static ModelFileSignature ofOnnx(Path file) throws IOException {
    List<Described> inputs = new ArrayList<>();
    List<Described> outputs = new ArrayList<>();
    Set<String> constants = new HashSet<>();
    try (InputStream in = Files.newInputStream(file)) {
      CodedInputStream model = CodedInputStream.newInstance(in);
      model.setSizeLimit(Integer.MAX_VALUE);
      fields(
          model,
          (number, message) -> {
            if (number == 7) {
              graph(message, inputs, outputs, constants);
            }
          });
    } catch (InvalidProtocolBufferException e) {
      throw new ModelException(file + " is no ONNX file: " + e.getMessage(), e);
    }
    inputs.removeIf(input -> constants.contains(input.name()));
    return of(file, inputs, outputs);
  }

  private static void graph(
      CodedInputStream graph,
      List<Described> inputs,
      List<Described> outputs,
      Set<String> constants)
      throws IOException {
    fields(
        graph,
        (number, message) -> {
          switch (number) {
            case 5 -> constants.add(name(message, 8));
            case 11 -> inputs.add(value(message));
            case 12 -> outputs.add(value(message));
            default -> {
              // Of no interest here.
            }
          }
        });
  }

  private static String name(CodedInputStream message, int field) throws IOException {
    String[] name = {""};
    fields(
        message,
        (number, text) -> {
          if (number == field) {
            name[0] = rest(text).toStringUtf8();
          }
        });
    return name[0];
  }

  /** A named value: its name, and its type of element and shape if it is a tensor. */
  private static Described value(CodedInputStream message) throws IOException {
    String[] name = {""};
    boolean[] isFloat = {false};
    List<Long> shape = new ArrayList<>();
    fields(
        message,
        (number, field) -> {
          if (number == 1) {
            name[0] = rest(field).toStringUtf8();
          } else if (number == 2) {
            fields(
                field,
                (kind, tensor) -> {
                  if (kind == 1) {
                    isFloat[0] = tensor(tensor, shape);
                  }
                });
          }
        });
    return new Described(name[0], isFloat[0], shape);
  }

  /** Reads a shape; returns whether the elements are float32. */
  private static boolean tensor(CodedInputStream tensor, List<Long> shape) throws IOException {
    boolean isFloat = false;
    for (int tag = tensor.readTag(); tag != 0; tag = tensor.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == 1) {
        isFloat = tensor.readInt32() == FLOAT;
      } else if (WireFormat.getTagFieldNumber(tag) == 2) {
        fields(
            tensor.readBytes().newCodedInput(),
            (number, dimension) -> {
              if (number == 1) {
                shape.add(size(dimension));
              }
            });
      } else {
        tensor.skipField(tag);
      }
    }
    return isFloat;
  }

  private static long size(CodedInputStream dimension) throws IOException {
    long size = -1;
    for (int tag = dimension.readTag(); tag != 0; tag = dimension.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == 1) {
        size = dimension.readInt64();
      } else {
        dimension.skipField(tag);
      }
    }
    return size;
  }

  private interface Field {
    void read(int number, CodedInputStream message) throws IOException;
  }

  /** Goes through the fields of a message that are messages or texts; skips the others. */
  private static void fields(CodedInputStream message, Field field) throws IOException {
    for (int tag = message.readTag(); tag != 0; tag = message.readTag()) {
      if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        int length = message.readRawVarint32();
        int outer = message.pushLimit(length);
        field.read(WireFormat.getTagFieldNumber(tag), message);
        message.skipRawBytes(message.getBytesUntilLimit());
        message.popLimit(outer);
      } else {
        message.skipField(tag);
      }
    }
  }

  private static ByteString rest(CodedInputStream message) throws IOException {
    return ByteString.copyFrom(message.readRawBytes(message.getBytesUntilLimit()));
  }

  private static ModelFileSignature of(Path file, List<Described> inputs, List<Described> outputs) {
    Described input = only(file, "input", inputs);
    Described output = only(file, "output", outputs);
    return new ModelFileSignature(
        file, input.name(), List.copyOf(input.shape()), output.name(), List.copyOf(output.shape()));
  }

  private static Described only(Path file, String what, List<Described> tensors) {
    if (tensors.size() != 1) {
      throw new ModelException(
          "%s has %d %ss, %s, but a coded model has one"
              .formatted(
                  file, tensors.size(), what, tensors.stream().map(Described::name).toList()));
    }
    Described tensor = tensors.get(0);
    if (!tensor.isFloat()) {
      throw new ModelException(
          "the %s \"%s\" of %s is not of float32, but coded queries are mixtures, and only numbers"
                  .formatted(what, tensor.name(), file)
              + " can be mixed");
    }
    return tensor;
  }

  /**
   * The shape of one input.
   *
   * @param given what the user says; null for nothing
   * @throws ModelException if the file leaves a size open and nobody says it, or they differ
   */
  ItemShape item(@Nullable ItemShape given) {
    List<Long> known = inputShape.subList(Math.min(1, inputShape.size()), inputShape.size());
    if (given == null) {
      if (inputShape.isEmpty() || known.stream().anyMatch(size -> size < 1)) {
        throw new ModelException(
            "%s takes %s in \"%s\"; say the free sizes without the batch, such as --shape=224,224,3"
                .formatted(file, inputShape, input));
      }
      return ItemShape.of(known.stream().mapToInt(Math::toIntExact).toArray());
    }
    boolean fits = inputShape.isEmpty() || given.rank() == known.size();
    for (int i = 0; fits && !inputShape.isEmpty() && i < given.rank(); i++) {
      fits = known.get(i) < 1 || known.get(i) == given.dimension(i);
    }
    if (!fits) {
      throw new ModelException(
          "%s takes %s in \"%s\", but the shape given is %s"
              .formatted(file, inputShape, input, given));
    }
    return given;
  }

  /**
   * How many values one answer has.
   *
   * @param given what the user says; 0 for nothing
   * @throws ModelException if the file leaves it open and nobody says it, or they differ
   */
  int outputs(int given) {
    long product = 1;
    boolean open = outputShape.isEmpty();
    for (long size : outputShape.subList(Math.min(1, outputShape.size()), outputShape.size())) {
      open |= size < 1;
      product *= Math.max(1, size);
    }
    if (open && given == 0) {
      throw new ModelException(
          "%s gives %s in \"%s\"; say how many values answer one input, such as --classes=10"
              .formatted(file, outputShape, output));
    }
    if (!open && given != 0 && product != given) {
      throw new ModelException(
          "%s gives %s in \"%s\", %d values for one input, but the number given is %d"
              .formatted(file, outputShape, output, product, given));
    }
    return given != 0 ? given : Math.toIntExact(product);
  }
}
