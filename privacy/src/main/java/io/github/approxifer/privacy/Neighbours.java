package io.github.approxifer.privacy;

/**
 * What may differ between two inputs that an observer of the release must not be able to tell
 * apart. A guarantee means nothing without it.
 */
public enum Neighbours {
  /**
   * One whole query is replaced by any other; the remaining queries are equal. This is what a
   * person who sends one query expects. The sensitivity is then the full diameter of the set that
   * the released values are clipped to.
   */
  WHOLE_QUERY("one whole query replaced"),

  /**
   * One row (one entry) of one query is replaced; everything else is equal. Far weaker: a query of
   * r rows is protected only with r times the epsilon.
   */
  ONE_ROW("one row of one query replaced");

  private final String description;

  Neighbours(String description) {
    this.description = description;
  }

  /**
   * Returns the notion in words.
   *
   * @return a short phrase for reports and messages
   */
  public String description() {
    return description;
  }
}
