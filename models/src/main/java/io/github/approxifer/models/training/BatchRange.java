package io.github.approxifer.models.training;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Files of a training split that follow each other.
 *
 * @param first the first, counted from 1
 * @param last the last, at least {@code first}
 */
record BatchRange(int first, int last) {

  private static final Pattern RANGE = Pattern.compile("(\\d{1,4})(?:-(\\d{1,4}))?");

  BatchRange {
    if (first < 1 || last < first) {
      throw new IllegalArgumentException(
          "batches are counted from 1 and upwards, but were " + first + "-" + last);
    }
  }

  /** Reads {@code 1-4} or {@code 3}. */
  static final class Converter implements ITypeConverter<BatchRange> {
    @Override
    public BatchRange convert(String text) {
      Matcher range = RANGE.matcher(text);
      if (!range.matches()) {
        throw new TypeConversionException(
            "'" + text + "' are no batches; give them as 1-4, or as 3 for a single one");
      }
      int first = Integer.parseInt(range.group(1));
      int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
      try {
        return new BatchRange(first, last);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  @Override
  public String toString() {
    return first == last ? "batch " + first : "batches " + first + " to " + last;
  }
}
