package io.github.approxifer.bench.accuracy.measure;

import java.util.AbstractList;
import java.util.List;

/** Halves of a list, for what is fitted to one half and judged on the other. */
public final class EveryOther {
  private EveryOther() {}

  /**
   * Every other element.
   *
   * @param all the list; not modified
   * @param first 0 or 1, the first of them
   * @param <T> the type of the elements
   * @return a view of elements {@code first}, {@code first + 2} and so on
   */
  public static <T> List<T> of(List<T> all, int first) {
    return new AbstractList<>() {
      @Override
      public T get(int index) {
        return all.get(2 * index + first);
      }

      @Override
      public int size() {
        return (all.size() + 1 - first) / 2;
      }
    };
  }
}
