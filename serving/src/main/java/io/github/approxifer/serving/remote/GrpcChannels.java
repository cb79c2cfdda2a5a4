package io.github.approxifer.serving.remote;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2SecurityUtil;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.JdkSslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.grpc.stub.MetadataUtils;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * Opens gRPC channels.
 *
 * <p>A connection whose other end is gone without a word, for instance by a loss of power, is
 * closed, and a new one is made for the next call: on Linux when something that was sent is not
 * acknowledged for {@value #SILENCE_SECONDS} s, as gRPC sets {@code TCP_USER_TIMEOUT} to that when
 * keep-alive is on; elsewhere by a ping, which is sent when nothing came for {@value
 * #PING_AFTER_MINUTES} min although calls are running, and not answered for {@value
 * #SILENCE_SECONDS} s. More frequent pings, or pings without calls, would make a gRPC server with
 * its usual settings close the connection.
 */
final class GrpcChannels {
  private static final int PING_AFTER_MINUTES = 5;
  private static final int SILENCE_SECONDS = 20;

  private GrpcChannels() {}

  /** Opens a channel, with TLS if the scheme is grpcs; it connects when it is first used. */
  static ManagedChannel open(URI server, RemoteOptions options) {
    if (server.getHost() == null || server.getPort() < 0) {
      throw new IllegalArgumentException(
          "a gRPC server has an address such as grpc://machine-3:8001, not " + server);
    }
    NettyChannelBuilder builder =
        NettyChannelBuilder.forAddress(server.getHost(), server.getPort())
            .maxInboundMessageSize((int) Math.min(Integer.MAX_VALUE, options.responseLimit()))
            .withOption(
                ChannelOption.CONNECT_TIMEOUT_MILLIS, connectMillis(options.connectTimeout()))
            .keepAliveTime(PING_AFTER_MINUTES, TimeUnit.MINUTES)
            .keepAliveTimeout(SILENCE_SECONDS, TimeUnit.SECONDS)
            .keepAliveWithoutCalls(false)
            .disableRetry();
    if ("grpc".equals(server.getScheme())) {
      builder.usePlaintext();
    } else if (options.tls() != null) {
      builder.sslContext(trusting(options.tls()));
    }
    if (options.host() != null) {
      builder.overrideAuthority(options.host());
    }
    builder.intercept(MetadataUtils.newAttachHeadersInterceptor(headers(options)));
    return builder.build();
  }

  private static Metadata headers(RemoteOptions options) {
    Metadata headers = new Metadata();
    options
        .headers()
        .forEach(
            (name, value) -> {
              if (!name.equalsIgnoreCase("host")) {
                headers.put(key(name), value);
              }
            });
    if (options.token() != null) {
      headers.put(key("authorization"), "Bearer " + options.token());
    }
    return headers;
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  /** Whole milliseconds, at least one, since none means no timeout. */
  static int connectMillis(Duration timeout) {
    return (int) Math.max(1, timeout.toMillis());
  }

  private static JdkSslContext trusting(SSLContext tls) {
    return new JdkSslContext(
        tls,
        true,
        Http2SecurityUtil.CIPHERS,
        SupportedCipherSuiteFilter.INSTANCE,
        new ApplicationProtocolConfig(
            Protocol.ALPN,
            SelectorFailureBehavior.NO_ADVERTISE,
            SelectedListenerFailureBehavior.ACCEPT,
            "h2"),
        ClientAuth.NONE,
        null,
        false);
  }
}
