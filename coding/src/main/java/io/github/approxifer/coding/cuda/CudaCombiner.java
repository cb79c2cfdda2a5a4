package io.github.approxifer.coding.cuda;

import org.ejml.data.DMatrixRMaj;

/**
 * One small matrix, applied to many groups on a device: for every group, out (n x d) = M (n x k) in
 * (k x d). An encoding matrix makes it an encoder of groups, a decoding matrix a decoder.
 *
 * <p>All groups are one call of {@code cublasSgemmStridedBatched}. cuBLAS is column-major, so the
 * row-major product is computed transposed, out' (d x n) = in' (d x k) M' (k x n), without moving
 * anything. To be closed before its device. Not thread-safe.
 */
public final class CudaCombiner implements AutoCloseable {
  private static final long CHUNK_FLOATS = 4L << 20;

  private final CudaDevice device;
  private final int rows;
  private final int columns;
  private final DeviceFloats matrix;

  /**
   * Uploads a matrix.
   *
   * @param device an open device
   * @param matrix n x k, rounded to float32; not kept
   * @throws CudaException if a call fails
   */
  public CudaCombiner(CudaDevice device, DMatrixRMaj matrix) {
    this.device = device;
    this.rows = matrix.numRows;
    this.columns = matrix.numCols;
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) matrix.data[i];
    }
    this.matrix = device.allocate(values.length);
    try {
      this.matrix.upload(values);
    } catch (CudaException e) {
      this.matrix.close();
      throw e;
    }
  }

  /**
   * Applies the matrix to groups that are on the device, without waiting for the result.
   *
   * @param in groups x k x d values, row-major; not modified
   * @param groups at least 1
   * @param length d, at least 1
   * @param out receives groups x n x d values, row-major
   * @throws IllegalArgumentException if there is too little room
   * @throws CudaException if a call fails
   */
  public void apply(DeviceFloats in, int groups, int length, DeviceFloats out) {
    apply(in, groups, length, out, 0);
  }

  private void apply(DeviceFloats in, int groups, int length, DeviceFloats out, int stream) {
    if (groups < 1 || length < 1) {
      throw new IllegalArgumentException(
          "at least 1 group of d=1 is needed, but there are " + groups + " of d=" + length);
    }
    long strideIn = (long) columns * length;
    long strideOut = (long) rows * length;
    in.requireRoom(groups * strideIn);
    out.requireRoom(groups * strideOut);
    device.multiply(
        stream,
        new CudaCalls.Batch(
            length,
            rows,
            columns,
            in.address(),
            strideIn,
            matrix.address(),
            0,
            out.address(),
            strideOut,
            groups));
  }

  /**
   * Applies the matrix to groups in host memory, in chunks through pinned buffers: while one chunk
   * is computed, the next is on its way.
   *
   * @param in groups x k x d values, row-major; not modified
   * @param groups at least 1
   * @param length d, at least 1
   * @param out receives groups x n x d values, row-major
   * @throws IllegalArgumentException if an array is too short or a number below 1
   * @throws CudaException if a call fails; all buffers are freed then too
   */
  public void apply(float[] in, int groups, int length, float[] out) {
    long needed = (long) groups * Math.max(rows, columns) * length;
    if (groups < 1
        || length < 1
        || in.length < (long) groups * columns * length
        || out.length < (long) groups * rows * length) {
      throw new IllegalArgumentException(
          "%d groups of %d x %d values do not fit arrays of %d and %d values"
              .formatted(groups, Math.max(rows, columns), length, in.length, out.length));
    }
    int chunk = (int) Math.max(1, Math.min(groups, CHUNK_FLOATS / (needed / groups)));
    try (Lane even = new Lane(0, chunk, length);
        Lane odd = new Lane(1, chunk, length)) {
      int number = 0;
      for (int first = 0; first < groups; first += chunk) {
        Lane lane = number++ % 2 == 0 ? even : odd;
        lane.finish(out);
        lane.begin(in, first, Math.min(chunk, groups - first));
      }
      even.finish(out);
      odd.finish(out);
    }
  }

  /** The buffers of one stream. */
  private final class Lane implements AutoCloseable {
    private final int stream;
    private final int length;
    private final DeviceFloats[] buffers = new DeviceFloats[4];
    private int first;
    private int count;

    Lane(int stream, int chunk, int length) {
      this.stream = stream;
      this.length = length;
      long in = (long) chunk * columns * length;
      long out = (long) chunk * rows * length;
      try {
        buffers[0] = DeviceFloats.pinned(device, in);
        buffers[1] = device.allocate(in);
        buffers[2] = device.allocate(out);
        buffers[3] = DeviceFloats.pinned(device, out);
      } catch (CudaException e) {
        close();
        throw e;
      }
    }

    void begin(float[] in, int firstGroup, int groups) {
      first = firstGroup;
      count = groups;
      int size = groups * columns * length;
      device.calls().write(buffers[0].address(), in, firstGroup * columns * length, size);
      buffers[1].copyFrom(buffers[0], size, CudaCalls.Direction.TO_DEVICE, stream);
      apply(buffers[1], groups, length, buffers[2], stream);
      buffers[3].copyFrom(
          buffers[2], (long) groups * rows * length, CudaCalls.Direction.TO_HOST, stream);
    }

    void finish(float[] out) {
      if (count > 0) {
        device.check("cudaStreamSynchronize", device.calls().synchronize(device.stream(stream)));
        device
            .calls()
            .read(buffers[3].address(), out, first * rows * length, count * rows * length);
        count = 0;
      }
    }

    /** Frees all buffers, also if freeing one of them fails. */
    @Override
    public void close() {
      CudaException first = null;
      for (DeviceFloats buffer : buffers) {
        try {
          if (buffer != null) {
            buffer.close();
          }
        } catch (CudaException e) {
          if (first == null) {
            first = e;
          } else {
            first.addSuppressed(e);
          }
        }
      }
      if (first != null) {
        throw first;
      }
    }
  }

  /** Frees the matrix. A second call does nothing. */
  @Override
  public void close() {
    matrix.close();
  }
}
