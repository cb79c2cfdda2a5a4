package io.github.approxifer.models.tensorflow;

import ai.djl.tensorflow.engine.javacpp.LibUtils;
import io.github.approxifer.models.ModelException;
import io.github.approxifer.models.Reasons;
import java.io.File;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;
import org.tensorflow.TensorFlow;

/**
 * Loads the native TensorFlow library for DJL and for TensorFlow's own Java classes.
 *
 * <p>The library comes from the class path (artifact {@code tensorflow-core-native} with the
 * classifier of the platform) and is unpacked once into JavaCPP's cache folder. DJL is told where
 * it lies by the system property {@code TENSORFLOW_LIBRARY_PATH}, which must be set before DJL is
 * first used; without it DJL would try to download a library of its own. A {@code
 * TENSORFLOW_LIBRARY_PATH} set by the user, as an environment variable or a system property, is
 * respected.
 *
 * <p>Unless they are already set, loading also sets, for this process only:
 *
 * <ul>
 *   <li>{@code TF_CPP_MIN_LOG_LEVEL=2}: TensorFlow writes errors to the console, not its start-up
 *       notes;
 *   <li>{@code TF_OVERRIDE_GLOBAL_THREADPOOL=1}: every session has its own pool of intra-op
 *       threads; otherwise the first session would fix the number of threads of all ({@link
 *       TensorFlowThreads});
 *   <li>the system property {@code OPT_OUT_TRACKING=true}: DJL makes no network call at its start.
 * </ul>
 *
 * <p>All methods are thread-safe.
 */
public final class TensorFlowLibrary {

  private static final String LIBRARY_PATH = "TENSORFLOW_LIBRARY_PATH";
  private static final ReentrantLock LOCK = new ReentrantLock();
  private static @Nullable String version;

  private TensorFlowLibrary() {}

  /**
   * Loads the library if that has not been done yet. The first call unpacks about 630 MB if the
   * cache folder does not have them yet.
   *
   * @return the version of TensorFlow, for example 2.16.1
   * @throws ModelException if there is no library for this platform or it cannot be loaded; the
   *     message says which artifact is missing
   */
  public static String load() {
    LOCK.lock();
    try {
      String loaded = version;
      if (loaded == null) {
        loaded = loadOnce();
        version = loaded;
      }
      return loaded;
    } finally {
      LOCK.unlock();
    }
  }

  private static String loadOnce() {
    TensorFlowPresence.require();
    NativeEnvironment.setIfAbsent("TF_CPP_MIN_LOG_LEVEL", "2");
    NativeEnvironment.setIfAbsent("TF_OVERRIDE_GLOBAL_THREADPOOL", "1");
    if (System.getenv("OPT_OUT_TRACKING") == null
        && System.getProperty("OPT_OUT_TRACKING") == null) {
      System.setProperty("OPT_OUT_TRACKING", "true");
    }
    requireGpuIfAskedFor();
    if (TensorFlowPlacement.standard().memoryGrowth()) {
      // DJL's eager session takes no configuration, and would take all of a GPU's memory.
      NativeEnvironment.setIfAbsent("TF_FORCE_GPU_ALLOW_GROWTH", "true");
    }
    try {
      if (System.getenv(LIBRARY_PATH) == null && System.getProperty(LIBRARY_PATH) == null) {
        String file = Loader.load(org.tensorflow.internal.c_api.global.tensorflow.class);
        if (file == null) {
          throw new ModelException(missing());
        }
        System.setProperty(LIBRARY_PATH, new File(file).getParent());
      }
      LibUtils.loadLibrary();
      return TensorFlow.version();
    } catch (LinkageError e) {
      throw new ModelException(missing() + ". The reason: " + Reasons.of(e), e);
    }
  }

  /** Also loads CUDA, where it is, before TensorFlow looks for it. */
  private static void requireGpuIfAskedFor() {
    TensorFlowPlacement placement = TensorFlowPlacement.standard();
    if (placement.device() == TensorFlowPlacement.Device.CPU) {
      return;
    }
    Optional<String> whyNot = Gpu.whyNot();
    if (placement.device() == TensorFlowPlacement.Device.GPU && whyNot.isPresent()) {
      throw new ModelException("a GPU was asked for, but " + whyNot.get());
    }
  }

  private static String missing() {
    return "the native TensorFlow library for "
        + Loader.getPlatform()
        + " could not be loaded. It is looked for on the class path as"
        + " org.tensorflow:tensorflow-core-native with that classifier (there are linux-x86_64,"
        + " linux-x86_64-gpu, macosx-arm64, macosx-x86_64 and windows-x86_64; the build takes"
        + " -Dtensorflow.classifier=...), or in the folder that the environment variable or system"
        + " property "
        + LIBRARY_PATH
        + " names";
  }
}
