package io.github.approxifer.privacy.noise;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A source of uniform independent random bits for the samplers.
 *
 * <p>There are two: {@link SecureRandomBits} for use and {@link SeededRandomBitsForTests} for
 * tests. The class is sealed, so noise that can be repeated is always visible in the code that asks
 * for it.
 *
 * <p>Not thread-safe by itself: a thread that samples holds the monitor of this object, as the
 * mechanisms do.
 */
public abstract sealed class RandomBits permits SecureRandomBits, SeededRandomBitsForTests {
  private static final int BUFFER_BYTES = 4096;

  private final byte[] bytes = new byte[BUFFER_BYTES];
  private final ByteBuffer words = ByteBuffer.wrap(bytes).limit(0);

  /** Unused bits, in the low places; the places above them are 0. */
  private long reservoir;

  private int available;

  RandomBits() {}

  /** Fills the whole array with random bytes. */
  abstract void fill(byte[] destination);

  /** Returns {@code count} random bits, 1 to 63 of them, in the low places. */
  final long next(int count) {
    if (count <= available) {
      long result = reservoir & lowest(count);
      reservoir >>>= count;
      available -= count;
      return result;
    }
    long low = reservoir;
    int missing = count - available;
    long word = nextWord();
    long result = (word & lowest(missing)) << available | low;
    reservoir = word >>> missing;
    available = Long.SIZE - missing;
    return result;
  }

  private long nextWord() {
    if (!words.hasRemaining()) {
      // The old contents are overwritten, so that noise already released cannot be read back later.
      Arrays.fill(bytes, (byte) 0);
      fill(bytes);
      words.clear();
    }
    return words.getLong();
  }

  private static long lowest(int count) {
    return (1L << count) - 1;
  }
}
