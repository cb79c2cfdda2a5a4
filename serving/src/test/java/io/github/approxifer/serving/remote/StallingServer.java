package io.github.approxifer.serving.remote;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A server over HTTP of the model "m", 2 values to 1, that does not end its answer at one path, and
 * sees whether the client gives the connection up. Written on sockets, as servers for use do not
 * look at a connection while they make its answer.
 */
final class StallingServer implements AutoCloseable {
  /** The metadata of the model. */
  static final String MODEL =
      "{\"name\":\"m\",\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[-1,2]}],"
          + "\"outputs\":[{\"name\":\"y\",\"datatype\":\"FP32\",\"shape\":[-1,1]}]}";

  private final ServerSocket listening;
  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private final String stalledAt;
  private final String start;

  /** Falls when a request has come to the path. */
  final CountDownLatch asked = new CountDownLatch(1);

  /** Falls when the client has closed the connection of such a request. */
  final CountDownLatch givenUp = new CountDownLatch(1);

  /**
   * Starts a server.
   *
   * @param stalledAt the end of the path
   * @param start what it sends at once when asked there
   */
  StallingServer(String stalledAt, String start) throws IOException {
    this.stalledAt = stalledAt;
    this.start = start;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    thread(this::accept);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "stalling server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = listening.accept();
        connections.add(connection);
        thread(() -> serve(connection));
      }
    } catch (IOException e) {
      // Closed by the test.
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
      while (true) {
        String path = request(in);
        if (path.endsWith(stalledAt)) {
          send(connection, start);
          asked.countDown();
          awaitEnd(in);
          return;
        }
        String body = path.endsWith("/m") ? MODEL : "{}";
        send(connection, "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
      }
    } catch (IOException e) {
      // The client or the test has closed the connection between requests.
    }
  }

  /** Reads a request to its end, and says which path it asks for. */
  private static String request(BufferedReader in) throws IOException {
    String first = in.readLine();
    if (first == null) {
      throw new IOException("no more requests");
    }
    int length = 0;
    String line = in.readLine();
    while (line != null && !line.isEmpty()) {
      String header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(header.indexOf(':') + 1).trim());
      }
      line = in.readLine();
    }
    for (int i = 0; i < length; i++) {
      if (in.read() < 0) {
        throw new IOException("a body that ends early");
      }
    }
    return first.split(" ", -1)[1];
  }

  private static void send(Socket connection, String text) throws IOException {
    connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void awaitEnd(BufferedReader in) {
    try {
      while (in.read() >= 0) {
        // Nothing more is expected, and whatever it is does not count.
      }
    } catch (IOException e) {
      // A reset is an end too.
    }
    givenUp.countDown();
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (Socket connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
