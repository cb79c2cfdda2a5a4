package io.github.approxifer.coding.cuda;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * An open CUDA device: its streams and its cuBLAS handle. To be closed, after everything that was
 * made on it. Not thread-safe, and bound to the thread that opened it, as CUDA's current device is.
 */
public final class CudaDevice implements AutoCloseable {
  /** So many chunks are on their way at once. */
  static final int STREAMS = 2;

  private final CudaCalls calls;
  private final int number;
  private final long[] streams = new long[STREAMS];
  private long blas;
  private boolean closed;

  private CudaDevice(CudaCalls calls, int number) {
    this.calls = calls;
    this.number = number;
  }

  /**
   * Opens the first device.
   *
   * @return the device
   * @throws CudaException if CUDA's libraries are not there, there is no device or driver, or it
   *     cannot be opened
   */
  public static CudaDevice open() {
    return open(JavaCppCalls::new, 0);
  }

  /**
   * Why no device can be used here.
   *
   * @return the reason, or empty if one can
   */
  public static Optional<String> whyNot() {
    return whyNot(JavaCppCalls::new);
  }

  static Optional<String> whyNot(Supplier<CudaCalls> library) {
    try {
      open(library, 0).close();
      return Optional.empty();
    } catch (CudaException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  static CudaDevice open(Supplier<CudaCalls> library, int number) {
    CudaCalls calls;
    try {
      calls = library.get();
      int[] count = new int[1];
      int status = calls.deviceCount(count);
      if (status != 0) {
        throw new CudaException(
            "no GPU: cudaGetDeviceCount says " + calls.runtimeStatus(status) + " (" + status + ")");
      }
      if (number >= count[0]) {
        throw new CudaException(
            "no GPU: device " + number + " was asked for, but there are " + count[0]);
      }
    } catch (LinkageError e) {
      throw new CudaException(
          "no GPU: the CUDA libraries cannot be loaded (" + e + "); build with -Pgpu", e);
    }
    CudaDevice device = new CudaDevice(calls, number);
    try {
      device.start();
      return device;
    } catch (CudaException e) {
      device.close();
      throw e;
    }
  }

  private void start() {
    check("cudaSetDevice", calls.setDevice(number));
    long[] created = new long[1];
    for (int i = 0; i < STREAMS; i++) {
      check("cudaStreamCreate", calls.createStream(created));
      streams[i] = created[0];
    }
    checkBlas("cublasCreate", calls.createBlas(created));
    blas = created[0];
  }

  /**
   * The name of the device.
   *
   * @return as the driver says
   */
  public String name() {
    return calls.deviceName(number);
  }

  /**
   * Allocates memory on the device.
   *
   * @param floats how many values, at least 1
   * @return memory, to be closed; its content is undefined
   * @throws IllegalArgumentException if the number is below 1
   * @throws CudaException if there is not so much memory
   */
  public DeviceFloats allocate(long floats) {
    return DeviceFloats.onDevice(this, floats);
  }

  /**
   * Waits until everything that was begun on the device is done.
   *
   * @throws CudaException if something of it failed
   */
  public void synchronize() {
    for (long stream : streams) {
      check("cudaStreamSynchronize", calls.synchronize(stream));
    }
  }

  CudaCalls calls() {
    if (closed) {
      throw new IllegalStateException("the CUDA device is closed");
    }
    return calls;
  }

  long stream(int index) {
    return streams[index];
  }

  /** Multiplies on a stream. */
  void multiply(int stream, CudaCalls.Batch batch) {
    checkBlas("cublasSetStream", calls().setBlasStream(blas, streams[stream]));
    checkBlas("cublasSgemmStridedBatched", calls.multiply(blas, batch));
  }

  /** Turns a status of the runtime into an exception. */
  void check(String call, int status) {
    if (status != 0) {
      throw new CudaException(
          call + " failed: " + calls.runtimeStatus(status) + " (" + status + ")");
    }
  }

  private void checkBlas(String call, int status) {
    if (status != 0) {
      throw new CudaException(call + " failed: " + calls.blasStatus(status) + " (" + status + ")");
    }
  }

  /** Frees the streams and the handle. A second call does nothing. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    int status = blas == 0 ? 0 : calls.destroyBlas(blas);
    int streamStatus = 0;
    for (long stream : streams) {
      int own = stream == 0 ? 0 : calls.destroyStream(stream);
      streamStatus = streamStatus == 0 ? own : streamStatus;
    }
    checkBlas("cublasDestroy", status);
    check("cudaStreamDestroy", streamStatus);
  }
}
