package io.github.approxifer.bench.workload;

import io.github.approxifer.models.weights.WeightFiles;
import java.nio.file.Path;

/** Finds trained weights: the user's own first, then those of this repository. */
public final class CommittedWeights {
  private CommittedWeights() {}

  /**
   * Returns the finder. The folder {@code bench/weights} is found from the root of the repository,
   * where commands run, and from {@code bench}, where tests do.
   *
   * @return a finder on the user's folder and the repository's
   */
  public static WeightFiles files() {
    return WeightFiles.standard(Path.of("bench", "weights"), Path.of("weights"));
  }
}
