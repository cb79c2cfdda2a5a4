package io.github.approxifer.coding.cuda;

/**
 * The CUDA calls that this package makes, with their statuses as numbers: 0 is success. Addresses,
 * streams and handles are numbers too. Tests replace it.
 */
interface CudaCalls {

  /** Which way a copy goes. */
  enum Direction {
    TO_DEVICE,
    TO_HOST,
    ON_DEVICE
  }

  int deviceCount(int[] count);

  int setDevice(int device);

  String deviceName(int device);

  int allocate(long[] address, long bytes);

  int free(long address);

  int allocatePinned(long[] address, long bytes);

  int freePinned(long address);

  int createStream(long[] stream);

  int destroyStream(long stream);

  int synchronize(long stream);

  int copy(long to, long from, long bytes, Direction direction, long stream);

  int createBlas(long[] handle);

  int destroyBlas(long handle);

  int setBlasStream(long handle, long stream);

  /**
   * {@code cublasSgemmStridedBatched} without transposition, alpha = 1, beta = 0: column-major, C_i
   * (m x n) = A_i (m x k) B_i (k x n), where matrix i begins {@code i * stride} floats after the
   * first.
   */
  int multiply(long handle, Batch batch);

  /** The arguments of {@link #multiply}; sizes and strides in floats. */
  record Batch(
      int m,
      int n,
      int k,
      long a,
      long strideA,
      long b,
      long strideB,
      long c,
      long strideC,
      int count) {}

  /** Copies an array into pinned memory. */
  void write(long pinned, float[] values, int offset, int count);

  /** Copies pinned memory into an array. */
  void read(long pinned, float[] values, int offset, int count);

  /** The name of a status of the runtime. */
  String runtimeStatus(int status);

  /** The name of a status of cuBLAS. */
  String blasStatus(int status);
}
