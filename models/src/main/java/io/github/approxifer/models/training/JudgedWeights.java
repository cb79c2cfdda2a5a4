package io.github.approxifer.models.training;

import io.github.approxifer.models.datasets.Dataset;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of commands that judge trained weights: which weights, and by which images. */
final class JudgedWeights {

  @Option(names = "--model", required = true, description = "The network, such as resnet20.")
  private String model = "";

  @Option(names = "--dataset", required = true, description = "mnist, fashionmnist or cifar10.")
  private String dataset = "";

  @Option(
      names = "--first",
      description = "Judge by so many test images only; 0 for all (default: ${DEFAULT-VALUE}).")
  private int first;

  @Option(
      names = "--batches",
      converter = BatchRange.Converter.class,
      description =
          "The files that were learned from, such as 1-4: judge by the others and the first 1,000"
              + " test images.")
  private @Nullable BatchRange batches;

  /** The name of the weights. */
  String model() {
    return model;
  }

  /** The images of the dataset. */
  Images images() {
    return Images.named(dataset);
  }

  /** The images to be judged by. */
  Dataset judges(Images images) throws IOException {
    return Images.first(images.judges(batches), first);
  }
}
