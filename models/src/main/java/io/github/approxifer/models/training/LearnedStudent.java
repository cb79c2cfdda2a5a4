package io.github.approxifer.models.training;

import io.github.approxifer.models.Model;
import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.networks.Networks;
import io.github.approxifer.models.tensorflow.TensorFlowPresence;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import io.github.approxifer.models.weights.ParameterValues;
import io.github.approxifer.models.weights.SafetensorsFile;
import io.github.approxifer.models.weights.SafetensorsWriter;
import io.github.approxifer.models.weights.WeightsException;
import java.io.IOException;
import java.nio.file.Path;

/** A student that has learned: its network and the values of its parameters. Thread-safe. */
public final class LearnedStudent {

  private static final String AGREEMENT = "agreement";

  private final Network network;
  private final HeldValues values;
  private final double agreement;

  LearnedStudent(Network network, HeldValues values, double agreement) {
    this.network = network;
    this.values = values;
    this.agreement = agreement;
  }

  /**
   * Reads a student from a file: one of {@link #save}, or of {@code mvn -pl models train
   * -Dstudent=...}.
   *
   * @param file the file
   * @return the student
   * @throws IOException if the file cannot be read
   * @throws WeightsException if it holds no student
   * @throws io.github.approxifer.models.ModelException if TensorFlow is not on the class path
   */
  public static LearnedStudent open(Path file) throws IOException {
    TensorFlowPresence.require();
    try (SafetensorsFile weights = SafetensorsFile.open(file)) {
      Network network = StudentFile.network(weights);
      String agreement = weights.metadata().get(AGREEMENT);
      return new LearnedStudent(
          network,
          HeldValues.of(network, weights),
          agreement == null ? Double.NaN : Double.parseDouble(agreement));
    } catch (NumberFormatException e) {
      throw new WeightsException(file + " gives no number for its agreement: " + e.getMessage());
    }
  }

  /**
   * The student's network.
   *
   * @return one of {@link io.github.approxifer.models.networks.StudentNetworks}
   */
  public Network network() {
    return network;
  }

  /**
   * How often the student's greatest output was the model's on the queries that were held out.
   *
   * @return from 0 to 1; NaN if none were, or the file does not say
   */
  public double agreement() {
    return agreement;
  }

  /**
   * The values of its parameters.
   *
   * @return a source of copies
   */
  public ParameterValues values() {
    return values;
  }

  /**
   * Makes the student answer.
   *
   * @param threads how many threads it uses; {@link TensorFlowThreads#single()} beside a
   *     coordinator
   * @return a model, to be closed
   * @throws IOException if the temporary SavedModel cannot be written
   */
  public Model serve(TensorFlowThreads threads) throws IOException {
    return Networks.serve(network, values, threads);
  }

  /**
   * Writes the student in half precision.
   *
   * @param file the file; written over if it exists
   * @throws IOException if writing fails
   */
  public void save(Path file) throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    StudentFile.facts(network).forEach(writer::metadata);
    if (!Double.isNaN(agreement)) {
      writer.metadata(AGREEMENT, Double.toString(agreement));
    }
    values
        .arrays()
        .forEach((parameter, array) -> WeightStorage.FLOAT16.add(writer, parameter, array));
    writer.write(file);
  }
}
