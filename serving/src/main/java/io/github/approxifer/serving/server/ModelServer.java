package io.github.approxifer.serving.server;

import io.github.approxifer.models.Model;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server of one model by the Open Inference Protocol v2 over HTTP, in JSON and in binary, and
 * over gRPC. Thread-safe. Does not own the model.
 */
public final class ModelServer implements AutoCloseable {
  /** How long a connection without a request keeps a server that is being closed. */
  private static final int IDLE_SHUTDOWN_MILLIS = 100;

  /** No thread waits for a body or the model, so a few will do. */
  private static final int HTTP_THREADS = 32;

  /** How long a prediction may go on that has been given up and interrupted. */
  private static final Duration GIVEN_UP = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(ModelServer.class);

  private final ServerOptions options;
  private final ServerMetrics metrics = new ServerMetrics();
  private final Inference inference;
  private final Server server = new Server(new QueuedThreadPool(HTTP_THREADS));
  private final AtomicBoolean ready = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ServerConnector connector;
  private @Nullable GrpcFrontDoor grpc;

  private ModelServer(Model model, ServerOptions options) throws IOException {
    this.options = options;
    ServedModel served =
        new ServedModel(options.modelName(), model, options.input(), options.output());
    this.inference = new Inference(served, options.limits(), metrics);
    this.connector = connector(server, options.listening());
    metrics.watchReadiness(ready::get);
  }

  /**
   * Starts a server. The model predicts zeros before the ports open, so that the first request is
   * not a straggler and a model that cannot predict is noticed.
   *
   * @param model thread-safe
   * @param options how to listen
   * @return a running server, to be closed
   * @throws IOException if the address cannot be listened on or the keystore cannot be read
   * @throws IllegalArgumentException if gRPC is asked for and not on the class path
   */
  public static ModelServer startWarm(Model model, ServerOptions options) throws IOException {
    new ServedModel(options.modelName(), model, options.input(), options.output()).warmUp();
    return start(model, options);
  }

  /**
   * Starts a server whose model has not predicted yet.
   *
   * @param model thread-safe
   * @param options how to listen
   * @return a running server, to be closed
   * @throws IOException if the address cannot be listened on or the keystore cannot be read
   * @throws IllegalArgumentException if gRPC is asked for and not on the class path
   */
  public static ModelServer start(Model model, ServerOptions options) throws IOException {
    ModelServer started = new ModelServer(model, options);
    try {
      started.open();
      return started;
    } catch (IOException | RuntimeException | Error e) {
      started.abandon();
      throw e;
    }
  }

  private void open() throws IOException {
    RefusalLog refusals = new RefusalLog();
    server.setErrorHandler(new JsonErrors());
    server.setStopTimeout(options.stopping().patience().toMillis());
    server.addConnector(connector);
    server.setHandler(
        new GracefulHandler(
            new ProtocolHandler(options, inference, metrics, refusals, ready::get)));
    try {
      server.start();
    } catch (IOException e) {
      throw e.getCause() instanceof BindException
          ? new IOException(
              "port %d of %s is in use or not this machine's: %s"
                  .formatted(
                      options.listening().port(),
                      options.listening().host(),
                      e.getCause().getMessage()),
              e)
          : e;
    } catch (Exception e) {
      throw new IOException("the server could not be started: " + e.getMessage(), e);
    }
    if (options.listening().grpcPort().isPresent()) {
      int port = options.listening().grpcPort().getAsInt();
      try {
        grpc = new GrpcFrontDoor(options, port, inference, metrics, refusals, ready::get);
      } catch (LinkageError e) {
        throw new IllegalArgumentException(
            "gRPC needs io.grpc:grpc-netty-shaded, grpc-stub, grpc-protobuf and a protobuf-java of"
                + " version 4 on the class path",
            e);
      }
    }
    ready.set(true);
    LOG.info("Ready: {} at {}", options.modelName(), options.listening());
  }

  private static ServerConnector connector(Server server, ServerOptions.Listening listening)
      throws IOException {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    SslContextFactory.@Nullable Server tls = null;
    if (listening.keystore() != null) {
      if (!Files.isReadable(listening.keystore())) {
        throw new IOException("there is no readable keystore at " + listening.keystore());
      }
      http.addCustomizer(new SecureRequestCustomizer(false));
      tls = new SslContextFactory.Server();
      tls.setKeyStorePath(listening.keystore().toAbsolutePath().toString());
      tls.setKeyStoreType("PKCS12");
      tls.setKeyStorePassword(listening.keystorePassword());
    }
    ServerConnector connector = new PeekingConnector(server, tls, new HttpConnectionFactory(http));
    connector.setHost(listening.host());
    connector.setPort(listening.port());
    connector.setShutdownIdleTimeout(IDLE_SHUTDOWN_MILLIS);
    return connector;
  }

  /**
   * Where the server listens for HTTP.
   *
   * @return for instance {@code http://127.0.0.1:8000}
   */
  public URI address() {
    String scheme = options.listening().keystore() == null ? "http" : "https";
    return address(scheme, connector.getLocalPort());
  }

  /**
   * Where the server listens for gRPC.
   *
   * @return for instance {@code grpc://127.0.0.1:8001}; empty if it does not
   */
  public Optional<URI> grpcAddress() {
    String scheme = options.listening().keystore() == null ? "grpc" : "grpcs";
    return Optional.ofNullable(grpc).map(door -> address(scheme, door.port()));
  }

  private URI address(String scheme, int port) {
    return URI.create(scheme + "://" + options.listening().host() + ":" + port);
  }

  /**
   * Says that it is not ready and goes on for the time to drain; then accepts nothing more, lets
   * the requests that it has end within its patience, and stops. What is still predicted then is
   * given up and interrupted, and waited for a little longer: when this method returns, no
   * prediction runs any more, except if a warning says so. A second call does nothing.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      drain();
      if (!stopped()) {
        LOG.warn(
            "A prediction still runs {} after it was given up; the model must not be closed now",
            GIVEN_UP);
      }
      LOG.info("Stopped: {}", options.modelName());
    }
  }

  private void drain() {
    ready.set(false);
    Duration drain = options.stopping().drain();
    if (drain.isZero()) {
      return;
    }
    LOG.info("Not ready any more; the port closes in {}", drain);
    try {
      Thread.sleep(drain.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops in order; returns whether no prediction runs any more. */
  private boolean stopped() {
    long end = System.nanoTime() + options.stopping().patience().toNanos();
    if (grpc != null) {
      grpc.shutdown();
    }
    try {
      server.stop();
    } catch (TimeoutException e) {
      LOG.warn(
          "Requests were still running {} after the server was told to stop, and were given up",
          options.stopping().patience());
    } catch (Exception e) {
      LOG.error("The server could not be stopped in order", e);
    }
    if (grpc != null) {
      grpc.stop(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
    boolean ended = inference.stop(GIVEN_UP);
    metrics.close();
    return ended;
  }

  /** Frees what a server took that could not be started. */
  private void abandon() {
    closed.set(true);
    stopped();
  }
}
