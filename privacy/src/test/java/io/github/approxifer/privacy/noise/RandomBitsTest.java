package io.github.approxifer.privacy.noise;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class RandomBitsTest {
  @Test
  void bitsComeInOneStreamWhateverTheWidths() {
    // Two readers of the same stream, one bit by bit, one in uneven pieces across word and buffer
    // boundaries, see the same bits.
    RandomBits single = new SeededRandomBitsForTests(3);
    RandomBits pieces = new SeededRandomBitsForTests(3);
    int width = 1;
    for (int i = 0; i < 3000; i++) {
      long expected = 0;
      for (int bit = 0; bit < width; bit++) {
        expected |= single.next(1) << bit;
      }
      assertThat(pieces.next(width)).isEqualTo(expected);
      width = width % 63 + 1;
    }
  }

  @Test
  void everyPlaceIsHalfOnes() {
    RandomBits bits = new SecureRandomBits();
    int draws = 40_000;
    int[] ones = new int[63];
    for (int i = 0; i < draws; i++) {
      long word = bits.next(63);
      for (int place = 0; place < ones.length; place++) {
        ones[place] += (int) (word >>> place & 1);
      }
    }
    // 63 places at 6.5 standard errors of sqrt(n) / 2: a false alarm in 2e8 runs.
    for (int count : ones) {
      assertThat(Math.abs(count - draws / 2.0)).isLessThan(6.5 * Math.sqrt(draws) / 2);
    }
  }

  @Test
  void secureSourcesDiffer() {
    assertThat(wide(new SecureRandomBits())).isNotEqualTo(wide(new SecureRandomBits()));
  }

  @Test
  void seedsRepeat() {
    assertThat(wide(new SeededRandomBitsForTests(1)))
        .isEqualTo(wide(new SeededRandomBitsForTests(1)))
        .isNotEqualTo(wide(new SeededRandomBitsForTests(2)));
  }

  private static BigInteger wide(RandomBits bits) {
    BigInteger result = BigInteger.ZERO;
    for (int i = 0; i < 4; i++) {
      result = result.shiftLeft(63).or(BigInteger.valueOf(bits.next(63)));
    }
    return result;
  }
}
