package io.github.approxifer.models.tensorflow;

import java.util.Locale;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/**
 * Where TensorFlow computes: {@code -Dapproxifer.device=auto|cpu|gpu} and {@code
 * -Dapproxifer.gpu.growth=true|false}.
 *
 * @param device where
 * @param memoryGrowth whether GPU memory is taken as it is needed, not all at once
 */
public record TensorFlowPlacement(Device device, boolean memoryGrowth) {
  private static final String DEVICE = "approxifer.device";
  private static final String GROWTH = "approxifer.gpu.growth";

  /** Where to compute. */
  public enum Device {
    /** On a GPU if there is one. */
    AUTO,
    /** On the CPU, even if there is a GPU. */
    CPU,
    /** On a GPU; it is an error if there is none. */
    GPU
  }

  /**
   * As the system properties say: by itself and with memory growth unless they say otherwise. An
   * empty value counts as not given.
   *
   * @return the placement
   * @throws IllegalArgumentException if a property has another value
   */
  public static TensorFlowPlacement standard() {
    return of(System.getProperty(DEVICE, ""), System.getProperty(GROWTH, ""));
  }

  static TensorFlowPlacement of(String device, String growth) {
    if (!growth.isEmpty() && !growth.equals("true") && !growth.equals("false")) {
      throw new IllegalArgumentException(
          GROWTH + " must be true or false, but is \"" + growth + "\"");
    }
    try {
      return new TensorFlowPlacement(
          device.isEmpty() ? Device.AUTO : Device.valueOf(device.toUpperCase(Locale.ROOT)),
          !growth.equals("false"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          DEVICE + " must be auto, cpu or gpu, but is \"" + device + "\"", e);
    }
  }

  /** Adds the placement to the configuration of a session. */
  ConfigProto.Builder applyTo(ConfigProto.Builder config) {
    if (device == Device.CPU) {
      return config.putDeviceCount("GPU", 0);
    }
    return config.setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(memoryGrowth));
  }
}
