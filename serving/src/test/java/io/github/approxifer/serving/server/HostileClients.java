package io.github.approxifer.serving.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients that make a server's life hard, all at once, against a server on this machine: idle
 * connections, bodies that hardly come, large bodies, wrong content types; and one that asks for
 * health all the while. Bounded in number and time.
 */
final class HostileClients {
  private static final int CHUNK = 1 << 16;

  /** How long a client waits for an answer: longer than the server lets a request wait. */
  private static final int ANSWER_MILLIS = 60_000;

  /** Between two connections of one client. */
  private static final int PAUSE_MILLIS = 50;

  private final int port;
  private final String path;
  private final long end;
  private final List<Thread> threads = new ArrayList<>();

  /** How often what came back: a status, closed by the server, or silence until the end. */
  final Map<String, AtomicInteger> outcomes = new ConcurrentHashMap<>();

  HostileClients(int port, String model, long nanos) {
    this.port = port;
    this.path = "/v2/models/" + model + "/infer";
    this.end = System.nanoTime() + nanos;
  }

  private interface Work {
    String run(Socket socket) throws IOException;
  }

  private boolean goesOn() {
    return System.nanoTime() < end;
  }

  /** Starts so many of a kind; each takes a new connection when it has its answer. */
  private void start(String kind, int count, Work work) {
    start(kind, port, count, work);
  }

  private void start(String kind, int toPort, int count, Work work) {
    for (int i = 0; i < count; i++) {
      Thread thread =
          new Thread(
              () -> {
                while (goesOn() && outcome(kind, toPort, work)) {
                  // The next one.
                }
              },
              kind);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
  }

  /** Makes one connection and waits a little; returns whether to go on. */
  private boolean outcome(String kind, int toPort, Work work) {
    String outcome;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), toPort)) {
      socket.setSoTimeout(ANSWER_MILLIS);
      outcome = work.run(socket);
    } catch (SocketTimeoutException e) {
      outcome = "silence";
    } catch (IOException e) {
      outcome = "closed";
    }
    outcomes.computeIfAbsent(kind + " " + outcome, any -> new AtomicInteger()).incrementAndGet();
    try {
      Thread.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private String head(long length, String type) {
    return "POST %s HTTP/1.1\r\nHost: a\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
        .formatted(path, type, length);
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** The status that came back. */
  private static String status(Socket socket) throws IOException {
    byte[] start = socket.getInputStream().readNBytes(12);
    return start.length < 12 ? "closed" : new String(start, 9, 3, StandardCharsets.US_ASCII);
  }

  /** Connections that send nothing until the end. */
  void idle(int count) {
    start(
        "idle",
        count,
        socket -> {
          InputStream in = socket.getInputStream();
          socket.setSoTimeout(500);
          while (goesOn()) {
            try {
              return in.read() < 0 ? "closed" : "answered";
            } catch (SocketTimeoutException e) {
              // Goes on being idle.
            }
          }
          return "ended";
        });
  }

  /** Bodies of which a byte comes now and then. */
  void slow(int count, long millis) {
    start(
        "slow",
        count,
        socket -> {
          send(socket, head(100_000, "application/json") + "{");
          socket.setSoTimeout((int) millis);
          while (goesOn()) {
            try {
              return status(socket);
            } catch (SocketTimeoutException e) {
              send(socket, " ");
            }
          }
          return "ended";
        });
  }

  /** Bodies of so many bytes that come as fast as they are taken: numbers for a shape that fits. */
  void large(int count, long bytes, int length) {
    start(
        "large",
        count,
        socket -> {
          long values = bytes / 2 / length * length;
          String start =
              "{\"inputs\":[{\"name\":\"input\",\"shape\":[%d,%d],\"datatype\":\"FP32\",\"data\":[0"
                  .formatted(values / length, length);
          long rest = 2 * (values - 1);
          send(socket, head(start.length() + rest + 4, "application/json") + start);
          byte[] zeros = ",0".repeat(CHUNK / 2).getBytes(StandardCharsets.US_ASCII);
          OutputStream out = socket.getOutputStream();
          for (long sent = 0; sent < rest; sent += CHUNK) {
            out.write(zeros, 0, (int) Math.min(CHUNK, rest - sent));
          }
          send(socket, "]}]}");
          return status(socket);
        });
  }

  /** Requests that are no JSON of the protocol, each as some other type. */
  void wrong(int count) {
    AtomicInteger next = new AtomicInteger();
    List<String> types =
        List.of("text/html", "multipart/form-data; boundary=x", "image/png", "application/xml");
    start(
        "wrong",
        count,
        socket -> {
          String type = types.get(next.getAndIncrement() % types.size());
          send(socket, head(9, type) + "<nothing>");
          return status(socket);
        });
  }

  /** Requests that are right. */
  void good(int count, int length) {
    String body =
        "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,%d],\"datatype\":\"FP32\",\"data\":[0%s]}]}"
            .formatted(length, ",0".repeat(length - 1));
    start(
        "good",
        count,
        socket -> {
          send(socket, head(body.length(), "application/json") + body);
          return status(socket);
        });
  }

  /**
   * Asks this server or another for health, in turn, with a connection for each question.
   *
   * @return the longest time to an answer so far, in nanoseconds
   */
  AtomicLong health(String kind, int ofPort) {
    AtomicLong slowest = new AtomicLong();
    start(
        kind,
        ofPort,
        1,
        socket -> {
          long begun = System.nanoTime();
          send(socket, "GET /v2/health/live HTTP/1.1\r\nHost: a\r\n\r\n");
          String status = status(socket);
          slowest.accumulateAndGet(System.nanoTime() - begun, Math::max);
          return status;
        });
    return slowest;
  }

  /** Returns when all have ended. */
  void join() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join(ANSWER_MILLIS);
    }
  }

  int count(String outcome) {
    AtomicInteger count = outcomes.get(outcome);
    return count == null ? 0 : count.get();
  }
}
