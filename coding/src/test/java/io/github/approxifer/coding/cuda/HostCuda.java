package io.github.approxifer.coding.cuda;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A CUDA that computes on the host: memory is arrays at made-up addresses, and the product is the
 * definition of cuBLAS's, column-major. Any call can be made to fail.
 */
final class HostCuda implements CudaCalls {
  private static final int OUT_OF_MEMORY = 2;

  final List<String> log = new ArrayList<>();
  private final TreeMap<Long, float[]> memory = new TreeMap<>();
  private final Map<String, Integer> failures = new HashMap<>();
  private final List<Long> handles = new ArrayList<>();
  private long next = 4096;
  private long freeBytes = Long.MAX_VALUE;
  private int devices = 1;

  HostCuda with(int deviceCount) {
    devices = deviceCount;
    return this;
  }

  HostCuda withMemory(long bytes) {
    freeBytes = bytes;
    return this;
  }

  /** Lets a call fail at the n-th time from now, counted from 1. */
  void failAt(String call, int time) {
    failures.put(call, time);
  }

  /** What was allocated or created and not given back. */
  int leaks() {
    return memory.size() + handles.size();
  }

  private int status(String call) {
    log.add(call);
    Integer left = failures.computeIfPresent(call, (name, time) -> time - 1);
    return left != null && left == 0 ? 700 : 0;
  }

  private int take(String call, long[] address, long bytes) {
    int status = status(call);
    if (status == 0 && bytes > freeBytes) {
      status = OUT_OF_MEMORY;
    }
    if (status == 0) {
      freeBytes -= bytes;
      address[0] = next;
      memory.put(next, new float[(int) (bytes / Float.BYTES)]);
      next += bytes + 256;
    }
    return status;
  }

  private int give(String call, long address) {
    float[] block = memory.remove(address);
    if (block == null) {
      throw new AssertionError(call + " of what is not there: " + address);
    }
    freeBytes += (long) block.length * Float.BYTES;
    return status(call);
  }

  private int create(String call, long[] handle) {
    int status = status(call);
    if (status == 0) {
      handle[0] = next++;
      handles.add(handle[0]);
    }
    return status;
  }

  private int destroy(String call, long handle) {
    if (!handles.remove(handle)) {
      throw new AssertionError(call + " of what is not there: " + handle);
    }
    return status(call);
  }

  private float[] block(long address) {
    float[] block = memory.get(address);
    if (block == null) {
      throw new AssertionError("no memory begins at " + address);
    }
    return block;
  }

  @Override
  public int deviceCount(int[] count) {
    count[0] = devices;
    return status("cudaGetDeviceCount");
  }

  @Override
  public int setDevice(int device) {
    return status("cudaSetDevice");
  }

  @Override
  public String deviceName(int device) {
    return "host";
  }

  @Override
  public int allocate(long[] address, long bytes) {
    return take("cudaMalloc", address, bytes);
  }

  @Override
  public int free(long address) {
    return give("cudaFree", address);
  }

  @Override
  public int allocatePinned(long[] address, long bytes) {
    return take("cudaMallocHost", address, bytes);
  }

  @Override
  public int freePinned(long address) {
    return give("cudaFreeHost", address);
  }

  @Override
  public int createStream(long[] stream) {
    return create("cudaStreamCreate", stream);
  }

  @Override
  public int destroyStream(long stream) {
    return destroy("cudaStreamDestroy", stream);
  }

  @Override
  public int synchronize(long stream) {
    return status("cudaStreamSynchronize");
  }

  @Override
  public int copy(long to, long from, long bytes, Direction direction, long stream) {
    System.arraycopy(block(from), 0, block(to), 0, (int) (bytes / Float.BYTES));
    return status("cudaMemcpyAsync");
  }

  @Override
  public int createBlas(long[] handle) {
    return create("cublasCreate", handle);
  }

  @Override
  public int destroyBlas(long handle) {
    return destroy("cublasDestroy", handle);
  }

  @Override
  public int setBlasStream(long handle, long stream) {
    return status("cublasSetStream");
  }

  @Override
  public int multiply(long handle, Batch batch) {
    float[] a = block(batch.a());
    float[] b = block(batch.b());
    float[] c = block(batch.c());
    for (int i = 0; i < batch.count(); i++) {
      for (int column = 0; column < batch.n(); column++) {
        for (int row = 0; row < batch.m(); row++) {
          double sum = 0;
          for (int inner = 0; inner < batch.k(); inner++) {
            sum +=
                (double) a[(int) (i * batch.strideA() + (long) inner * batch.m() + row)]
                    * b[(int) (i * batch.strideB() + (long) column * batch.k() + inner)];
          }
          c[(int) (i * batch.strideC() + (long) column * batch.m() + row)] = (float) sum;
        }
      }
    }
    return status("cublasSgemmStridedBatched");
  }

  @Override
  public void write(long pinned, float[] values, int offset, int count) {
    System.arraycopy(values, offset, block(pinned), 0, count);
  }

  @Override
  public void read(long pinned, float[] values, int offset, int count) {
    System.arraycopy(block(pinned), 0, values, offset, count);
  }

  @Override
  public String runtimeStatus(int status) {
    return status == OUT_OF_MEMORY ? "cudaErrorMemoryAllocation" : "cudaErrorIllegalAddress";
  }

  @Override
  public String blasStatus(int status) {
    return "CUBLAS_STATUS_EXECUTION_FAILED";
  }
}
