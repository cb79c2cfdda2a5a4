package io.github.approxifer.coding.decode;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.Decoder;
import io.github.approxifer.coding.Provenance;
import io.github.approxifer.coding.WorkerSet;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * Collects the answers of one group as they come and decodes from those that are there: first from
 * a quorum, and again, better, when late answers arrive. Each set of answers has a decoding matrix
 * of its own, so refining is decoding anew with the matrix of the larger set; with all answers of a
 * systematic code in, every prediction is exact.
 *
 * <p>Not thread-safe; one for each group, over one shared {@link Decoder}.
 */
public final class ProgressiveDecoder {
  private final Code code;
  private final Decoder decoder;
  private final float[][] answers;
  private int count;

  /**
   * Nothing received yet.
   *
   * @param code the code
   * @param decoder a decoder of that code, which may be shared
   */
  public ProgressiveDecoder(Code code, Decoder decoder) {
    this.code = code;
    this.decoder = decoder;
    this.answers = new float[code.workers()][];
  }

  /**
   * Takes an answer.
   *
   * @param worker 0..N-1, each once
   * @param answer c elements; copied
   * @throws IllegalArgumentException if there is no such worker, it has answered before, or its
   *     answer is empty or of another length than the others
   */
  public void add(int worker, float[] answer) {
    if (worker < 0 || worker >= answers.length) {
      throw new IllegalArgumentException(
          "worker " + worker + " does not exist: indices run from 0 to " + (answers.length - 1));
    }
    if (answers[worker] != null) {
      throw new IllegalArgumentException("worker " + worker + " has answered before");
    }
    int expected = count == 0 ? Math.max(1, answer.length) : length();
    if (answer.length != expected) {
      throw new IllegalArgumentException(
          "the answer of worker "
              + worker
              + " has "
              + answer.length
              + " elements instead of "
              + expected);
    }
    answers[worker] = answer.clone();
    count++;
  }

  /**
   * Whether there are enough answers to decode from.
   *
   * @return true if {@link Code#honestQuorum()} are there
   */
  public boolean ready() {
    return count >= code.honestQuorum();
  }

  /**
   * The workers that have answered.
   *
   * @return F
   */
  public WorkerSet received() {
    List<Integer> members = new ArrayList<>();
    for (int worker = 0; worker < answers.length; worker++) {
      if (answers[worker] != null) {
        members.add(worker);
      }
    }
    return WorkerSet.of(answers.length, members.stream().mapToInt(Integer::intValue).toArray());
  }

  /**
   * The predictions from all answers so far.
   *
   * @return K x c, a new matrix
   * @throws IllegalArgumentException if there are too few answers, or one is NaN or infinite
   */
  public FMatrixRMaj predictions() {
    WorkerSet received = received();
    FMatrixRMaj values = new FMatrixRMaj(count, count == 0 ? 1 : length());
    for (int rank = 0; rank < count; rank++) {
      float[] answer = answers[received.worker(rank)];
      System.arraycopy(answer, 0, values.data, rank * answer.length, answer.length);
    }
    return decoder.decode(received, values);
  }

  /**
   * How each of these predictions is obtained.
   *
   * @return K entries
   * @throws IllegalArgumentException if the code cannot decode from the answers so far
   */
  public List<Provenance> provenances() {
    return decoder.provenances(received());
  }

  private int length() {
    for (float[] answer : answers) {
      if (answer != null) {
        return answer.length;
      }
    }
    throw new IllegalStateException("no answer has come");
  }
}
