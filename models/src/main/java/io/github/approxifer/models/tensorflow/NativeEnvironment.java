package io.github.approxifer.models.tensorflow;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets environment variables of this process as native code sees them; {@link System#getenv()} does
 * not see the change. Some settings of TensorFlow can be made in no other way.
 */
final class NativeEnvironment {

  private static final Logger LOGGER = LoggerFactory.getLogger(NativeEnvironment.class);

  private NativeEnvironment() {}

  /** Sets a variable unless the process was started with it. A failure is logged, not thrown. */
  static void setIfAbsent(String name, String value) {
    if (System.getenv(name) != null) {
      return;
    }
    try {
      int status;
      if (Platform.isWindows()) {
        // TensorFlow is linked with the universal C runtime, which keeps its own copy.
        status = function("ucrtbase", "_putenv_s").invokeInt(new Object[] {name, value});
      } else {
        status = function("c", "setenv").invokeInt(new Object[] {name, value, 0});
      }
      if (status != 0) {
        LOGGER.debug("Setting {}={} failed with status {}", name, value, status);
      }
    } catch (LinkageError e) {
      LOGGER.debug("Setting {}={} failed", name, value, e);
    }
  }

  private static Function function(String library, String name) {
    return NativeLibrary.getInstance(library).getFunction(name);
  }
}
