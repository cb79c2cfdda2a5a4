package io.github.approxifer.models.datasets;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The body of a download under watch: a read that gets nothing for a time fails, for an HTTP
 * client's own timeout ends with the headers; and how far it has come is logged. Confined to one
 * thread, with a second one that watches until it is closed.
 */
final class GuardedStream extends FilterInputStream {

  private static final Logger LOG = LoggerFactory.getLogger(GuardedStream.class);
  private static final Duration REPORT_EVERY = Duration.ofSeconds(5);

  private final URI source;
  private final OptionalLong length;
  private final Duration longestIdle;
  private final Thread watch;
  private long count;
  private long reported = System.nanoTime();
  // When the read that is on began, by the system's clock; 0 between reads.
  private volatile long readingSince;
  private volatile boolean stalled;
  private volatile boolean closed;

  /**
   * A stream under watch.
   *
   * @param in the body; closing it must end a read that is on
   * @param source for messages
   * @param length how many bytes to expect, if that is known
   * @param longestIdle how long a read may get nothing
   */
  GuardedStream(InputStream in, URI source, OptionalLong length, Duration longestIdle) {
    super(in);
    this.source = source;
    this.length = length;
    this.longestIdle = longestIdle;
    this.watch = new Thread(this::watch, "download watch");
    watch.setDaemon(true);
    watch.start();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int size) throws IOException {
    int got;
    readingSince = Math.max(1, System.nanoTime());
    try {
      got = in.read(buffer, offset, size);
    } catch (IOException e) {
      if (stalled) {
        throw new DatasetException(stall(), e);
      }
      throw e;
    } finally {
      readingSince = 0;
    }
    if (got < 0 && stalled) {
      throw new DatasetException(stall());
    }
    count += Math.max(0, got);
    report();
    return got;
  }

  private String stall() {
    return "%s has sent nothing for %d ms, after %s"
        .formatted(source, longestIdle.toMillis(), progress());
  }

  private void report() {
    long now = System.nanoTime();
    if (now - reported > REPORT_EVERY.toNanos()) {
      reported = now;
      LOG.info("{}: {}", source, progress());
    }
  }

  private String progress() {
    return String.format(Locale.ROOT, "%.1f", count / 1e6)
        + (length.isPresent()
            ? String.format(Locale.ROOT, " of %.1f", length.getAsLong() / 1e6)
            : "")
        + " MB";
  }

  private void watch() {
    try {
      while (!closed) {
        Thread.sleep(Math.max(1, longestIdle.toMillis() / 10));
        long since = readingSince;
        if (since != 0 && System.nanoTime() - since > longestIdle.toNanos()) {
          stalled = true;
          in.close();
          return;
        }
      }
    } catch (InterruptedException e) {
      // Closed: there is nothing to watch any more.
    } catch (IOException e) {
      LOG.debug("{} could not be closed", source, e);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    watch.interrupt();
    super.close();
  }
}
