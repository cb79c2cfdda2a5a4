package io.github.approxifer.coding.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Encoder;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.coding.decode.LinearDecoder;
import java.util.SplittableRandom;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CudaTest {
  private static final Code CODE = BerrutCode.of(CodeParameters.stragglersOnly(4, 1));

  private static float[] random(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static FMatrixRMaj group(float[] values, int group, int rows, int length) {
    FMatrixRMaj matrix = new FMatrixRMaj(rows, length);
    System.arraycopy(values, group * rows * length, matrix.data, 0, rows * length);
    return matrix;
  }

  /** Sums of 4 products of float32, in another order: a few units of rounding of the largest. */
  private static void assertSame(float[] expected, float[] actual) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(4e-6f));
    }
  }

  private static void encodesAsOnTheHost(CudaDevice device, int groups, int length) {
    float[] queries = random(groups * 4 * length, 1);
    float[] coded = new float[groups * 5 * length];
    try (CudaEncoder encoder = new CudaEncoder(device, CODE)) {
      encoder.combiner().apply(queries, groups, length, coded);
      Encoder host = Encoder.of(CODE);
      for (int g = 0; g < groups; g += Math.max(1, groups / 7)) {
        FMatrixRMaj group = group(queries, g, 4, length);
        assertSame(host.encode(group).data, group(coded, g, 5, length).data);
        assertSame(host.encode(group).data, encoder.encode(group, null).data);
      }
    }
  }

  @Test
  void aRealDeviceEncodesAsTheHostDoes() {
    assumeTrue(CudaDevice.whyNot().isEmpty(), () -> CudaDevice.whyNot().orElse(""));
    try (CudaDevice device = CudaDevice.open()) {
      encodesAsOnTheHost(device, 1, 1);
      encodesAsOnTheHost(device, 300, 3072);
    }
  }

  @Test
  void theIndicesOfTheProductAreThoseOfEveryGroup() {
    HostCuda cuda = new HostCuda();
    try (CudaDevice device = CudaDevice.open(() -> cuda, 0)) {
      encodesAsOnTheHost(device, 1, 1);
      encodesAsOnTheHost(device, 13, 7);
      // Several chunks on both streams.
      encodesAsOnTheHost(device, 7, 1 << 18);
      assertThat(device.name()).isEqualTo("host");
    }
    assertThat(cuda.leaks()).isZero();
  }

  @Test
  void groupsOnTheDeviceStayThere() {
    HostCuda cuda = new HostCuda();
    float[] answers = random(6 * 4 * 3, 2);
    WorkerSet answered = WorkerSet.of(5, 0, 1, 3, 4);
    try (CudaDevice device = CudaDevice.open(() -> cuda, 0);
        CudaCombiner decoder = new CudaCombiner(device, CODE.decodingMatrix(answered));
        DeviceFloats in = device.allocate(answers.length);
        DeviceFloats out = device.allocate(6 * 4 * 3);
        DeviceFloats copy = device.allocate(6 * 4 * 3)) {
      in.upload(answers);
      cuda.log.clear();
      decoder.apply(in, 6, 3, out);
      assertThat(cuda.log).containsExactly("cublasSetStream", "cublasSgemmStridedBatched");
      copy.copyFrom(out);
      float[] predictions = new float[6 * 4 * 3];
      copy.download(predictions);
      LinearDecoder host = LinearDecoder.of(CODE);
      for (int g = 0; g < 6; g++) {
        assertSame(
            host.combine(answered, group(answers, g, 4, 3)).data, group(predictions, g, 4, 3).data);
      }
      assertThatIllegalArgumentException()
          .isThrownBy(() -> decoder.apply(in, 7, 3, out))
          .withMessageContaining("72")
          .withMessageContaining("84");
    }
    assertThat(cuda.leaks()).isZero();
  }

  @Test
  void theContractIsThatOfTheEncoder() {
    HostCuda cuda = new HostCuda();
    try (CudaDevice device = CudaDevice.open(() -> cuda, 0);
        CudaEncoder encoder = new CudaEncoder(device, CODE)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> encoder.encode(new FMatrixRMaj(3, 2), null))
          .withMessageContaining("K=4");
      FMatrixRMaj bad = new FMatrixRMaj(4, 2);
      bad.set(2, 1, Float.NaN);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> encoder.encode(bad, null))
          .withMessageContaining("query 2");
      FMatrixRMaj destination = new FMatrixRMaj(1, 1);
      assertThat(encoder.encode(new FMatrixRMaj(4, 2), destination)).isSameAs(destination);
      assertThat(destination.numRows).isEqualTo(5);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> encoder.combiner().apply(new float[8], 1, 2, new float[9]))
          .withMessageContaining("9 values");
    }
  }

  @Test
  void aMissingLibraryIsAReason() {
    assertThat(
            CudaDevice.whyNot(
                () -> {
                  throw new UnsatisfiedLinkError("no jnicudart in java.library.path");
                }))
        .hasValueSatisfying(
            reason -> assertThat(reason).startsWith("no GPU").contains("jnicudart", "-Pgpu"));
    assertThat(
            CudaDevice.whyNot(
                () -> {
                  throw new NoClassDefFoundError("org/bytedeco/cuda/global/cudart");
                }))
        .isPresent();
  }

  @Test
  void noDeviceIsAReason() {
    assertThat(CudaDevice.whyNot(() -> new HostCuda().with(0)))
        .hasValueSatisfying(reason -> assertThat(reason).contains("there are 0"));
    HostCuda noDriver = new HostCuda();
    noDriver.failAt("cudaGetDeviceCount", 1);
    assertThat(CudaDevice.whyNot(() -> noDriver))
        .hasValueSatisfying(
            reason -> assertThat(reason).contains("cudaGetDeviceCount", "cudaErrorIllegalAddress"));
    assertThat(CudaDevice.whyNot(HostCuda::new)).isEmpty();
  }

  @Test
  void tooLittleMemoryNamesTheCallAndTheSizeAndFreesWhatWasTaken() {
    HostCuda cuda = new HostCuda().withMemory(1000);
    try (CudaDevice device = CudaDevice.open(() -> cuda, 0);
        CudaEncoder encoder = new CudaEncoder(device, CODE)) {
      float[] queries = new float[4 * 100];
      assertThatExceptionOfType(CudaException.class)
          .isThrownBy(() -> encoder.combiner().apply(queries, 1, 100, new float[500]))
          .withMessageContaining("cudaMallocHost failed: cudaErrorMemoryAllocation (2)")
          .withMessageContaining("1600 bytes");
      // Small groups still fit.
      encoder.encode(new FMatrixRMaj(4, 1), null);
    }
    assertThat(cuda.leaks()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cudaSetDevice",
        "cudaStreamCreate",
        "cublasCreate",
        "cudaMalloc",
        "cudaMallocHost",
        "cudaMemcpyAsync",
        "cublasSetStream",
        "cublasSgemmStridedBatched",
        "cudaStreamSynchronize",
        "cudaFree",
        "cudaFreeHost",
        "cublasDestroy",
        "cudaStreamDestroy"
      })
  void everyCallThatFailsIsNamedAndNothingIsLeftBehind(String call) {
    for (int time = 1; time <= 2; time++) {
      HostCuda cuda = new HostCuda();
      cuda.failAt(call, time);
      int round = time;
      boolean once =
          round == 2
              && (call.equals("cudaSetDevice")
                  || call.startsWith("cublasCreate")
                  || call.startsWith("cublasDestroy"));
      if (!once) {
        assertThatExceptionOfType(CudaException.class)
            .as("%s, time %d", call, round)
            .isThrownBy(
                () -> {
                  try (CudaDevice device = CudaDevice.open(() -> cuda, 0);
                      CudaEncoder encoder = new CudaEncoder(device, CODE)) {
                    for (int group = 0; group < 3; group++) {
                      encoder.encode(new FMatrixRMaj(4, 6), null);
                    }
                  }
                })
            .withMessageContaining(call + " failed");
        assertThat(cuda.leaks()).as("%s, time %d", call, round).isZero();
      }
    }
  }

  @Test
  void whatIsClosedIsNotUsed() {
    HostCuda cuda = new HostCuda();
    CudaDevice device = CudaDevice.open(() -> cuda, 0);
    DeviceFloats floats = device.allocate(3);
    floats.close();
    floats.close();
    assertThatIllegalStateException().isThrownBy(floats::address).withMessageContaining("freed");
    assertThatIllegalArgumentException().isThrownBy(() -> device.allocate(0));
    device.close();
    device.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> device.allocate(1))
        .withMessageContaining("closed");
    assertThat(cuda.leaks()).isZero();
  }
}
