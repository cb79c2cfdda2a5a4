package io.github.approxifer.coding.kernel;

import java.util.Set;

/**
 * The choice of the kernel, made once: vectors where the virtual machine has them, loops otherwise.
 */
final class RowKernels {
  private static final String MODULE = "jdk.incubator.vector";
  private static final String VECTOR_KERNEL = "io.github.approxifer.coding.kernel.VectorRowKernel";

  /** Processors whose vectors come with a fused multiply-add, without which the API is slow. */
  private static final Set<String> ARCHITECTURES = Set.of("amd64", "x86_64", "aarch64");

  static final RowKernel SCALAR = new ScalarRowKernel();
  static final RowKernel BEST = choose(System.getProperty("os.arch", ""));

  private RowKernels() {}

  static RowKernel choose(String architecture) {
    boolean available = ModuleLayer.boot().findModule(MODULE).isPresent();
    return available && ARCHITECTURES.contains(architecture) ? byName(VECTOR_KERNEL) : SCALAR;
  }

  /** The kernel of a class that may not be loadable here, or the loops. */
  static RowKernel byName(String name) {
    try {
      return Class.forName(name).asSubclass(RowKernel.class).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError unusable) {
      return SCALAR;
    }
  }
}
