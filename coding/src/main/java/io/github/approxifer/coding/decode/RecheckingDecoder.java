package io.github.approxifer.coding.decode;

import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.Decoder;
import io.github.approxifer.coding.Recheck;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.codes.PairedCode;
import io.github.approxifer.coding.decode.RobustDecoder.Decoded;
import io.github.approxifer.coding.kernel.Finite;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.ejml.data.FMatrixRMaj;

/**
 * Decodes a {@link PairedCode} in two rounds: queries whose copies differ, and pairs that the
 * parities accuse, go out once more to workers that have not had them, and the majority decides.
 *
 * <p>Asking more workers only where answers disagree is reactive redundancy (Gupta and Vaidya:
 * Randomized reactive redundancy for Byzantine fault-tolerance in parallelized learning, 2019),
 * there for gradients. The parities are ours: they also find pairs that agreed on a lie.
 *
 * <p>With at most E liars, d pairs that differ, and all workers answering, each such query has 2 +
 * 2(E-d)+1 answers. At least one liar sits in every other pair that differs, and the workers asked
 * again sit in none, so at most E-d+1 of these answers are lies, and the honest ones win. Every
 * prediction is then the model's own, unless both copies of a query agreed on a lie that the
 * parities did not show. No worker beyond the 2(K+E)+S is needed. The price is a second round of
 * latency in groups where somebody lied, none in the others.
 *
 * <p>With S stragglers a query may have one copy only, which is believed.
 *
 * <p>Immutable and thread-safe.
 */
public final class RecheckingDecoder {
  private final PairedDecoder first;
  private final PairedCode code;
  private final Decoder decoder;

  /**
   * A decoder for both rounds.
   *
   * @param first decodes the first round; if it is fitted, it also accuses pairs, where a false
   *     alarm costs a few requests and no accuracy
   */
  public RecheckingDecoder(PairedDecoder first) {
    this.first = first;
    this.code = first.code();
    this.decoder = new Decoder(code);
  }

  /**
   * What to ask after the first round.
   *
   * @param answers the workers that answered: at least the code's quorum
   * @param values |answers| x c, row r is the answer of the worker of rank r; not modified
   * @param random draws the workers to ask, so that liars cannot know who will be asked
   * @return the queries to send out once more, with the workers for each; empty if all is well
   * @throws IllegalArgumentException as {@link PairedDecoder#decode}
   */
  public List<Recheck> rechecks(WorkerSet answers, FMatrixRMaj values, Random random) {
    return rechecks(answers, values, answers, random);
  }

  /**
   * What to ask after the first round, if not everybody may be asked again.
   *
   * @param answers the workers that answered: at least the code's quorum
   * @param values |answers| x c, row r is the answer of the worker of rank r; not modified
   * @param askable whom to draw from; of workers that did not answer nobody is asked
   * @param random draws the workers to ask, so that liars cannot know who will be asked
   * @return the queries to send out once more, with the workers for each, which are fewer than E
   *     liars call for if too few may be asked; empty if all is well
   * @throws IllegalArgumentException as {@link PairedDecoder#decode}
   */
  public List<Recheck> rechecks(
      WorkerSet answers, FMatrixRMaj values, WorkerSet askable, Random random) {
    WorkerSet liars = first.liars(answers, values);
    int[] disputed = first.mismatched(answers, values);
    TreeSet<Integer> accused = new TreeSet<>();
    for (int worker : liars.toArray()) {
      if (worker < 2 * code.parameters().queries()) {
        accused.add(worker / 2);
      }
    }
    Arrays.stream(disputed).forEach(accused::remove);
    List<Integer> others = new ArrayList<>();
    for (int worker : answers.toArray()) {
      boolean suspect =
          accused.contains(worker / 2) || Arrays.binarySearch(disputed, worker / 2) >= 0;
      if (!suspect && askable.contains(worker)) {
        others.add(worker);
      }
    }
    int remaining = Math.max(0, code.parameters().errors() - disputed.length);
    List<Recheck> asked = new ArrayList<>();
    for (int query : disputed) {
      asked.add(ask(query, 2 * remaining + 1, others, random));
    }
    for (int query : accused) {
      asked.add(ask(query, Math.max(1, 2 * remaining - 1), others, random));
    }
    return asked;
  }

  private Recheck ask(int query, int count, List<Integer> others, Random random) {
    Collections.shuffle(others, random);
    int[] drawn = others.stream().limit(count).mapToInt(Integer::intValue).toArray();
    return new Recheck(query, WorkerSet.of(code.workers(), drawn));
  }

