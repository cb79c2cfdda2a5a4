package io.github.approxifer.serving.remote;

import io.github.approxifer.serving.protocol.Datatype;
import io.github.approxifer.serving.protocol.InferRequest;
import io.github.approxifer.serving.protocol.InferResponse;
import io.github.approxifer.serving.protocol.ModelMetadata;
import io.github.approxifer.serving.protocol.ModelMetadata.TensorMetadata;
import io.github.approxifer.serving.protocol.Tensor;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Finds out how to talk to the model on one server, and whether it can serve at all. */
final class Connecting {
  /** What to call the output where the server must be given a name and takes any. */
  private static final String ANY_OUTPUT = "output";

  private static final String HOW_TO_GIVE =
      "; if you know its input, give it to connect as a RemoteSignature";

  private final URI server;
  private final String model;
  private final InferenceClient client;
  private final RemoteOptions options;

  Connecting(URI server, String model, InferenceClient client, RemoteOptions options) {
    this.server = server;
    this.model = model;
    this.client = client;
    this.options = options;
  }

  /**
   * A worker, if the server is ready and its model can be coded.
   *
   * @param given what the caller knows; null to ask the server
   */
  CompletableFuture<RemoteWorker> worker(@Nullable RemoteSignature given) {
    return client.ready().thenCompose(ready -> ifReady(ready, given));
  }

  private CompletableFuture<RemoteWorker> ifReady(boolean ready, @Nullable RemoteSignature given) {
    if (!ready) {
      throw new RemoteException(server + ": the model is not ready or not there");
    }
    return binary()
        .thenCompose(
            binary ->
                (given == null ? said(binary) : probed(given, binary))
                    .thenApply(metadata -> new RemoteWorker(server, client, metadata, binary)));
  }

  /** Asks the server only if nobody has decided. */
  private CompletableFuture<Boolean> binary() {
    return switch (options.tensors()) {
      case BINARY -> CompletableFuture.completedFuture(true);
      case JSON -> CompletableFuture.completedFuture(false);
      case AS_THE_SERVER_SAYS -> client.speaksBinary();
    };
  }

  private CompletableFuture<ModelMetadata> said(boolean binary) {
    return client
        .model()
        .exceptionally(
            failure -> {
              throw new RemoteException(
                  RemoteException.text(failure)
                      + "; the server does not say what its model takes"
                      + HOW_TO_GIVE,
                  failure);
            })
        .thenCompose(metadata -> usable(metadata, binary));
  }

  private CompletableFuture<ModelMetadata> usable(ModelMetadata metadata, boolean binary) {
    if (metadata.inputs().size() != 1 || metadata.outputs().size() > 1) {
      throw new RemoteException(
          "%s: the model has %d inputs and %d outputs, but a coded query needs one of each%s"
              .formatted(server, metadata.inputs().size(), metadata.outputs().size(), HOW_TO_GIVE));
    }
    TensorMetadata input = metadata.inputs().get(0);
    if (!input.datatype().equals(Datatype.FP32.name())) {
      throw new RemoteException(
          "%s: the input \"%s\" takes %s, but coded queries are mixtures in FP32"
              .formatted(server, input.name(), input.datatype()));
    }
    for (TensorMetadata output : metadata.outputs()) {
      if (!Datatype.isKnown(output.datatype())) {
        throw new RemoteException(
            "%s: the output \"%s\" is of %s, but answers are decoded from numbers of %s; serve the"
                    .formatted(
                        server,
                        output.name(),
                        output.datatype(),
                        Arrays.toString(Datatype.values()))
                + " values before any choice of a class");
      }
    }
    boolean complete =
        !metadata.outputs().isEmpty()
            && metadata.outputs().get(0).shape().stream().skip(1).allMatch(size -> size > 0);
    RemoteSignature signature = RemoteSignature.of(metadata);
    boolean canProbe = signature.itemShape().stream().allMatch(size -> size > 0);
    if (!complete && canProbe) {
      return probed(signature, binary);
    }
    if (metadata.outputs().isEmpty()) {
      throw new RemoteException(
          "%s: the model's outputs are not listed, and its input %s has free sizes%s"
              .formatted(server, input.shape(), HOW_TO_GIVE));
    }
    return CompletableFuture.completedFuture(metadata);
  }

  /** What an answer to a query of zeros shows. */
  private CompletableFuture<ModelMetadata> probed(RemoteSignature signature, boolean binary) {
    CompletableFuture<InferResponse> answer = asked(signature, signature.output(), binary);
    if (signature.output() == null) {
      // Some servers cannot answer when no output is named, and take any name.
      answer = answer.exceptionallyCompose(failure -> asked(signature, ANY_OUTPUT, binary));
    }
    return answer.handle((response, failure) -> shown(signature, response, failure));
  }

  private CompletableFuture<InferResponse> asked(
      RemoteSignature signature, @Nullable String output, boolean binary) {
    long[] shape = new long[signature.itemShape().size() + 1];
    shape[0] = 1;
    for (int i = 1; i < shape.length; i++) {
      shape[i] = signature.itemShape().get(i - 1);
    }
    Tensor zeros = new Tensor(signature.input(), shape, new float[signature.length()]);
    return client.infer(new InferRequest("probe", zeros, output, binary));
  }

  private ModelMetadata shown(
      RemoteSignature signature, @Nullable InferResponse response, @Nullable Throwable failure) {
    if (response == null) {
      throw new RemoteException(
          "%s: a query of zeros of shape %s for \"%s\" was not answered: %s"
              .formatted(
                  server,
                  signature.itemShape(),
                  signature.input(),
                  failure == null ? "no reason" : RemoteException.text(failure)),
          failure);
    }
    List<Tensor> outputs =
        response.outputs().stream()
            .filter(
                tensor -> signature.output() == null || tensor.name().equals(signature.output()))
            .toList();
    if (outputs.size() != 1) {
      throw new RemoteException(
          "%s: the model answers %s; say which by RemoteSignature.withOutput"
              .formatted(server, response.outputs().stream().map(Tensor::name).toList()));
    }
    Tensor output = outputs.get(0);
    long[] shape = output.shape();
    if (shape.length == 0 || shape[0] != 1) {
      throw new RemoteException(
          "%s: one query of zeros got an output of shape %s, but the batch of 1 must come first"
              .formatted(server, Arrays.toString(shape)));
    }
    return new ModelMetadata(
        model,
        List.of(tensor(signature.input(), signature.itemShape())),
        List.of(tensor(output.name(), Arrays.stream(shape).skip(1).boxed().toList())));
  }

  private static TensorMetadata tensor(String name, List<Long> itemShape) {
    List<Long> shape = new ArrayList<>(itemShape);
    shape.add(0, -1L);
    return new TensorMetadata(name, Datatype.FP32.name(), List.copyOf(shape));
  }
}
