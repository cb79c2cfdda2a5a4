package io.github.approxifer.serving.remote;

import io.github.approxifer.serving.protocol.ModelMetadata;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Connects to the replicas of a model: checks that each is ready, and that all of them serve the
 * same inputs and outputs.
 */
public final class RemoteWorkers {
  private RemoteWorkers() {}

  /**
   * Connects.
   *
   * @param servers addresses such as {@code http://machine-3:8000} or {@code https://..}, and, with
   *     gRPC on the class path, {@code grpc://machine-3:8001} or {@code grpcs://..}; all different;
   *     workers should be different machines, for N calls to one of them share its fate
   * @param model the name of the model on every server
   * @param options how to talk to them
   * @return a worker for each server, in their order
   * @throws RemoteException if a server cannot be reached or is not ready, the model has not one
   *     input and one output, or the replicas differ
   * @throws IllegalArgumentException if there is no server, one is given twice or its address is of
   *     another form
   */
  public static List<RemoteWorker> connect(List<URI> servers, String model, RemoteOptions options) {
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
      return connect(servers, opened, options);
    } catch (RuntimeException | Error e) {
      opened.forEach(InferenceClient::close);
      throw e;
    }
  }

  private static List<RemoteWorker> connect(
      List<URI> servers, List<InferenceClient> clients, RemoteOptions options) {
    List<CompletableFuture<RemoteWorker>> connecting = new ArrayList<>();
    for (int i = 0; i < servers.size(); i++) {
      connecting.add(worker(servers.get(i), clients.get(i), options));
    }
    List<RemoteWorker> workers = new ArrayList<>();
    for (CompletableFuture<RemoteWorker> future : connecting) {
      try {
        workers.add(future.join());
      } catch (CompletionException e) {
        throw new RemoteException("cannot connect: " + text(e), e);
      }
    }
    requireAlike(workers);
    return List.copyOf(workers);
  }

  private static String text(CompletionException failure) {
    Throwable cause = failure.getCause();
    return cause instanceof RemoteException
        ? String.valueOf(cause.getMessage())
        : String.valueOf(cause);
  }

  private static CompletableFuture<RemoteWorker> worker(
      URI server, InferenceClient client, RemoteOptions options) {
    return client
        .ready()
        .thenCompose(
            ready -> {
              if (!ready) {
                throw new RemoteException(server + ": the model is not ready or not there");
              }
              return client.model().thenCombine(client.speaksBinary(), Known::new);
            })
        .thenApply(
            known -> {
              requireOneInputAndOutput(server, known.model());
              boolean binary =
                  switch (options.tensors()) {
                    case BINARY -> true;
                    case JSON -> false;
                    case AS_THE_SERVER_SAYS -> known.binary();
                  };
              return new RemoteWorker(server, client, known.model(), binary);
            });
  }

  private record Known(ModelMetadata model, boolean binary) {}

  private static void requireOneInputAndOutput(URI server, ModelMetadata model) {
    if (model.inputs().size() != 1 || model.outputs().size() != 1) {
      throw new RemoteException(
          "%s: the model has %d inputs and %d outputs, but a coded query needs one of each"
              .formatted(server, model.inputs().size(), model.outputs().size()));
    }
  }

  private static void requireAlike(List<RemoteWorker> workers) {
    RemoteWorker first = workers.get(0);
    for (RemoteWorker worker : workers) {
      if (!worker.metadata().inputs().equals(first.metadata().inputs())
          || !worker.metadata().outputs().equals(first.metadata().outputs())) {
        throw new RemoteException(
            "the replicas differ: %s serves %s, but %s serves %s"
                .formatted(first.name(), first.metadata(), worker.name(), worker.metadata()));
      }
    }
  }
}
