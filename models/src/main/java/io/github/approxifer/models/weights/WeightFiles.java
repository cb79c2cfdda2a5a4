package io.github.approxifer.models.weights;

import io.github.approxifer.models.FolderSetting;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of trained weights, called {@code <network>-<dataset>.safetensors}, for example {@code
 * resnet18-cifar10.safetensors}. They are looked for in the folder that the system property {@code
 * approxifer.weights} or else the environment variable {@code APPROXIFER_WEIGHTS} names, then in
 * the folders given. Immutable and thread-safe.
 */
public final class WeightFiles {

  private static final FolderSetting SETTING =
      new FolderSetting("approxifer.weights", "APPROXIFER_WEIGHTS");

  private final List<Path> folders;

  private WeightFiles(List<Path> folders) {
    this.folders = folders;
  }

  /**
   * Returns a finder on the user's folder and, after it, others.
   *
   * @param others further folders, in the order in which to look
   * @return the finder
   */
  public static WeightFiles standard(Path... others) {
    return new WeightFiles(Stream.concat(SETTING.folder().stream(), Stream.of(others)).toList());
  }

  /**
   * Returns a finder on given folders alone.
   *
   * @param folders the folders, in the order in which to look
   * @return the finder
   */
  public static WeightFiles of(Path... folders) {
    return new WeightFiles(List.of(folders));
  }

  /**
   * Looks for a file.
   *
   * @param network the network's name, such as {@code resnet18}
   * @param dataset the dataset's name, such as {@code cifar10}
   * @return the file in the first folder that has it, or empty
   */
  public Optional<Path> find(String network, String dataset) {
    return folders.stream()
        .map(folder -> folder.resolve(fileName(network, dataset)))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /**
   * Opens a file.
   *
   * @param network the network's name, such as {@code resnet18}
   * @param dataset the dataset's name, such as {@code cifar10}
   * @return the open file, to be closed by the caller
   * @throws FileNotFoundException if no folder has it; the message says how to name one
   * @throws IOException if it cannot be read
   * @throws WeightsException if it is not a valid safetensors file
   */
  public SafetensorsFile open(String network, String dataset) throws IOException {
    Path file =
        find(network, dataset)
            .orElseThrow(
                () ->
                    new FileNotFoundException(
                        fileName(network, dataset)
                            + " is not in "
                            + folders
                            + "; name the folder that has it by "
                            + SETTING.usage()));
    return SafetensorsFile.open(file);
  }

  private static String fileName(String network, String dataset) {
    return network + "-" + dataset + ".safetensors";
  }
}
