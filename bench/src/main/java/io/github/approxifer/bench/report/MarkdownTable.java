package io.github.approxifer.bench.report;

import java.util.ArrayList;
import java.util.List;

/** A Markdown table whose columns line up in the source too. */
public final class MarkdownTable {
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A table with a heading.
   *
   * @param heading the names of the columns
   */
  public MarkdownTable(String... heading) {
    rows.add(List.of(heading));
  }

  /**
   * Adds a row.
   *
   * @param cells as many as the heading has
   * @return this table
   * @throws IllegalArgumentException if there are more or fewer cells than columns
   */
  public MarkdownTable row(String... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException(
          "a row of " + cells.length + " cells in a table of " + rows.get(0).size() + " columns");
    }
    rows.add(List.of(cells));
    return this;
  }

  /** The table, a line for each row. */
  @Override
  public String toString() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int column = 0; column < columns; column++) {
        widths[column] = Math.max(Math.max(3, widths[column]), row.get(column).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (int r = 0; r < rows.size(); r++) {
      for (int column = 0; column < columns; column++) {
        String cell = rows.get(r).get(column);
        text.append("| ").append(cell).append(" ".repeat(widths[column] - cell.length() + 1));
      }
      text.append("|\n");
      if (r == 0) {
        for (int width : widths) {
          text.append("| ").append("-".repeat(width)).append(' ');
        }
        text.append("|\n");
      }
    }
    return text.toString();
  }
}
