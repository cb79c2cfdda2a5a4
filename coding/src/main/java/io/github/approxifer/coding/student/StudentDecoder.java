package io.github.approxifer.coding.student;

import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.Provenance;
import io.github.approxifer.coding.WorkerSet;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * Takes the answer of a worker that got the query as it is, and the student's where there is none.
 *
 * <p>With a code without redundancy this needs no worker more than there are queries; with partial
 * replication and queries ordered {@link HardestFirst}, what is lost is what the student knows
 * best. Answers to mixtures are ignored; {@link FusedDecoder} uses them. Immutable and thread-safe.
 */
public final class StudentDecoder {
  private final int workers;
  private final Holders holders;

  /**
   * A decoder.
   *
   * @param code says which worker gets which query; every query must go to some worker as it is
   * @throws IllegalArgumentException if a query goes out in mixtures only
   */
  public StudentDecoder(Code code) {
    this.workers = code.workers();
    this.holders = Holders.of(code).requireAll(code);
  }

  /**
   * What a group came to.
   *
   * @param predictions K x c, row j is the prediction for query j
   * @param provenances K entries, {@link Provenance#EXACT} or {@link Provenance#STUDENT}; immutable
   */
  public record Filled(FMatrixRMaj predictions, List<Provenance> provenances) {}

  /**
   * Decodes one group.
   *
   * @param answers F, the workers that answered, possibly none
   * @param values |F| x c, row r is the answer of the worker of rank r in F; not modified
   * @param students K x c, what the student answers to the queries; not modified
   * @return the predictions and how each was obtained
   * @throws IllegalArgumentException if the shapes do not agree, or a worker's answer is NaN or
   *     infinite
   */
  public Filled decode(WorkerSet answers, FMatrixRMaj values, FMatrixRMaj students) {
    Requirements.workers(workers, answers);
    Requirements.students(holders.queries(), students);
    Requirements.answers(answers, values, students);
    FMatrixRMaj predictions = students.copy();
    Provenance[] provenances = new Provenance[holders.queries()];
    Arrays.fill(provenances, Provenance.STUDENT);
    for (int rank = answers.size() - 1; rank >= 0; rank--) {
      int query = holders.query(answers.worker(rank));
      if (query >= 0) {
        Answers.copyRow(values, rank, predictions, query);
        provenances[query] = Provenance.EXACT;
      }
    }
    return new Filled(predictions, List.copyOf(Arrays.asList(provenances)));
  }
}
