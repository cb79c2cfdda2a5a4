package io.github.approxifer.privacy.noise;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * Random bits from the platform's cryptographically strong generator, fetched in blocks.
 *
 * <p>The deterministic random bit generator of NIST SP 800-90A that every JDK since 9 carries under
 * the name DRBG is preferred: it is seeded by the operating system and faster by a multiple than
 * the default. Where it is missing, the platform's default generator is used.
 *
 * <p>Differential privacy then holds against observers who cannot tell the generator's output from
 * uniform bits.
 */
public final class SecureRandomBits extends RandomBits {
  private final SecureRandom generator;

  /** Creates a source with a generator of its own, seeded by the platform. */
  public SecureRandomBits() {
    this.generator = strongest();
  }

  @Override
  void fill(byte[] destination) {
    generator.nextBytes(destination);
  }

  private static SecureRandom strongest() {
    try {
      return SecureRandom.getInstance("DRBG");
    } catch (NoSuchAlgorithmException e) {
      return new SecureRandom();
    }
  }
}
