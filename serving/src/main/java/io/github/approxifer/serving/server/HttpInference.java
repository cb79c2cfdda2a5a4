package io.github.approxifer.serving.server;

import io.github.approxifer.serving.protocol.Body;
import io.github.approxifer.serving.protocol.InferRequest;
import io.github.approxifer.serving.protocol.InferResponse;
import io.github.approxifer.serving.protocol.ShapeCheck;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * One request for a prediction over HTTP. Its body is read as it comes, without a thread that waits
 * for it, and held in memory that grows with what has come, not with what was announced.
 */
final class HttpInference implements Inference.Caller {
  private static final int FIRST_BYTES = 8192;

  /** How long a body may take before its rate counts. */
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Inference inference;
  private final ServerOptions.Limits limits;
  private final long mostBytes;
  private final ProtocolHandler handler;
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final MemoryBudget.Share share;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final long begun = System.nanoTime();
  private byte[] bytes = new byte[0];
  private int count;
  private volatile boolean complete;
  private volatile boolean binaryAnswer;

  HttpInference(
      Inference inference,
      ServerOptions.Limits limits,
      long mostBytes,
      ProtocolHandler handler,
      Request request,
      Response response,
      Callback callback) {
    this.inference = inference;
    this.limits = limits;
    this.mostBytes = mostBytes;
    this.handler = handler;
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.share = inference.share();
  }

  /** Begins to read. */
  void start() {
    try {
      requireReadable();
      // While the body comes, silence ends the request; then the limits on waiting rule.
      request.addIdleTimeoutListener(silence -> !complete);
      read();
    } catch (Throwable e) {
      fail(e);
    }
  }

  private void requireReadable() {
    String encoding = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new HttpError(
          415,
          "the body is encoded as \"" + encoding + "\"; send it as it is, without compression");
    }
    if (request.getLength() > mostBytes) {
      throw new HttpError(
          413,
          "the request has %d bytes, more than the limit of %d"
              .formatted(request.getLength(), mostBytes));
    }
  }

  /** Reads what is there, and comes back when there is more. */
  private void read() {
    try {
      while (true) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          request.demand(this::read);
          return;
        }
        if (Content.Chunk.isFailure(chunk)) {
          throw broken(chunk.getFailure());
        }
        boolean last = chunk.isLast();
        try {
          append(chunk.getByteBuffer());
        } finally {
          chunk.release();
        }
        if (last) {
          complete = true;
          inference.accept(this::parsed, share, this);
          return;
        }
        requireRate();
      }
    } catch (Throwable e) {
      fail(e);
    }
  }

  private static HttpError broken(Throwable failure) {
    if (failure instanceof TimeoutException) {
      return new HttpError(408, "the body did not go on: " + failure.getMessage());
    }
    int status = failure instanceof HttpException http ? http.getCode() : 400;
    return new HttpError(
        status, "the request could not be read to its end: " + failure.getMessage());
  }

  private void append(ByteBuffer more) {
    long needed = (long) count + more.remaining();
    if (needed > mostBytes) {
      throw new HttpError(413, "the request has more bytes than the limit of " + mostBytes);
    }
    if (needed > bytes.length) {
      long announced = request.getLength() < 0 ? mostBytes : request.getLength();
      long twice = Math.max(Math.max(FIRST_BYTES, needed), 2L * bytes.length);
      int room = (int) Math.max(needed, Math.min(announced, twice));
      share.hold(room - bytes.length);
      bytes = Arrays.copyOf(bytes, room);
    }
    int length = more.remaining();
    more.get(bytes, count, length);
    count += length;
  }

  private void requireRate() {
    long nanos = System.nanoTime() - begun - GRACE_NANOS;
    if (nanos > 0 && count < limits.leastRate() * (nanos * 1e-9)) {
      throw new HttpError(
          408,
          "the body comes too slowly: %d bytes in %d s, where at least %d a second are expected"
              .formatted(
                  count, TimeUnit.NANOSECONDS.toSeconds(nanos + GRACE_NANOS), limits.leastRate()));
    }
  }

  private InferRequest parsed(ShapeCheck check) {
    byte[] body = count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
    bytes = new byte[0];
    InferRequest read =
        InferRequest.read(Body.received(body, request.getHeaders().get(Body.LENGTH_HEADER)), check);
    binaryAnswer = read.binaryOutput();
    return read;
  }

  @Override
  public boolean gone() {
    return PeekingConnector.isGone(request);
  }

  @Override
  public void answer(InferResponse answer) {
    end(HttpAnswer.of(answer.write(binaryAnswer)), null);
  }

  @Override
  public void fail(Throwable why) {
    share.close();
    end(HttpAnswer.error(why), why);
  }

  private void end(HttpAnswer answer, @Nullable Throwable why) {
    if (ended.compareAndSet(false, true)) {
      handler.end(request, response, callback, answer, why);
    }
  }
}
