package io.github.approxifer.models.tensorflow;

import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.cudnn;
import org.bytedeco.cuda.global.cufft;
import org.bytedeco.cuda.global.cusolver;
import org.bytedeco.cuda.global.cusparse;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether TensorFlow can use a GPU here. With the profile {@code gpu} the CUDA libraries come from
 * JavaCPP's presets; they are loaded before TensorFlow, which then finds them in the process, so
 * that none need be installed. Thread-safe.
 */
public final class Gpu {
  private static final Logger LOG = LoggerFactory.getLogger(Gpu.class);
  private static @Nullable String known;

  private Gpu() {}

  /**
   * Why no GPU can be used; finds out once, and logs it if CUDA's libraries are there.
   *
   * @return the reason, or empty if there is a GPU
   */
  public static synchronized Optional<String> whyNot() {
    String answer = known;
    if (answer == null) {
      if (nativesAreThere()) {
        answer = whyNot(Gpu::loadAll, Gpu::devices).orElse("");
        LOG.info("{}", answer.isEmpty() ? "a GPU is used" : answer);
      } else {
        answer = "no GPU: the CUDA libraries are not on the class path; build with -Pgpu";
      }
      known = answer;
    }
    return answer.isEmpty() ? Optional.empty() : Optional.of(answer);
  }

  /** The reason, from a loader of libraries and a count of devices (below 0: a CUDA status). */
  static Optional<String> whyNot(Supplier<List<String>> libraries, IntSupplier devices) {
    try {
      LOG.debug("loaded {}", libraries.get());
      int count = devices.getAsInt();
      if (count < 0) {
        return Optional.of("no GPU: cudaGetDeviceCount says status " + -count);
      }
      return count > 0 ? Optional.empty() : Optional.of("no GPU: CUDA sees no device");
    } catch (LinkageError | RuntimeException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      return Optional.of(
          "no GPU: the CUDA libraries cannot be loaded (%s: %s)"
              .formatted(e.getClass().getSimpleName(), reason));
    }
  }

  /** In the order of their dependence. */
  private static List<String> loadAll() {
    return List.of(
        Loader.load(cudart.class),
        Loader.load(cublas.class),
        Loader.load(cufft.class),
        Loader.load(cusparse.class),
        Loader.load(cusolver.class),
        Loader.load(cudnn.class));
  }

  private static int devices() {
    int[] count = new int[1];
    int status = cudart.cudaGetDeviceCount(count);
    return status == 0 ? count[0] : -status;
  }

  /** Looked for as a file: JavaCPP's loader would complain about what is missing. */
  private static boolean nativesAreThere() {
    String folder = "org/bytedeco/cuda/" + Loader.getPlatform() + "/";
    ClassLoader classes = Gpu.class.getClassLoader();
    return classes.getResource(folder + "libjnicudart.so") != null
        || classes.getResource(folder + "jnicudart.dll") != null;
  }
}
