package io.github.approxifer.serving.remote;

import io.github.approxifer.serving.protocol.InferRequest;
import io.github.approxifer.serving.protocol.InferResponse;
import io.github.approxifer.serving.protocol.ModelMetadata;
import java.util.concurrent.CompletableFuture;

/**
 * Talks to one model on one server. Never retries what a server refused or was slow with: the code
 * is the retry. Whatever goes wrong ends a result with a {@link RemoteException} that names the
 * server. Whatever ends a result, cancelling too, ends its exchange. Thread-safe.
 */
interface InferenceClient {

  /** Whether the model is ready. */
  CompletableFuture<Boolean> ready();

  /** What the server says of the model. */
  CompletableFuture<ModelMetadata> model();

  /** Whether the server says that it takes and gives tensors in binary. */
  CompletableFuture<Boolean> speaksBinary();

  /** Asks for a prediction; the input goes in binary if the output shall come so. */
  CompletableFuture<InferResponse> infer(InferRequest request);

  /** Gives up the connection; exchanges that run are ended. */
  void close();
}
