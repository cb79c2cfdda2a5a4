package io.github.approxifer.coding.student;

import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.Provenance;
import io.github.approxifer.coding.Recheck;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.student.AnswerFit.Misfit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.ejml.data.FMatrixRMaj;

/**
 * Decodes with the student as a witness: an answer that the student finds implausible goes out
 * again to a worker that has not had it, until one answer leads by enough votes.
 *
 * <p>An answer is believed if it leads all others of its query by 1 vote; by 2 if it is
 * implausible, by 3 if it is very implausible. So a plausible answer of one worker is believed at
 * once, and two liars who agree on a lie are not believed as soon as the student contradicts them.
 * Whoever is suspected is no judge. If no answer leads by enough and nobody else can be asked, the
 * one that comes nearest to it wins, of equal ones the one nearest to what the student leads to
 * expect. A query that nobody answered is answered by the student.
 *
 * <p>Every query goes to one worker at least, as it is. With a code without redundancy that is all;
 * with partial replication, and queries ordered {@link HardestFirst}, those on which the student is
 * a poor witness go to two workers at once. Asking more workers only where something is wrong is
 * reactive redundancy (Gupta and Vaidya: Randomized reactive redundancy for Byzantine
 * fault-tolerance in parallelized learning, 2019); a witness that costs no request is ours.
 *
 * <p>Immutable and thread-safe.
 */
public final class WitnessDecoder {
  private final int workers;
  private final Holders holders;
  private final Witness witness;
  private final double tolerance;
  private final double rate;
  private final double strictRate;

  private WitnessDecoder(
      int workers,
      Holders holders,
      Witness witness,
      double tolerance,
      double rate,
      double strictRate) {
    if (!(tolerance >= 0)) {
      throw new IllegalArgumentException(
          "the tolerance must be a number that is not negative, but is " + tolerance);
    }
    if (!(strictRate >= 0 && strictRate <= rate && rate <= 1)) {
      throw new IllegalArgumentException(
          "the false-alarm rates must be 0 <= strict rate <= rate <= 1, but are %s and %s"
              .formatted(strictRate, rate));
    }
    this.workers = workers;
    this.holders = holders;
    this.witness = witness;
    this.tolerance = tolerance;
    this.rate = rate;
    this.strictRate = strictRate;
  }

  /**
   * A decoder.
   *
   * @param code says which worker gets which query; every query must go to some worker as it is
   * @param witness knows how plausible an answer is
   * @param tolerance by how much honest answers to one query may differ in any element, in the unit
   *     of the answers; 0 if workers compute alike to the last bit
   * @param falseAlarmRate the share of honest answers that are implausible, from 0 to 1, for
   *     instance 0.1: each is asked again once if nobody lies. A sixth of them are very implausible
   * @return the decoder
   * @throws IllegalArgumentException if a query goes out in mixtures only, or a number is out of
   *     range
   */
  public static WitnessDecoder of(
      Code code, Witness witness, double tolerance, double falseAlarmRate) {
    Holders holders = Holders.of(code).requireAll(code);
    return new WitnessDecoder(
        code.workers(), holders, witness, tolerance, falseAlarmRate, falseAlarmRate / 6);
  }

  /**
   * The same decoder with another share of very implausible answers.
   *
   * @param falseAlarmRate the share of honest answers that are very implausible, from 0 to the
   *     share of the implausible ones: the share of pairs that are asked again although they agree
   * @return the decoder
   * @throws IllegalArgumentException if the rate is out of range
   */
  public WitnessDecoder withStrictRate(double falseAlarmRate) {
    return new WitnessDecoder(workers, holders, witness, tolerance, rate, falseAlarmRate);
  }

  /**
   * What a group came to.
   *
   * @param predictions K x c, row j is the prediction for query j
   * @param provenances K entries: EXACT where a worker's answer is believed, else STUDENT;
   *     immutable
   * @param liars the workers that answered otherwise than what is believed
   */
  public record Decided(FMatrixRMaj predictions, List<Provenance> provenances, WorkerSet liars) {}