  /**
   * Decodes with the answers of both rounds.
   *
   * @param answers the workers that answered in the first round
   * @param values |answers| x c, as in the first round; not modified
   * @param rechecks the queries of the second round with the workers that answered, which may be
   *     fewer than were asked; without any the first round decides
   * @param further for each of them its answers, a row for each worker in ascending order; not
   *     modified
   * @return the predictions; the workers of the first round believed; and all that answered
   *     otherwise than the majority in either round
   * @throws IllegalArgumentException as {@link PairedDecoder#decode}, or if the answers of the
   *     second round have the wrong shape, are NaN or infinite
   */
  public Decoded decode(
      WorkerSet answers, FMatrixRMaj values, List<Recheck> rechecks, List<FMatrixRMaj> further) {
    if (rechecks.size() != further.size()) {
      throw new IllegalArgumentException(
          "%d queries were asked again, but there are answers to %d of them"
              .formatted(rechecks.size(), further.size()));
    }
    if (rechecks.isEmpty()) {
      return first.decode(answers, values);
    }
    TreeSet<Integer> liars = new TreeSet<>();
    Arrays.stream(first.liars(answers, values).toArray()).forEach(liars::add);
    TreeSet<Integer> settled = new TreeSet<>();
    FMatrixRMaj agreed = values.copy();
    for (int i = 0; i < rechecks.size(); i++) {
      Recheck recheck = rechecks.get(i);
      requireRecheck(recheck, further.get(i), values.numCols);
      if (recheck.workers().size() == 0) {
        continue; // Nobody answered: what the first round made of it stands.
      }
      Ballot ballot = ballot(answers, values, recheck, further.get(i));
      int winner = Majority.winner(ballot.votes(), first.tolerance());
      for (int copy : ballot.voters().subList(0, ballot.copies())) {
        liars.remove(copy);
        settled.add(copy);
        Answers.copyRow(ballot.votes(), winner, agreed, answers.rank(copy));
      }
      for (int v = 0; v < ballot.voters().size(); v++) {
        if (!Answers.agree(ballot.votes(), v, winner, first.tolerance())) {
          liars.add(ballot.voters().get(v));
        }
      }
    }
    // With the queries settled, parities that do not fit them have lied themselves.
    for (int suspect : first.misfits(answers, agreed, set(liars))) {
      if (suspect >= 2 * code.parameters().queries()) {
        liars.add(suspect);
      }
    }
    WorkerSet named = set(liars);
    liars.removeAll(settled);
    WorkerSet kept = answers.without(set(liars));
    FMatrixRMaj predictions =
        decoder.decodeDegraded(kept, Answers.select(answers, agreed, kept, null), null);
    return new Decoded(predictions, answers.without(named), named);
  }

  /**
   * Decodes one group in both rounds.
   *
   * @param answers the workers that answered in the first round: at least the code's quorum
   * @param values |answers| x c, row r is the answer of the worker of rank r; not modified
   * @param random draws the workers to ask
   * @param ask sends a query out once more and returns an answer of each worker asked, in ascending
   *     order; called once for each query of the second round, and never if all is well
   * @return as {@link #decode(WorkerSet, FMatrixRMaj, List, List)}
   * @throws IllegalArgumentException as {@link #decode(WorkerSet, FMatrixRMaj, List, List)}
   */
  public Decoded decode(
      WorkerSet answers,
      FMatrixRMaj values,
      Random random,
      Function<? super Recheck, FMatrixRMaj> ask) {
    List<Recheck> asked = rechecks(answers, values, random);
    List<FMatrixRMaj> further = new ArrayList<>();
    for (Recheck recheck : asked) {
      further.add(ask.apply(recheck));
    }
    return decode(answers, values, asked, further);
  }

  /** All answers to one query: first those of the copies of the first round. */
  private record Ballot(int copies, List<Integer> voters, FMatrixRMaj votes) {}

  private static Ballot ballot(
      WorkerSet answers, FMatrixRMaj values, Recheck recheck, FMatrixRMaj further) {
    List<Integer> voters = new ArrayList<>(List.of(2 * recheck.query(), 2 * recheck.query() + 1));
    voters.removeIf(copy -> !answers.contains(copy));
    int copies = voters.size();
    Arrays.stream(recheck.workers().toArray()).forEach(voters::add);
    FMatrixRMaj votes = new FMatrixRMaj(voters.size(), values.numCols);
    for (int v = 0; v < voters.size(); v++) {
      boolean copy = v < copies;
      int row = copy ? answers.rank(voters.get(v)) : v - copies;
      Answers.copyRow(copy ? values : further, row, votes, v);
    }
    return new Ballot(copies, voters, votes);
  }

  private WorkerSet set(Set<Integer> workers) {
    return WorkerSet.of(code.workers(), workers.stream().mapToInt(Integer::intValue).toArray());
  }

  private void requireRecheck(Recheck recheck, FMatrixRMaj values, int classes) {
    int queries = code.parameters().queries();
    if (recheck.query() < 0 || recheck.query() >= queries) {
      throw new IllegalArgumentException(
          "query " + recheck.query() + " was asked again, but there are only K=" + queries);
    }
    Answers.requireRowForEach(recheck.workers(), values);
    if (values.numRows > 0 && values.numCols != classes) {
      throw new IllegalArgumentException(
          "query %d: the answers of the second round have %d elements, those of the first %d"
              .formatted(recheck.query(), values.numCols, classes));
    }
    Finite.require(values, "answer of rank");
  }
}
