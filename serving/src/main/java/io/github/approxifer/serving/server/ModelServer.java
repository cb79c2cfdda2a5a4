package io.github.approxifer.serving.server;

import io.github.approxifer.models.Model;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a model by the Open Inference Protocol v2 over HTTP, in JSON and in binary. Thread-safe.
 * Does not own the model.
 */
public final class ModelServer implements AutoCloseable {
  /** How long a connection without a request keeps a server that is being closed. */
  private static final int IDLE_SHUTDOWN_MILLIS = 100;

  /** Threads for what does not wait for the model, such as questions for health. */
  private static final int OTHER_THREADS = 72;

  private static final Logger LOG = LoggerFactory.getLogger(ModelServer.class);

  private final Server server;
  private final ServerConnector connector;
  private final ServerOptions options;

  private ModelServer(Server server, ServerConnector connector, ServerOptions options) {
    this.server = server;
    this.connector = connector;
    this.options = options;
  }

  /**
   * Starts a server.
   *
   * @param model thread-safe
   * @param options how to listen
   * @return a running server, to be closed
   * @throws IOException if the address cannot be listened on or the keystore cannot be read
   */
  public static ModelServer start(Model model, ServerOptions options) throws IOException {
    Server server =
        new Server(
            new QueuedThreadPool(options.parallel() + Inference.MOST_WAITING + OTHER_THREADS));
    server.setStopTimeout(options.shutdown().toMillis());
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector = connector(server, http, options);
    connector.setHost(options.host());
    connector.setPort(options.port());
    connector.setShutdownIdleTimeout(IDLE_SHUTDOWN_MILLIS);
    server.addConnector(connector);
    Inference inference = new Inference(options.modelName(), model, options.parallel());
    server.setHandler(new GracefulHandler(new ProtocolHandler(options, inference)));
    try {
      server.start();
    } catch (IOException e) {
      stop(server);
      throw e;
    } catch (Exception e) {
      stop(server);
      throw new IOException("the server could not be started: " + e.getMessage(), e);
    }
    return new ModelServer(server, connector, options);
  }

  private static ServerConnector connector(
      Server server, HttpConfiguration http, ServerOptions options) throws IOException {
    if (options.keystore() == null) {
      return new ServerConnector(server, new HttpConnectionFactory(http));
    }
    if (!Files.isReadable(options.keystore())) {
      throw new IOException("there is no readable keystore at " + options.keystore());
    }
    http.addCustomizer(new SecureRequestCustomizer(false));
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStorePath(options.keystore().toAbsolutePath().toString());
    tls.setKeyStoreType("PKCS12");
    tls.setKeyStorePassword(options.keystorePassword());
    return new ServerConnector(server, tls, new HttpConnectionFactory(http));
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (TimeoutException e) {
      LOG.warn(
          "Requests were still running {} ms after the server was told to stop, and were given up",
          server.getStopTimeout());
    } catch (Exception e) {
      throw new IllegalStateException("the server could not be stopped", e);
    }
  }

  /**
   * Where the server listens.
   *
   * @return for instance {@code http://127.0.0.1:8000}
   */
  public URI address() {
    String scheme = options.keystore() == null ? "http" : "https";
    return URI.create(scheme + "://" + options.host() + ":" + connector.getLocalPort());
  }

  /**
   * Accepts no more connections, lets the requests that it has end within the time to shut down,
   * and stops.
   */
  @Override
  public void close() {
    stop(server);
  }
}
