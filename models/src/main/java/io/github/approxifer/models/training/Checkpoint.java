package io.github.approxifer.models.training;

import io.github.approxifer.models.weights.Parameter;
import io.github.approxifer.models.weights.SafetensorsFile;
import io.github.approxifer.models.weights.SafetensorsType;
import io.github.approxifer.models.weights.SafetensorsWriter;
import io.github.approxifer.models.weights.WeightsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The state of a training in a safetensors file: parameters and momenta (with the prefix {@code
 * momentum/}) as float32, and as free text the step and what was being trained. It is written
 * beside the old one and then moved over it, so that one of the two is always whole.
 */
final class Checkpoint {

  private static final String MOMENTUM = "momentum/";
  private static final String STEP = "step";
  private static final String SECONDS = "seconds";
  private static final String TRAINING = "training";
  private static final String LOSSES = "losses";

  private final Path file;
  private final String training;

  /**
   * Creates an access to a checkpoint.
   *
   * @param file the file, which need not exist
   * @param training what is trained and how, in a line
   */
  Checkpoint(Path file, String training) {
    this.file = file;
    this.training = training;
  }

  boolean exists() {
    return Files.isRegularFile(file);
  }

  /** What a checkpoint says of the way behind it: steps taken and seconds spent. */
  record State(long step, double seconds) {}

  void write(TrainingGraph graph, State state, LossCurve losses) throws IOException {
    SafetensorsWriter writer =
        new SafetensorsWriter()
            .metadata(STEP, Long.toString(state.step()))
            .metadata(SECONDS, Double.toString(state.seconds()))
            .metadata(TRAINING, training)
            .metadata(LOSSES, losses.text());
    add(writer, "", graph.parameters());
    add(writer, MOMENTUM, graph.momenta());
    writer.write(file);
  }

  private static void add(SafetensorsWriter writer, String prefix, Map<Parameter, float[]> values) {
    values.forEach(
        (parameter, array) ->
            writer.add(prefix + parameter.name(), SafetensorsType.F32, parameter.shape(), array));
  }

  /**
   * Sees to it that a checkpoint, if there is one, is of this training.
   *
   * @throws WeightsException if it belongs to another training
   */
  void requireThisTraining() throws IOException {
    if (exists()) {
      try (SafetensorsFile checkpoint = SafetensorsFile.open(file)) {
        requireThisTraining(checkpoint.metadata());
      }
    }
  }

  private void requireThisTraining(Map<String, String> metadata) {
    String found = metadata.getOrDefault(TRAINING, "nothing known");
    if (!found.equals(training)) {
      throw new WeightsException(
          file
              + " is the checkpoint of another training ("
              + found
              + "), not of this one ("
              + training
              + "); delete it, name another output folder, or ask for the same training");
    }
  }

  /**
   * Sets a graph to the checkpoint's state.
   *
   * @return what was done before it
   * @throws WeightsException if it belongs to another training
   */
  State restore(TrainingGraph graph, LossCurve losses) throws IOException {
    try (SafetensorsFile checkpoint = SafetensorsFile.open(file)) {
      Map<String, String> metadata = checkpoint.metadata();
      requireThisTraining(metadata);
      graph.set(
          checkpoint,
          parameter ->
              checkpoint.values(
                  new Parameter(MOMENTUM + parameter.name(), parameter.kind(), parameter.shape())));
      losses.add(metadata.getOrDefault(LOSSES, ""));
      return new State(
          Long.parseLong(metadata.getOrDefault(STEP, "0")),
          Double.parseDouble(metadata.getOrDefault(SECONDS, "0")));
    }
  }
}
