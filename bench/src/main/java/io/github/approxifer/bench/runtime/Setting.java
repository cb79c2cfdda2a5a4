package io.github.approxifer.bench.runtime;

import io.github.approxifer.bench.workload.Cell;

/**
 * What a runtime is of.
 *
 * @param network such as {@code ResNet-18}
 * @param dataset {@code CIFAR-10} or {@code MNIST}
 * @param cell K, S, E and the noise
 */
record Setting(String network, String dataset, Cell cell) {
  @Override
  public String toString() {
    return network + ", " + dataset + ", " + cell.name();
  }
}
