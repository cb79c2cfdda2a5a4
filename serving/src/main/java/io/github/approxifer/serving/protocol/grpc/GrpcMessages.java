package io.github.approxifer.serving.protocol.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.github.approxifer.serving.protocol.Datatype;
import io.github.approxifer.serving.protocol.InferRequest;
import io.github.approxifer.serving.protocol.InferResponse;
import io.github.approxifer.serving.protocol.ModelMetadata;
import io.github.approxifer.serving.protocol.ProtocolException;
import io.github.approxifer.serving.protocol.RequestParameters;
import io.github.approxifer.serving.protocol.ShapeCheck;
import io.github.approxifer.serving.protocol.Tensor;
import io.github.approxifer.serving.protocol.grpc.inference.InferParameter;
import io.github.approxifer.serving.protocol.grpc.inference.InferTensorContents;
import io.github.approxifer.serving.protocol.grpc.inference.ModelInferRequest;
import io.github.approxifer.serving.protocol.grpc.inference.ModelInferRequest.InferInputTensor;
import io.github.approxifer.serving.protocol.grpc.inference.ModelInferRequest.InferRequestedOutputTensor;
import io.github.approxifer.serving.protocol.grpc.inference.ModelInferResponse;
import io.github.approxifer.serving.protocol.grpc.inference.ModelInferResponse.InferOutputTensor;
import io.github.approxifer.serving.protocol.grpc.inference.ModelMetadataResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages of the protocol over gRPC. Tensors are sent raw, and read raw or typed, as others may
 * send either way.
 */
public final class GrpcMessages {
  private GrpcMessages() {}

  /**
   * Writes a request.
   *
   * @param model the name of the model
   * @param request what is asked
   * @return the message
   */
  public static ModelInferRequest request(String model, InferRequest request) {
    Tensor input = request.input();
    InferInputTensor.Builder entry =
        InferInputTensor.newBuilder().setName(input.name()).setDatatype(Datatype.FP32.name());
    for (long size : input.shape()) {
      entry.addShape(size);
    }
    ModelInferRequest.Builder message =
        ModelInferRequest.newBuilder()
            .setModelName(model)
            .addInputs(entry)
            .addRawInputContents(raw(input.values()));
    if (request.id() != null) {
      message.setId(request.id());
    }
    if (request.output() != null) {
      message.addOutputs(InferRequestedOutputTensor.newBuilder().setName(request.output()));
    }
    return message.build();
  }

  /**
   * Reads a request.
   *
   * @param message as received
   * @param check is asked before the input's values are held
   * @return what is asked
   * @throws ProtocolException if it is malformed, has more than one input or output, or has a
   *     parameter that would not be followed
   */
  public static InferRequest request(ModelInferRequest message, ShapeCheck check) {
    if (message.getInputsCount() != 1) {
      throw new ProtocolException(
          "the model has 1 input, but the request has " + message.getInputsCount());
    }
    if (message.getOutputsCount() > 1) {
      throw new ProtocolException(
          "the model has 1 output, but the request asks for " + message.getOutputsCount());
    }
    Map<String, Object> parameters = parameters(message.getParametersMap());
    String output = null;
    if (message.getOutputsCount() == 1) {
      output = message.getOutputs(0).getName();
      RequestParameters.requireFollowed(
          parameters(message.getOutputs(0).getParametersMap()), "the output");
    }
    RequestParameters.requireFollowed(parameters, "the request");
    InferInputTensor entry = message.getInputs(0);
    RequestParameters.requireHere(parameters(entry.getParametersMap()), "the input");
    long[] shape = shape(entry.getShapeList());
    Tensor.elements(entry.getName(), shape);
    check.require(shape);
    Tensor input =
        tensor(
            entry.getName(),
            entry.getDatatype(),
            shape,
            entry.hasContents() ? entry.getContents() : null,
            entry(1, message.getRawInputContentsList(), 0));
    return new InferRequest(
        message.getId().isEmpty() ? null : message.getId(),
        input,
        output,
        true,
        RequestParameters.timeoutMicros(parameters));
  }

  private static Map<String, Object> parameters(Map<String, InferParameter> entries) {
    Map<String, Object> parameters = new HashMap<>();
    entries.forEach(
        (name, value) ->
            parameters.put(
                name,
                switch (value.getParameterChoiceCase()) {
                  case BOOL_PARAM -> value.getBoolParam();
                  case INT64_PARAM -> (double) value.getInt64Param();
                  case DOUBLE_PARAM -> value.getDoubleParam();
                  case UINT64_PARAM -> (double) value.getUint64Param();
                  default -> value.getStringParam();
                }));
    return parameters;
  }

