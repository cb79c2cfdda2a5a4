package io.github.approxifer.serving.remote;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.github.approxifer.serving.protocol.Datatype;
import io.github.approxifer.serving.protocol.InferRequest;
import io.github.approxifer.serving.protocol.InferResponse;
import io.github.approxifer.serving.protocol.ModelMetadata;
import io.github.approxifer.serving.protocol.ProtocolException;
import io.github.approxifer.serving.protocol.Tensor;
import io.github.approxifer.serving.remote.inference.ModelInferRequest;
import io.github.approxifer.serving.remote.inference.ModelInferRequest.InferInputTensor;
import io.github.approxifer.serving.remote.inference.ModelInferRequest.InferRequestedOutputTensor;
import io.github.approxifer.serving.remote.inference.ModelInferResponse;
import io.github.approxifer.serving.remote.inference.ModelInferResponse.InferOutputTensor;
import io.github.approxifer.serving.remote.inference.ModelMetadataResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages of the protocol over gRPC. Inputs are sent raw; outputs are read raw or typed, as
 * servers may answer either way.
 */
final class GrpcMessages {
  private GrpcMessages() {}

  /** The request for a model. */
  static ModelInferRequest request(String model, InferRequest request) {
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

  private static ByteString raw(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return UnsafeByteOperations.unsafeWrap(bytes);
  }

  /** What a server says of a model. */
  static ModelMetadata metadata(ModelMetadataResponse message) {
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
   * Reads a response.
   *
   * @throws ProtocolException if it is malformed
   */
  static InferResponse response(ModelInferResponse message) {
    int outputs = message.getOutputsCount();
    int raw = message.getRawOutputContentsCount();
    if (raw != 0 && raw != outputs) {
      throw new ProtocolException(
          "the answer has %d outputs, but the raw contents of %d".formatted(outputs, raw));
    }
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      InferOutputTensor entry = message.getOutputs(i);
      tensors.add(raw == 0 ? typed(entry) : raw(entry, message.getRawOutputContents(i)));
    }
    return new InferResponse(
        message.getModelName(), message.getId().isEmpty() ? null : message.getId(), tensors);
  }

  private static Tensor raw(InferOutputTensor entry, ByteString bytes) {
    if (entry.hasContents()) {
      throw new ProtocolException("output " + entry.getName() + " has both raw and typed contents");
    }
    Datatype datatype = Datatype.of(entry.getDatatype());
    long[] shape = shape(entry);
    int elements = Tensor.elements(entry.getName(), shape);
    if (bytes.size() != (long) elements * datatype.bytes()) {
      throw new ProtocolException(
          "output %s has %d elements of %s, which take %d bytes, but there are %d"
              .formatted(
                  entry.getName(),
                  elements,
                  datatype,
                  (long) elements * datatype.bytes(),
                  bytes.size()));
    }
    ByteBuffer littleEndian = bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    return new Tensor(entry.getName(), shape, datatype.read(littleEndian, elements));
  }

  private static Tensor typed(InferOutputTensor entry) {
    List<? extends Number> contents =
        switch (Datatype.of(entry.getDatatype())) {
          case FP32 -> entry.getContents().getFp32ContentsList();
          case FP64 -> entry.getContents().getFp64ContentsList();
        };
    float[] values = new float[contents.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = contents.get(i).floatValue();
    }
    return new Tensor(entry.getName(), shape(entry), values);
  }

  private static long[] shape(InferOutputTensor entry) {
    return entry.getShapeList().stream().mapToLong(Long::longValue).toArray();
  }
}