  /**
   * Whom to ask next. Called again with the answers, until nothing is left to ask; whoever cannot
   * wait that long decodes earlier.
   *
   * @param answers F, the workers that answered in the first round
   * @param values |F| x c, row r is the answer of the worker of rank r in F; not modified
   * @param students K x c, what the student answers to the queries; not modified
   * @param rechecks what was asked again so far, with the workers that answered
   * @param further for each of them its answers, a row for each worker in ascending order; not
   *     modified
   * @param askable whom to draw from, of the code's workers
   * @param random draws the workers to ask, so that liars cannot know who will be asked
   * @return queries to send out once more, each to one worker; empty if all is settled or nobody is
   *     left to ask
   * @throws IllegalArgumentException if the shapes do not agree or an answer is NaN or infinite
   */
  public List<Recheck> rechecks(
      WorkerSet answers,
      FMatrixRMaj values,
      FMatrixRMaj students,
      List<Recheck> rechecks,
      List<FMatrixRMaj> further,
      WorkerSet askable,
      Random random) {
    List<Ballot> ballots = ballots(answers, values, students, rechecks, further);
    TreeSet<Integer> suspects = new TreeSet<>();
    for (Ballot ballot : ballots) {
      if (!ballot.settled()) {
        suspects.addAll(ballot.voters());
      } else {
        suspects.addAll(ballot.outvoted());
      }
    }
    List<Recheck> asked = new ArrayList<>();
    for (Ballot ballot : ballots) {
      if (ballot.voters().isEmpty() || ballot.settled()) {
        continue;
      }
      int[] free =
          Arrays.stream(askable.toArray())
              .filter(worker -> !suspects.contains(worker))
              .filter(worker -> !ballot.voters().contains(worker))
              .toArray();
      if (free.length > 0) {
        int drawn = free[random.nextInt(free.length)];
        asked.add(new Recheck(ballot.query(), WorkerSet.of(workers, drawn)));
      }
    }
    return asked;
  }

  /**
   * Decodes with all answers that there are.
   *
   * @param answers F, the workers that answered in the first round, possibly none
   * @param values |F| x c, as in the first round; not modified
   * @param students K x c, what the student answers to the queries; not modified
   * @param rechecks what was asked again, with the workers that answered, which may be fewer than
   *     were asked
   * @param further for each of them its answers, a row for each worker in ascending order; not
   *     modified
   * @return the predictions
   * @throws IllegalArgumentException if the shapes do not agree or an answer is NaN or infinite
   */
  public Decided decode(
      WorkerSet answers,
      FMatrixRMaj values,
      FMatrixRMaj students,
      List<Recheck> rechecks,
      List<FMatrixRMaj> further) {
    FMatrixRMaj predictions = students.copy();
    Provenance[] provenances = new Provenance[holders.queries()];
    TreeSet<Integer> liars = new TreeSet<>();
    for (Ballot ballot : ballots(answers, values, students, rechecks, further)) {
      boolean answered = !ballot.voters().isEmpty();
      provenances[ballot.query()] = answered ? Provenance.EXACT : Provenance.STUDENT;
      if (answered) {
        Answers.copyRow(ballot.votes(), ballot.winner(), predictions, ballot.query());
        liars.addAll(ballot.outvoted());
      }
    }
    int[] named = liars.stream().mapToInt(Integer::intValue).toArray();
    return new Decided(
        predictions, List.copyOf(Arrays.asList(provenances)), WorkerSet.of(workers, named));
  }