  private static ByteString raw(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, values.length))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return UnsafeByteOperations.unsafeWrap(bytes);
  }

  /**
   * Reads what a server says of a model.
   *
   * @param message as received
   * @return the metadata
   */
  public static ModelMetadata metadata(ModelMetadataResponse message) {
    return new ModelMetadata(
        message.getName(), tensors(message.getInputsList()), tensors(message.getOutputsList()));
  }

  private static List<ModelMetadata.TensorMetadata> tensors(
      List<ModelMetadataResponse.TensorMetadata> entries) {
    return entries.stream()
        .map(
            entry ->
                new ModelMetadata.TensorMetadata(
                    entry.getName(), entry.getDatatype(), List.copyOf(entry.getShapeList())))
        .toList();
  }

  /**
   * Writes what a server says of a model.
   *
   * @param metadata of the model
   * @param version of the model
   * @return the message
   */
  public static ModelMetadataResponse metadata(ModelMetadata metadata, String version) {
    return ModelMetadataResponse.newBuilder()
        .setName(metadata.name())
        .addVersions(version)
        .setPlatform(ModelMetadata.PLATFORM)
        .addAllInputs(metadata.inputs().stream().map(GrpcMessages::entry).toList())
        .addAllOutputs(metadata.outputs().stream().map(GrpcMessages::entry).toList())
        .build();
  }

  private static ModelMetadataResponse.TensorMetadata entry(ModelMetadata.TensorMetadata tensor) {
    return ModelMetadataResponse.TensorMetadata.newBuilder()
        .setName(tensor.name())
        .setDatatype(tensor.datatype())
        .addAllShape(tensor.shape())
        .build();
  }

  /**
   * Writes a response.
   *
   * @param response the answer
   * @param version of the model
   * @return the message
   */
  public static ModelInferResponse response(InferResponse response, String version) {
    ModelInferResponse.Builder message =
        ModelInferResponse.newBuilder().setModelName(response.model()).setModelVersion(version);
    if (response.id() != null) {
      message.setId(response.id());
    }
    for (Tensor output : response.outputs()) {
      InferOutputTensor.Builder entry =
          InferOutputTensor.newBuilder().setName(output.name()).setDatatype(Datatype.FP32.name());
      for (long size : output.shape()) {
        entry.addShape(size);
      }
      message.addOutputs(entry).addRawOutputContents(raw(output.values()));
    }
    return message.build();
  }

  /**
   * Reads a response.
   *
   * @param message as received
   * @return the answer
   * @throws ProtocolException if it is malformed
   */
  public static InferResponse response(ModelInferResponse message) {
    int outputs = message.getOutputsCount();
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      InferOutputTensor entry = message.getOutputs(i);
      tensors.add(
          tensor(
              entry.getName(),
              entry.getDatatype(),
              shape(entry.getShapeList()),
              entry.hasContents() ? entry.getContents() : null,
              entry(outputs, message.getRawOutputContentsList(), i)));
    }
    return new InferResponse(
        message.getModelName(), message.getId().isEmpty() ? null : message.getId(), tensors);
  }

  /** The raw contents of a tensor; null if the message has none at all. */
  private static @Nullable ByteString entry(int tensors, List<ByteString> raw, int index) {
    if (!raw.isEmpty() && raw.size() != tensors) {
      throw new ProtocolException(
          "the message has %d tensors, but the raw contents of %d".formatted(tensors, raw.size()));
    }
    return raw.isEmpty() ? null : raw.get(index);
  }

  private static Tensor tensor(
      String name,
      String type,
      long[] shape,
      @Nullable InferTensorContents contents,
      @Nullable ByteString raw) {
    if (raw != null && contents != null) {
      throw new ProtocolException("tensor " + name + " has both raw and typed contents");
    }
    Datatype datatype = Datatype.of(type);
    return new Tensor(
        name,
        shape,
        raw == null
            ? typed(name, datatype, contents)
            : raw(name, datatype, shape, raw.asReadOnlyByteBuffer()));
  }

  private static float[] raw(String name, Datatype datatype, long[] shape, ByteBuffer bytes) {
    int elements = Tensor.elements(name, shape);
    if (bytes.remaining() != (long) elements * datatype.bytes()) {
      throw new ProtocolException(
          "tensor %s has %d elements of %s, which take %d bytes, but there are %d"
              .formatted(
                  name, elements, datatype, (long) elements * datatype.bytes(), bytes.remaining()));
    }
    return datatype.read(bytes.order(ByteOrder.LITTLE_ENDIAN), elements);
  }

  private static float[] typed(
      String name, Datatype datatype, @Nullable InferTensorContents contents) {
    InferTensorContents lists =
        contents == null ? InferTensorContents.getDefaultInstance() : contents;
    List<? extends Number> numbers =
        switch (datatype) {
          case FP32 -> lists.getFp32ContentsList();
          case FP64 -> lists.getFp64ContentsList();
          case FP16, BF16 ->
              throw new ProtocolException(
                  "tensor %s of %s must have raw contents".formatted(name, datatype));
        };
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.get(i).floatValue();
    }
    return values;
  }

  private static long[] shape(List<Long> sizes) {
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }
}
