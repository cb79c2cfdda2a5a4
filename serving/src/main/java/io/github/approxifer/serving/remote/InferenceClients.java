package io.github.approxifer.serving.remote;

import io.github.approxifer.serving.protocol.grpc.GrpcMethods;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens clients, by the scheme of a server's address. Those over HTTP share their connections. */
final class InferenceClients {
  /** Which of the headers that the JDK's client sets itself others may set; it reads this once. */
  static final String ALLOWED_HEADERS = "jdk.httpclient.allowRestrictedHeaders";

  private static final Set<String> HTTP = Set.of("http", "https");
  private static final Set<String> GRPC = Set.of("grpc", "grpcs");

  private final String model;
  private final RemoteOptions options;
  private @Nullable HttpClient http;

  InferenceClients(String model, RemoteOptions options) {
    this.model = model;
    this.options = options;
  }

  /**
   * A client for a server.
   *
   * @throws IllegalArgumentException if the address has another scheme than http, https, grpc and
   *     grpcs, or gRPC is not on the class path
   */
  InferenceClient open(URI server) {
    String scheme = String.valueOf(server.getScheme());
    if (HTTP.contains(scheme)) {
      return new HttpInferenceClient(http(), server, model, options);
    }
    if (!GRPC.contains(scheme)) {
      throw new IllegalArgumentException(
          "the address of a server starts with http, https, grpc or grpcs, but is " + server);
    }
    try {
      GrpcMethods.load();
      return new GrpcInferenceClient(server, model, options);
    } catch (LinkageError e) {
      throw new IllegalArgumentException(
          "%s needs io.grpc:grpc-netty-shaded, grpc-stub, grpc-protobuf and a protobuf-java of version 4"
                  .formatted(server)
              + " on the class path",
          e);
    }
  }

  private HttpClient http() {
    if (http == null) {
      if (options.host() != null && System.getProperty(ALLOWED_HEADERS) == null) {
        System.setProperty(ALLOWED_HEADERS, "host");
      }
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(options.connectTimeout());
      if (options.tls() != null) {
        builder.sslContext(options.tls());
      }
      http = builder.build();
    }
    return http;
  }
}
