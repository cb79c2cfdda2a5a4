package io.github.approxifer.serving.protocol.grpc;

import com.google.protobuf.Message;
import io.github.approxifer.serving.protocol.grpc.inference.ModelInferRequest;
import io.github.approxifer.serving.protocol.grpc.inference.ModelInferResponse;
import io.github.approxifer.serving.protocol.grpc.inference.ModelMetadataRequest;
import io.github.approxifer.serving.protocol.grpc.inference.ModelMetadataResponse;
import io.github.approxifer.serving.protocol.grpc.inference.ModelReadyRequest;
import io.github.approxifer.serving.protocol.grpc.inference.ModelReadyResponse;
import io.github.approxifer.serving.protocol.grpc.inference.ServerLiveRequest;
import io.github.approxifer.serving.protocol.grpc.inference.ServerLiveResponse;
import io.github.approxifer.serving.protocol.grpc.inference.ServerMetadataRequest;
import io.github.approxifer.serving.protocol.grpc.inference.ServerMetadataResponse;
import io.github.approxifer.serving.protocol.grpc.inference.ServerReadyRequest;
import io.github.approxifer.serving.protocol.grpc.inference.ServerReadyResponse;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.protobuf.ProtoUtils;

/**
 * The methods of the protocol's service over gRPC. Declared here rather than generated, which would
 * take one more native program to build with.
 */
public final class GrpcMethods {
  /** The full name of the service. */
  public static final String SERVICE = "inference.GRPCInferenceService";

  /** Whether the server can receive requests. */
  public static final MethodDescriptor<ServerLiveRequest, ServerLiveResponse> SERVER_LIVE =
      unary(
          "ServerLive",
          ServerLiveRequest.getDefaultInstance(),
          ServerLiveResponse.getDefaultInstance());

  /** Whether all models are ready. */
  public static final MethodDescriptor<ServerReadyRequest, ServerReadyResponse> SERVER_READY =
      unary(
          "ServerReady",
          ServerReadyRequest.getDefaultInstance(),
          ServerReadyResponse.getDefaultInstance());

  /** What the server says of itself. */
  public static final MethodDescriptor<ServerMetadataRequest, ServerMetadataResponse>
      SERVER_METADATA =
          unary(
              "ServerMetadata",
              ServerMetadataRequest.getDefaultInstance(),
              ServerMetadataResponse.getDefaultInstance());

  /** Whether a model is ready. */
  public static final MethodDescriptor<ModelReadyRequest, ModelReadyResponse> MODEL_READY =
      unary(
          "ModelReady",
          ModelReadyRequest.getDefaultInstance(),
          ModelReadyResponse.getDefaultInstance());

  /** What the server says of a model. */
  public static final MethodDescriptor<ModelMetadataRequest, ModelMetadataResponse> MODEL_METADATA =
      unary(
          "ModelMetadata",
          ModelMetadataRequest.getDefaultInstance(),
          ModelMetadataResponse.getDefaultInstance());

  /** A prediction. */
  public static final MethodDescriptor<ModelInferRequest, ModelInferResponse> MODEL_INFER =
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
  public static void load() {
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
