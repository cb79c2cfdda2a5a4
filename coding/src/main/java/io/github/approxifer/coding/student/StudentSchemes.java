package io.github.approxifer.coding.student;

import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.Scheme;
import io.github.approxifer.coding.codes.ReplicationCode;

/**
 * The ways to serve a group with a student, each a code, an ordering and a decoder that fit.
 *
 * <p>S is how many answers not to wait for. Above 0 a group goes on without its S slowest answers
 * even if all workers are well, and the student stands in for those that no copy replaces. With S =
 * 0 it waits for each answer that may still come; how long is for whoever serves it to say.
 */
public final class StudentSchemes {
  private StudentSchemes() {}

  /**
   * No redundancy at all: as many workers as queries, lost answers from the student.
   *
   * @param parameters K and S, how many answers not to wait for
   * @return the scheme
   * @throws IllegalArgumentException if S + E is not below K
   */
  public static Scheme uncoded(CodeParameters parameters) {
    return hardestTwice(parameters, 0);
  }

  /**
   * The queries of which the student is least sure at a second worker each, lost answers from the
   * student.
   *
   * @param parameters K and S, how many answers not to wait for
   * @param copies how many queries go to a second worker, 0..K
   * @return the scheme, of K + copies workers
   * @throws IllegalArgumentException if there are fewer or more copies, or S + E is not below N
   */
  public static Scheme hardestTwice(CodeParameters parameters, int copies) {
    return ordered(StudentDecoder.of(ReplicationCode.copying(parameters, copies)));
  }

  /**
   * The student as a witness: implausible answers are asked again until one leads by enough votes.
   *
   * @param parameters K, S and E
   * @param pairs how many queries, those of which the student is least sure, go to two workers at
   *     once; 0..K
   * @param witness knows how plausible an answer is
   * @param falseAlarmRate as in {@link WitnessDecoder#of}
   * @return the scheme, of K + pairs workers
   * @throws IllegalArgumentException if there are fewer or more pairs, S + E is not below N, or the
   *     rate is out of range
   */
  public static Scheme witness(
      CodeParameters parameters, int pairs, Witness witness, double falseAlarmRate) {
    ReplicationCode code = ReplicationCode.copying(parameters, pairs);
    return ordered(WitnessDecoder.of(code, witness, falseAlarmRate));
  }

  /**
   * Parities over the queries of which the student is least sure, lost answers from the student's,
   * the parities' and all other answers.
   *
   * @param decoder fitted to groups in this order
   * @return the scheme
   */
  public static Scheme fused(FusedDecoder decoder) {
    return ordered(decoder);
  }

  private static Scheme ordered(GroupDecoder decoder) {
    return Scheme.of(decoder).withOrdering(new HardestFirst());
  }
}
