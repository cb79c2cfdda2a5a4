package io.github.approxifer.serving.remote;

import io.github.approxifer.serving.protocol.ModelMetadata.TensorMetadata;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to the replicas of a model: checks that each is ready, and that all of them take
 * and give the same. Each may have its own names for its input and output.
 */
public final class RemoteWorkers {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteWorkers.class);

  private RemoteWorkers() {}

  /**
   * Connects to servers that say what their model takes. Where one leaves sizes or the output open,
   * a prediction of zeros finds them.
   *
   * @param servers addresses such as {@code http://machine-3:8000} or {@code https://..}, and, with
   *     gRPC on the class path, {@code grpc://machine-3:8001} or {@code grpcs://..}; all different;
   *     workers should be different machines, for N calls to one of them share its fate
   * @param model the name of the model on every server
   * @param options how to talk to them
   * @return a worker for each server, in their order
   * @throws RemoteException if a server cannot be reached or is not ready, the model has not one
   *     input and one output, takes or gives other numbers than are coded, or the replicas differ
   * @throws IllegalArgumentException if there is no server, one is given twice or its address is of
   *     another form
   */
  public static List<RemoteWorker> connect(List<URI> servers, String model, RemoteOptions options) {
    return opened(servers, model, null, options);
  }

  /**
   * Connects to servers that do not say what their model takes. They are not asked; each makes a
   * prediction of zeros, which shows its output.
   *
   * @param servers addresses, as in the other method
   * @param model the name of the model on every server
   * @param signature what the model takes
   * @param options how to talk to them
   * @return a worker for each server, in their order
   * @throws RemoteException if a server cannot be reached or is not ready, does not answer the
   *     query of zeros, or the replicas differ
   * @throws IllegalArgumentException as in the other method
   */
  public static List<RemoteWorker> connect(
      List<URI> servers, String model, RemoteSignature signature, RemoteOptions options) {
    return opened(servers, model, signature, options);
  }

  private static List<RemoteWorker> opened(
      List<URI> servers, String model, @Nullable RemoteSignature given, RemoteOptions options) {
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("there are no servers to connect to");
    }
    if (servers.stream().distinct().count() != servers.size()) {
      throw new IllegalArgumentException("a server is given twice: " + servers);
    }
    InferenceClients clients = new InferenceClients(model, options);
    List<InferenceClient> opened = new ArrayList<>();
    try {
      servers.forEach(server -> opened.add(clients.open(server)));
      List<CompletableFuture<RemoteWorker>> connecting = new ArrayList<>();
      for (int i = 0; i < servers.size(); i++) {
        connecting.add(new Connecting(servers.get(i), model, opened.get(i), options).worker(given));
      }
      return connected(connecting, given);
    } catch (RuntimeException | Error e) {
      opened.forEach(InferenceClient::close);
      throw e;
    }
  }

  private static List<RemoteWorker> connected(
      List<CompletableFuture<RemoteWorker>> connecting, @Nullable RemoteSignature given) {
    List<RemoteWorker> workers = new ArrayList<>();
    for (CompletableFuture<RemoteWorker> future : connecting) {
      try {
        workers.add(future.join());
      } catch (CompletionException e) {
        throw new RemoteException("cannot connect: " + RemoteException.text(e), e);
      }
    }
    RemoteWorker first = workers.get(0);
    workers.forEach(worker -> requireAlike(first, worker));
    LOG.info(
        "Connected to {} replicas, {} of them in binary: input {}, output {}{}",
        workers.size(),
        workers.stream().filter(RemoteWorker::binary).count(),
        first.input(),
        first.output(),
        given == null
            ? ""
            : ". The input was given by the caller: that the servers call it so and take FP32 was"
                + " not checked beyond a query of zeros that each answered");
    return List.copyOf(workers);
  }

  private static void requireAlike(RemoteWorker first, RemoteWorker other) {
    if (!alike(first.input(), other.input()) || !alike(first.output(), other.output())) {
      throw new RemoteException(
          "the replicas differ: %s takes %s and gives %s, but %s takes %s and gives %s"
              .formatted(
                  first.name(),
                  first.input(),
                  first.output(),
                  other.name(),
                  other.input(),
                  other.output()));
    }
  }

  /** Whether two shapes agree wherever both have a size; names and precision may differ. */
  private static boolean alike(TensorMetadata one, TensorMetadata other) {
    if (one.shape().size() != other.shape().size()) {
      return false;
    }
    for (int i = 1; i < one.shape().size(); i++) {
      long a = one.shape().get(i);
      long b = other.shape().get(i);
      if (a != b && a > 0 && b > 0) {
        return false;
      }
    }
    return true;
  }
}
