package io.github.approxifer.coding.student;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.Decoded;
import io.github.approxifer.coding.answers.Provenance;
import io.github.approxifer.coding.answers.Received;
import io.github.approxifer.coding.answers.Recheck;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.locate.Tolerance;
import io.github.approxifer.coding.student.AnswerFit.Misfit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * A decoder with the student as a witness: an answer that the student finds implausible goes out
 * again to a worker that has not had it, until one answer leads by enough votes.
 *
 * <p>An answer is believed if it leads all others of its query by 1 vote; by 2 if it is
 * implausible, by 3 if it is very implausible. So a plausible answer of one worker is believed at
 * once, and two liars who agree on a lie are not believed as soon as the student contradicts them.
 * Against an answer that is not very implausible, one that is counts for a vote less than it has: a
 * single worker's is as good as none, as hardly any honest answer is so odd. Whoever is suspected
 * is no judge. If no answer leads by enough and nobody else can be asked, the one that comes
 * nearest to it wins, of equal ones the one nearest to what the student leads to expect. A query
 * that nobody answered is answered by the student.
 *
 * <p>Every query goes to one worker at least, as it is. With a code without redundancy that is all;
 * with partial replication, and queries ordered {@link HardestFirst}, those on which the student is
 * a poor witness go to two workers at once. Asking more workers only where something is wrong is
 * reactive redundancy (Gupta and Vaidya: Randomized reactive redundancy for Byzantine
 * fault-tolerance in parallelized learning, 2019); a witness that costs no request is ours.
 *
 * <p>There is no {@link #shortened} form: the workers of the group's other queries are those who
 * can be asked again.
 *
 * <p>Immutable and thread-safe.
 */
public final class WitnessDecoder implements GroupDecoder {
  private static final int STRICTER = 6;

  /** The lead that a very implausible answer needs. */
  private static final int MOST_NEEDED = 3;

  private final Code code;
  private final Holders holders;
  private final Witness witness;
  private final Tolerance tolerance;
  private final double rate;
  private final double strictRate;

  private WitnessDecoder(
      Code code,
      Holders holders,
      Witness witness,
      Tolerance tolerance,
      double rate,
      double strictRate) {
    if (!(strictRate >= 0 && strictRate <= rate && rate <= 1)) {
      throw new IllegalArgumentException(
          "the false-alarm rates must be 0 <= strict rate <= rate <= 1, but are %s and %s"
              .formatted(strictRate, rate));
    }
    this.code = code;
    this.holders = holders;
    this.witness = witness;
    this.tolerance = tolerance;
    this.rate = rate;
    this.strictRate = strictRate;
  }

  /**
   * A decoder with the tolerance {@link Tolerance#ofScale()}.
   *
   * @param code says which worker gets which query; every query must go to some worker as it is
   * @param witness knows how plausible an answer is
   * @param falseAlarmRate the share of honest answers that are implausible, from 0 to 1, for
   *     instance 0.17: each is asked again once if nobody lies. A sixth of them are very
   *     implausible
   * @return the decoder
   * @throws IllegalArgumentException if a query goes out in mixtures only, or a number is out of
   *     range
   */
  public static WitnessDecoder of(Code code, Witness witness, double falseAlarmRate) {
    Holders holders = Holders.of(code).requireAll(code);
    Tolerance tolerance = Tolerance.ofScale();
    return new WitnessDecoder(
        code, holders, witness, tolerance, falseAlarmRate, falseAlarmRate / STRICTER);
  }

  /**
   * The same decoder with another tolerance.
   *
   * @param allowed by how much honest answers to one query may differ
   * @return the decoder
   */
  public WitnessDecoder withTolerance(Tolerance allowed) {
    return new WitnessDecoder(code, holders, witness, allowed, rate, strictRate);
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
    return new WitnessDecoder(code, holders, witness, tolerance, rate, falseAlarmRate);
  }

  @Override
  public Code code() {
    return code;
  }

  @Override
  public int leastAnswers() {
    return 0;
  }

  /**
   * {@inheritDoc}
   *
   * <p>One worker for each query that is not settled. Called again with the answers received, until
   * nothing is left to ask; whoever cannot wait that long decodes earlier.
   *
   * @throws IllegalArgumentException if there are no answers of a student or the shapes do not
   *     agree
   */
  @Override
  public List<Recheck> rechecks(Received received, WorkerSet askable, Random random) {
    List<Ballot> ballots = ballots(received);
    TreeSet<Integer> suspects = new TreeSet<>();
    for (Ballot ballot : ballots) {
      suspects.addAll(ballot.settled() ? ballot.outvoted() : ballot.voters());
    }
    List<Recheck> asked = new ArrayList<>();
    for (Ballot ballot : ballots) {
      if (ballot.settled()) {
        continue;
      }
      int[] free =
          Arrays.stream(askable.toArray())
              .filter(worker -> !suspects.contains(worker))
              .filter(worker -> !hasHad(received, ballot.query(), worker))
              .toArray();
      if (free.length > 0) {
        int drawn = free[random.nextInt(free.length)];
        asked.add(new Recheck(ballot.query(), WorkerSet.of(code.workers(), drawn)));
      }
    }
    return asked;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Exact where a worker's answer is believed, the student's where nobody answered. Liars are
   * those who answered otherwise than what is believed, in any round.
   *
   * @throws IllegalArgumentException if there are no answers of a student, the shapes do not agree,
   *     or an answer is not finite and E is 0
   */
  @Override
  public Decoded decode(Received received, @Nullable FMatrixRMaj predictions) {
    List<Ballot> ballots = ballots(received);
    FMatrixRMaj result = Requirements.copy(Requirements.students(code, received), predictions);
    Provenance[] provenances = new Provenance[holders.queries()];
    TreeSet<Integer> liars = new TreeSet<>();
    WorkerSet finite = Answers.finite(received.answers(), received.values());
    Arrays.stream(received.answers().without(finite).toArray()).forEach(liars::add);
    for (Ballot ballot : ballots) {
      boolean answered = !ballot.voters().isEmpty();
      provenances[ballot.query()] = answered ? Provenance.EXACT : Provenance.STUDENT;
      if (answered) {
        Answers.copyRow(ballot.votes(), ballot.winner(), result, ballot.query());
        liars.addAll(ballot.outvoted());
      }
    }
    WorkerSet named = WorkerSet.of(code.workers(), liars);
    return new Decoded(
        result, Arrays.asList(provenances), received.answers().without(named), named);
  }

  /** The votes on each query: finite answers of those who got it as it is, in any round. */
  private List<Ballot> ballots(Received received) {
    FMatrixRMaj students = Requirements.students(code, received);
    Received kept = Requirements.finite(code, received);
    WorkerSet answers = kept.answers();
    List<Votes> votes = new ArrayList<>();
    for (int query = 0; query < holders.queries(); query++) {
      votes.add(new Votes());
      for (int worker : holders.workers(query)) {
        if (answers.contains(worker)) {
          votes.get(query).add(worker, kept.values(), answers.rank(worker));
        }
      }
    }
    for (int i = 0; i < received.rechecks().size(); i++) {
      Recheck recheck = received.rechecks().get(i);
      FMatrixRMaj values = received.further().get(i);
      for (int worker : Answers.finite(recheck.workers(), values).toArray()) {
        votes.get(recheck.query()).add(worker, values, recheck.workers().rank(worker));
      }
    }
    double allowed = answers.size() == 0 ? 0 : tolerance.in(kept.values());
    List<Ballot> ballots = new ArrayList<>();
    for (int query = 0; query < holders.queries(); query++) {
      // Whoever got the query answered with what are no numbers: ask another.
      boolean spoiled =
          received.answers().size() > answers.size()
              && holders.rank(received.answers(), query) >= 0
              && votes.get(query).voters().isEmpty();
      ballots.add(count(query, votes.get(query), !spoiled, students, allowed));
    }
    return ballots;
  }

  /** Whether a worker has got a query in any round. */
  private boolean hasHad(Received received, int query, int worker) {
    return holders.query(worker) == query
        || received.rechecks().stream()
            .anyMatch(r -> r.query() == query && r.workers().contains(worker));
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
   * @param settled whether it is believed; true if nobody has answered, as nobody was wrong then
   * @param outvoted who answered otherwise than the winner
   */
  private record Ballot(
      int query,
      List<Integer> voters,
      FMatrixRMaj votes,
      int winner,
      boolean settled,
      List<Integer> outvoted) {}

  private Ballot count(
      int query, Votes given, boolean settledUnasked, FMatrixRMaj students, double allowed) {
    int count = given.voters().size();
    FMatrixRMaj votes = new FMatrixRMaj(count, students.numCols);
    for (int vote = 0; vote < count; vote++) {
      System.arraycopy(
          given.values().get(vote), 0, votes.data, vote * votes.numCols, votes.numCols);
    }
    Misfit[] misfits = new Misfit[count];
    int[] needed = new int[count];
    for (int vote = 0; vote < count; vote++) {
      misfits[vote] = witness.fit().misfit(students, query, votes, vote);
      double plausibility = witness.plausibility(misfits[vote]);
      needed[vote] = 1 + (plausibility <= rate ? 1 : 0) + (plausibility <= strictRate ? 1 : 0);
    }
    int winner = -1;
    int most = Integer.MIN_VALUE;
    boolean settled = settledUnasked;
    for (int vote = 0; vote < count; vote++) {
      int supporters = Answers.supporters(votes, vote, allowed);
      int against = count - supporters - discount(votes, vote, needed, allowed);
      // Of two answers with as many supporters each, the one that needs fewer is ahead.
      int lead = supporters - against - needed[vote];
      if (lead > most || (lead == most && misfits[vote].distance() < misfits[winner].distance())) {
        winner = vote;
        most = lead;
        settled = lead >= 0;
      }
    }
    List<Integer> outvoted = new ArrayList<>();
    for (int vote = 0; vote < count; vote++) {
      if (!Answers.agree(votes, vote, winner, allowed)) {
        outvoted.add(given.voters().get(vote));
      }
    }
    return new Ballot(query, given.voters(), votes, winner, settled, outvoted);
  }

  /** How many very implausible answers there are against one that is not. */
  private static int discount(FMatrixRMaj votes, int vote, int[] needed, double allowed) {
    List<Integer> others = new ArrayList<>();
    for (int other = 0; needed[vote] < MOST_NEEDED && other < needed.length; other++) {
      int candidate = other;
      if (needed[other] == MOST_NEEDED
          && !Answers.agree(votes, other, vote, allowed)
          && others.stream().noneMatch(known -> Answers.agree(votes, candidate, known, allowed))) {
        others.add(other);
      }
    }
    return others.size();
  }
}
