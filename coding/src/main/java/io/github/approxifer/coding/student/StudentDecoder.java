package io.github.approxifer.coding.student;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.answers.Decoded;
import io.github.approxifer.coding.answers.Provenance;
import io.github.approxifer.coding.answers.Received;
import java.util.Arrays;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * A decoder that takes the answer of a worker that got the query as it is, and the student's where
 * there is none.
 *
 * <p>With a code without redundancy this needs no worker more than there are queries; with copies
 * of the first queries, and these ordered {@link HardestFirst}, what is lost is what the student
 * knows best. Answers to mixtures are ignored; {@link FusedDecoder} uses them. Decodes from any
 * answers, also from none. Immutable and thread-safe.
 */
public final class StudentDecoder implements GroupDecoder {
  private final Code code;
  private final Holders holders;

  private StudentDecoder(Code code) {
    this.code = code;
    this.holders = Holders.of(code).requireAll(code);
  }

  /**
   * A decoder of a code.
   *
   * @param code every query must go to some worker as it is
   * @return the decoder
   * @throws IllegalArgumentException if a query goes out in mixtures only
   */
  public static StudentDecoder of(Code code) {
    return new StudentDecoder(code);
  }

  @Override
  public Code code() {
    return code;
  }

  @Override
  public Optional<GroupDecoder> shortened(Code shorter) {
    return Optional.of(of(shorter));
  }

  @Override
  public int leastAnswers() {
    return 0;
  }

  /**
   * {@inheritDoc}
   *
   * <p>What has been received must hold the student's answers. Answers that are not finite count as
   * lost; their workers are named where E allows for liars.
   *
   * @throws IllegalArgumentException if there are no answers of a student, the shapes do not agree,
   *     or an answer is not finite and E is 0
   */
  @Override
  public Decoded decode(Received received, @Nullable FMatrixRMaj predictions) {
    FMatrixRMaj students = Requirements.students(code, received);
    Received kept = Requirements.finite(code, received);
    Provenance[] provenances = new Provenance[holders.queries()];
    Arrays.fill(provenances, Provenance.STUDENT);
    FMatrixRMaj result = Requirements.copy(students, predictions);
    return holders.preferOwn(received.answers(), kept, result, provenances);
  }
}
