package io.github.approxifer.coding.kernel;

/** One way to compute the product that {@link RowCombiner} needs, on some of the columns. */
interface RowKernel {

  /**
   * The weights in the order that this kernel reads them.
   *
   * @param weights M, n x k, row-major; not modified
   * @param outputs n
   * @param inputs k
   * @return as many weights, for {@link #combine}
   */
  float[] arrange(float[] weights, int outputs, int inputs);

  /**
   * Writes columns begin..end-1 of out = M rows.
   *
   * @param weights M as {@link #arrange} gave it; not modified
   * @param outputs n
   * @param inputs k
   * @param rows k x length, row-major; not modified
   * @param length d, the length of a row
   * @param begin the first column
   * @param end one past the last column, greater than {@code begin}
   * @param out n x length, row-major
   */
  void combine(
      float[] weights,
      int outputs,
      int inputs,
      float[] rows,
      int length,
      int begin,
      int end,
      float[] out);

  /** A short name for logs and benchmark tables. */
  String name();
}