  /** The votes on each query, after a look at the arguments. */
  private List<Ballot> ballots(
      WorkerSet answers,
      FMatrixRMaj values,
      FMatrixRMaj students,
      List<Recheck> rechecks,
      List<FMatrixRMaj> further) {
    Requirements.workers(workers, answers);
    Requirements.students(holders.queries(), students);
    Requirements.answers(answers, values, students);
    if (rechecks.size() != further.size()) {
      throw new IllegalArgumentException(
          "%d queries were asked again, but there are answers to %d of them"
              .formatted(rechecks.size(), further.size()));
    }
    List<Votes> votes = new ArrayList<>();
    for (int query = 0; query < holders.queries(); query++) {
      votes.add(new Votes());
      for (int worker : holders.workers(query)) {
        if (answers.contains(worker)) {
          votes.get(query).add(worker, values, answers.rank(worker));
        }
      }
    }
    for (int i = 0; i < rechecks.size(); i++) {
      Recheck recheck = rechecks.get(i);
      if (recheck.query() < 0 || recheck.query() >= holders.queries()) {
        throw new IllegalArgumentException(
            "query %d was asked again, but there are only K=%d"
                .formatted(recheck.query(), holders.queries()));
      }
      Requirements.workers(workers, recheck.workers());
      Requirements.answers(recheck.workers(), further.get(i), students);
      for (int row = 0; row < recheck.workers().size(); row++) {
        votes.get(recheck.query()).add(recheck.workers().worker(row), further.get(i), row);
      }
    }
    List<Ballot> ballots = new ArrayList<>();
    for (int query = 0; query < holders.queries(); query++) {
      ballots.add(count(query, votes.get(query), students));
    }
    return ballots;
  }

  /** Who answered what to a query. */
  private record Votes(List<Integer> voters, List<float[]> values) {
    Votes() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    void add(int worker, FMatrixRMaj from, int row) {
      voters.add(worker);
      int begin = row * from.numCols;
      values.add(Arrays.copyOfRange(from.data, begin, begin + from.numCols));
    }
  }

  /**
   * The votes on a query, counted.
   *
   * @param query which
   * @param voters who answered
   * @param votes a row for each of them
   * @param winner the row that comes nearest to being believed
   * @param settled whether it is believed; true if nobody answered
   * @param outvoted who answered otherwise than the winner
   */
  private record Ballot(
      int query,
      List<Integer> voters,
      FMatrixRMaj votes,
      int winner,
      boolean settled,
      List<Integer> outvoted) {}

  private Ballot count(int query, Votes given, FMatrixRMaj students) {
    int count = given.voters().size();
    FMatrixRMaj votes = new FMatrixRMaj(count, students.numCols);
    for (int vote = 0; vote < count; vote++) {
      System.arraycopy(
          given.values().get(vote), 0, votes.data, vote * votes.numCols, votes.numCols);
    }
    int winner = -1;
    int most = Integer.MIN_VALUE;
    boolean settled = true;
    double nearest = Double.POSITIVE_INFINITY;
    for (int vote = 0; vote < count; vote++) {
      int supporters = supporters(votes, vote);
      Misfit misfit = witness.fit().misfit(students, query, votes, vote);
      double plausibility = witness.plausibility(misfit);
      int needed = 1 + (plausibility <= rate ? 1 : 0) + (plausibility <= strictRate ? 1 : 0);
      int lead = 2 * supporters - count - needed;
      // Of two answers with as many supporters each, the one that needs fewer is ahead.
      int score = 2 * supporters - needed;
      if (score > most || (score == most && misfit.distance() < nearest)) {
        winner = vote;
        most = score;
        nearest = misfit.distance();
        settled = lead >= 0;
      }
    }
    List<Integer> outvoted = new ArrayList<>();
    for (int vote = 0; vote < count; vote++) {
      if (!Answers.agree(votes, vote, winner, tolerance)) {
        outvoted.add(given.voters().get(vote));
      }
    }
    return new Ballot(query, given.voters(), votes, winner, settled, outvoted);
  }

  private int supporters(FMatrixRMaj votes, int vote) {
    int supporters = 0;
    for (int other = 0; other < votes.numRows; other++) {
      supporters += Answers.agree(votes, vote, other, tolerance) ? 1 : 0;
    }
    return supporters;
  }
}
