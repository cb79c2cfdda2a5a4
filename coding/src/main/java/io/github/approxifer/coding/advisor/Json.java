package io.github.approxifer.coding.advisor;

import java.util.Locale;

/** Values as JSON has them. */
final class Json {
  private Json() {}

  /** A number, or null if it is not finite. */
  static String number(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "null";
  }

  /** A string in quotation marks. */
  static String quoted(String text) {
    StringBuilder result = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        result.append('\\').append(c);
      } else if (c < ' ') {
        result.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        result.append(c);
      }
    }
    return result.append('"').toString();
  }
}
