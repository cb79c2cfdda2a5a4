package io.github.approxifer.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The style sheets of pages and charts. */
final class Styles {
  private Styles() {}

  /** For pages; charts come on top. */
  static String page() {
    return read("page.css");
  }

  /** For charts: the colours of both grounds, and the classes that {@link Family} names. */
  static String chart() {
    return read("chart.css");
  }

  private static String read(String name) {
    try (InputStream in = Objects.requireNonNull(Styles.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
