package io.github.approxifer.serving.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * A connector whose connections can be asked whether the client has closed them, while nobody reads
 * from them because a request is being answered. In HTTP/1.1 that is the only way for a client to
 * say that it does not wait any more.
 *
 * <p>When it is shut down, silence soon ends the connections without a request, but none that has
 * one: how long these may take is up to whoever waits for the shutdown.
 */
final class PeekingConnector extends ServerConnector {

  /** A connector, with TLS unless {@code tls} is null. */
  PeekingConnector(Server server, SslContextFactory.@Nullable Server tls, ConnectionFactory http) {
    super(server, tls, http);
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) {
    SocketChannelEndPoint endPoint = new PeekingEndPoint(channel, selector, key, this);
    endPoint.setIdleTimeout(getIdleTimeout());
    return endPoint;
  }

  /**
   * Whether the client has closed the connection of a request. A request that was read in full may
   * be asked for until its answer is begun.
   */
  static boolean isGone(Request request) {
    if (!request.getConnectionMetaData().getConnection().getEndPoint().isOpen()) {
      return true;
    }
    PeekingEndPoint endPoint = endPoint(request);
    return endPoint != null && endPoint.isGone();
  }

  /** Notes that a connection has a request, until the last byte of its answer is written. */
  static void occupy(Request request) {
    PeekingEndPoint endPoint = endPoint(request);
    if (endPoint != null) {
      endPoint.occupied = true;
      Request.addCompletionListener(request, failure -> endPoint.occupied = false);
    }
  }

  private static @Nullable PeekingEndPoint endPoint(Request request) {
    EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    while (endPoint instanceof SslConnection.SslEndPoint decrypted) {
      endPoint = decrypted.getSslConnection().getEndPoint();
    }
    return endPoint instanceof PeekingEndPoint peeking ? peeking : null;
  }

  /**
   * Looks ahead by reading: what comes that way is kept, and is read first later. Guarded by
   * itself.
   */
  private static final class PeekingEndPoint extends SocketChannelEndPoint {
    /** More than a goodbye of TLS. Whoever sends more without waiting for answers is there. */
    private static final int AHEAD = 1024;

    private final ServerConnector connector;
    private final ByteBuffer ahead = ByteBuffer.allocate(AHEAD).flip();
    private volatile boolean occupied;

    PeekingEndPoint(
        SocketChannel channel,
        ManagedSelector selector,
        SelectionKey key,
        ServerConnector connector) {
      super(channel, selector, key, connector.getScheduler());
      this.connector = connector;
    }

    synchronized boolean isGone() {
      ahead.compact();
      try {
        return ahead.hasRemaining() && getChannel().read(ahead) < 0;
      } catch (IOException e) {
        return true;
      } finally {
        ahead.flip();
      }
    }

    @Override
    public synchronized int fill(ByteBuffer buffer) throws IOException {
      if (!ahead.hasRemaining()) {
        return super.fill(buffer);
      }
      // Jetty's buffers are to be appended to while they are flipped to be read.
      int end = buffer.limit();
      int count = Math.min(ahead.remaining(), buffer.capacity() - end);
      buffer.limit(end + count);
      for (int i = 0; i < count; i++) {
        buffer.put(end + i, ahead.get());
      }
      notIdle();
      return count;
    }

    /** Of a write that is under way Jetty would drop the rest, and abort the connection. */
    @Override
    protected void onIdleExpired(TimeoutException silence) {
      if (!occupied || !connector.isShutdown()) {
        super.onIdleExpired(silence);
      }
    }

    /** The selector does not see what was read ahead. */
    @Override
    protected void needsFillInterest() {
      boolean there;
      synchronized (this) {
        there = ahead.hasRemaining();
      }
      if (there) {
        connector.getExecutor().execute(() -> getFillInterest().fillable());
      } else {
        super.needsFillInterest();
      }
    }
  }
}
