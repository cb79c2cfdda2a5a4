package io.github.approxifer.serving.remote;

import com.google.protobuf.Message;
import io.github.approxifer.serving.remote.inference.ModelInferRequest;
import io.github.approxifer.serving.remote.inference.ModelInferResponse;
import io.github.approxifer.serving.remote.inference.ModelMetadataRequest;
import io.github.approxifer.serving.remote.inference.ModelMetadataResponse;
import io.github.approxifer.serving.remote.inference.ModelReadyRequest;
import io.github.approxifer.serving.remote.inference.ModelReadyResponse;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.protobuf.ProtoUtils;

/**
 * The methods of the protocol's service over gRPC. Declared here rather than generated, which would
 * take one more native program to build with.
 */
final class GrpcMethods {
  static final String SERVICE = "inference.GRPCInferenceService";

  static final MethodDescriptor<ModelReadyRequest, ModelReadyResponse> MODEL_READY =
      unary(
          "ModelReady",
          ModelReadyRequest.getDefaultInstance(),
          ModelReadyResponse.getDefaultInstance());

  static final MethodDescriptor<ModelMetadataRequest, ModelMetadataResponse> MODEL_METADATA =
      unary(
          "ModelMetadata",
          ModelMetadataRequest.getDefaultInstance(),
          ModelMetadataResponse.getDefaultInstance());

  static final MethodDescriptor<ModelInferRequest, ModelInferResponse> MODEL_INFER =
      unary(
          "ModelInfer",
          ModelInferRequest.getDefaultInstance(),
          ModelInferResponse.getDefaultInstance());

  private GrpcMethods() {}

  /**
   * Loads the messages.
   *
   * @throws LinkageError if gRPC is missing, or protobuf-java is missing or too old for them
   */
  static void load() {
    // The descriptors above are made when the class is initialised, which this call brings about.
  }

  private static <Q extends Message, A extends Message> MethodDescriptor<Q, A> unary(
      String name, Q request, A response) {
    return MethodDescriptor.<Q, A>newBuilder()
        .setType(MethodType.UNARY)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
        .setRequestMarshaller(ProtoUtils.marshaller(request))
        .setResponseMarshaller(ProtoUtils.marshaller(response))
        .build();
  }
}
