package io.github.approxifer.coding.advisor;

import java.util.Locale;

/** A table of plain text: labels at the left, columns as wide as their titles and 11 at least. */
final class TextTable {
  private static final int LEAST = 11;

  private final StringBuilder text = new StringBuilder();
  private final String[] titles;

  TextTable(String label, String... titles) {
    this.titles = titles;
    add(label, titles);
  }

  /** Adds a line of as many cells as there are titles. */
  void add(String label, String... cells) {
    text.append(String.format(Locale.ROOT, "%-28s", label));
    for (int column = 0; column < titles.length; column++) {
      int width = Math.max(LEAST, titles[column].length());
      text.append(' ').append(" ".repeat(Math.max(0, width - cells[column].length())));
      text.append(cells[column]);
    }
    text.append('\n');
  }

  /** Four digits, or a dash for what is not known. */
  static String share(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.4f", value);
  }

  /** The lines, each with its end. */
  @Override
  public String toString() {
    return text.toString();
  }
}
