package io.github.approxifer.coding.cuda;

import org.bytedeco.cuda.cublas.cublasContext;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.cudart.cudaDeviceProp;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** The calls through the JavaCPP presets. Its first call loads CUDA. */
final class JavaCppCalls implements CudaCalls {

  /**
   * The calls, if the native libraries are on the class path.
   *
   * @throws UnsatisfiedLinkError if they are not
   */
  JavaCppCalls() {
    String folder = "org/bytedeco/cuda/" + Loader.getPlatform() + "/";
    ClassLoader classes = JavaCppCalls.class.getClassLoader();
    if (classes.getResource(folder + "libjnicudart.so") == null
        && classes.getResource(folder + "jnicudart.dll") == null) {
      throw new UnsatisfiedLinkError("org.bytedeco:cuda's natives are not on the class path");
    }
  }

  /** Memory at an address. */
  private static final class At extends FloatPointer {
    At(long address) {
      super((Pointer) null);
      this.address = address;
    }
  }

  private static final class Stream extends CUstream_st {
    Stream(long address) {
      super((Pointer) null);
      this.address = address;
    }
  }

  private static final class Blas extends cublasContext {
    Blas(long address) {
      super((Pointer) null);
      this.address = address;
    }
  }

  @Override
  public int deviceCount(int[] count) {
    return cudart.cudaGetDeviceCount(count);
  }

  @Override
  public int setDevice(int device) {
    return cudart.cudaSetDevice(device);
  }

  @Override
  public String deviceName(int device) {
    try (cudaDeviceProp properties = new cudaDeviceProp()) {
      int status = cudart.cudaGetDeviceProperties(properties, device);
      return status == 0 ? properties.name().getString() : "device " + device;
    }
  }

  @Override
  public int allocate(long[] address, long bytes) {
    try (PointerPointer<Pointer> result = new PointerPointer<>(1)) {
      int status = cudart.cudaMalloc(result, bytes);
      address[0] = status == 0 ? result.get(0).address() : 0;
      return status;
    }
  }

  @Override
  public int free(long address) {
    return cudart.cudaFree(new At(address));
  }

  @Override
  public int allocatePinned(long[] address, long bytes) {
    try (PointerPointer<Pointer> result = new PointerPointer<>(1)) {
      int status = cudart.cudaMallocHost(result, bytes);
      address[0] = status == 0 ? result.get(0).address() : 0;
      return status;
    }
  }

  @Override
  public int freePinned(long address) {
    return cudart.cudaFreeHost(new At(address));
  }

  @Override
  public int createStream(long[] stream) {
    CUstream_st created = new CUstream_st();
    int status = cudart.cudaStreamCreate(created);
    stream[0] = status == 0 ? created.address() : 0;
    return status;
  }

  @Override
  public int destroyStream(long stream) {
    return cudart.cudaStreamDestroy(new Stream(stream));
  }

  @Override
  public int synchronize(long stream) {
    return cudart.cudaStreamSynchronize(new Stream(stream));
  }

  @Override
  public int copy(long to, long from, long bytes, Direction direction, long stream) {
    int kind =
        switch (direction) {
          case TO_DEVICE -> cudart.cudaMemcpyHostToDevice;
          case TO_HOST -> cudart.cudaMemcpyDeviceToHost;
          case ON_DEVICE -> cudart.cudaMemcpyDeviceToDevice;
        };
    return cudart.cudaMemcpyAsync(new At(to), new At(from), bytes, kind, new Stream(stream));
  }

  @Override
  public int createBlas(long[] handle) {
    cublasContext created = new cublasContext();
    int status = cublas.cublasCreate_v2(created);
    handle[0] = status == 0 ? created.address() : 0;
    return status;
  }

  @Override
  public int destroyBlas(long handle) {
    return cublas.cublasDestroy_v2(new Blas(handle));
  }

  @Override
  public int setBlasStream(long handle, long stream) {
    return cublas.cublasSetStream_v2(new Blas(handle), new Stream(stream));
  }

  @Override
  public int multiply(long handle, Batch batch) {
    try (FloatPointer one = new FloatPointer(1f);
        FloatPointer zero = new FloatPointer(0f)) {
      return cublas.cublasSgemmStridedBatched(
          new Blas(handle),
          cublas.CUBLAS_OP_N,
          cublas.CUBLAS_OP_N,
          batch.m(),
          batch.n(),
          batch.k(),
          one,
          new At(batch.a()),
          batch.m(),
          batch.strideA(),
          new At(batch.b()),
          batch.k(),
          batch.strideB(),
          zero,
          new At(batch.c()),
          batch.m(),
          batch.strideC(),
          batch.count());
    }
  }

  @Override
  public void write(long pinned, float[] values, int offset, int count) {
    new At(pinned).put(values, offset, count);
  }

  @Override
  public void read(long pinned, float[] values, int offset, int count) {
    new At(pinned).get(values, offset, count);
  }

  @Override
  public String runtimeStatus(int status) {
    return text(cudart.cudaGetErrorName(status));
  }

  @Override
  public String blasStatus(int status) {
    return text(cublas.cublasGetStatusName(status));
  }

  private static String text(BytePointer name) {
    return name == null || name.isNull() ? "unknown" : name.getString();
  }
}
