package io.github.approxifer.coding.cuda;

/**
 * Float memory of a CUDA device, or pinned memory of the host. To be closed before its device. Not
 * thread-safe.
 */
public final class DeviceFloats implements AutoCloseable {
  private final CudaDevice device;
  private final long floats;
  private final boolean pinned;
  private long address;

  private DeviceFloats(CudaDevice device, long floats, boolean pinned) {
    if (floats < 1) {
      throw new IllegalArgumentException("at least 1 value is needed, but there are " + floats);
    }
    this.device = device;
    this.floats = floats;
    this.pinned = pinned;
    long bytes = Math.multiplyExact(floats, Float.BYTES);
    long[] allocated = new long[1];
    CudaCalls calls = device.calls();
    try {
      if (pinned) {
        device.check("cudaMallocHost", calls.allocatePinned(allocated, bytes));
      } else {
        device.check("cudaMalloc", calls.allocate(allocated, bytes));
      }
    } catch (CudaException e) {
      throw new CudaException(e.getMessage() + ", for " + bytes + " bytes", e);
    }
    this.address = allocated[0];
  }

  static DeviceFloats onDevice(CudaDevice device, long floats) {
    return new DeviceFloats(device, floats, false);
  }

  static DeviceFloats pinned(CudaDevice device, long floats) {
    return new DeviceFloats(device, floats, true);
  }

  /**
   * How many values there are.
   *
   * @return at least 1
   */
  public long size() {
    return floats;
  }

  /**
   * The address, for other code that works on the same device.
   *
   * @return a device address, or a host address of pinned memory
   * @throws IllegalStateException if it is closed
   */
  public long address() {
    if (address == 0) {
      throw new IllegalStateException("the memory is freed");
    }
    return address;
  }

  /**
   * Copies values to the front of device memory and waits for it.
   *
   * @param values as many as fit or fewer
   */
  public void upload(float[] values) {
    requireRoom(values.length);
    try (DeviceFloats staging = pinned(device, Math.max(1, values.length))) {
      device.calls().write(staging.address(), values, 0, values.length);
      copyFrom(staging, values.length, CudaCalls.Direction.TO_DEVICE, 0);
      device.synchronize();
    }
  }

  /**
   * Copies the front of device memory to an array and waits for it.
   *
   * @param values receives as many as it has room for
   */
  public void download(float[] values) {
    requireRoom(values.length);
    try (DeviceFloats staging = pinned(device, Math.max(1, values.length))) {
      staging.copyFrom(this, values.length, CudaCalls.Direction.TO_HOST, 0);
      device.synchronize();
      device.calls().read(staging.address(), values, 0, values.length);
    }
  }

  /**
   * Copies from other memory of the same device, without waiting.
   *
   * @param other as many values as this one has, or more
   */
  public void copyFrom(DeviceFloats other) {
    other.requireRoom(floats);
    copyFrom(other, floats, CudaCalls.Direction.ON_DEVICE, 0);
  }

  void copyFrom(DeviceFloats other, long count, CudaCalls.Direction direction, int stream) {
    device.check(
        "cudaMemcpyAsync",
        device
            .calls()
            .copy(
                address(), other.address(), count * Float.BYTES, direction, device.stream(stream)));
  }

  void requireRoom(long count) {
    if (count > floats) {
      throw new IllegalArgumentException(
          "there is room for " + floats + " values, but " + count + " are needed");
    }
  }

  /** Frees the memory. A second call does nothing. */
  @Override
  public void close() {
    if (address != 0) {
      long freed = address;
      address = 0;
      CudaCalls calls = device.calls();
      if (pinned) {
        device.check("cudaFreeHost", calls.freePinned(freed));
      } else {
        device.check("cudaFree", calls.free(freed));
      }
    }
  }
}
