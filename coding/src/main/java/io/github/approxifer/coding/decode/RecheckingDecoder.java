package io.github.approxifer.coding.decode;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.Decoded;
import io.github.approxifer.coding.answers.Provenance;
import io.github.approxifer.coding.answers.Received;
import io.github.approxifer.coding.answers.Recheck;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.decode.PairedDecoder.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * A {@link PairedDecoder} with a second round: queries whose copies differ, and pairs that the
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
 * parities did not show. No worker beyond those of the code is needed. The price is a second round
 * of latency in groups where somebody lied, none in the others.
 *
 * <p>With S stragglers a query may have one copy only, which is believed.
 *
 * <p>Immutable and thread-safe.
 */
public final class RecheckingDecoder implements GroupDecoder {
  private final PairedDecoder first;
  private final Pairs pairs;

  private RecheckingDecoder(PairedDecoder first) {
    this.first = first;
    this.pairs = first.pairs();
  }

  /**
   * A decoder for both rounds.
   *
   * @param first decodes the first round; if it is fitted, it also accuses pairs, where a false
   *     alarm costs a few requests and no accuracy
   * @return the decoder
   */
  public static RecheckingDecoder of(PairedDecoder first) {
    return new RecheckingDecoder(first);
  }

  @Override
  public Code code() {
    return first.code();
  }

  @Override
  public Optional<GroupDecoder> shortened(Code code) {
    return first.plainly(code).map(RecheckingDecoder::of);
  }

  /**
   * {@inheritDoc}
   *
   * <p>There is one further round. Only workers that answered are asked, and fewer than E liars
   * call for if too few may be.
   */
  @Override
  public List<Recheck> rechecks(Received received, WorkerSet askable, Random random) {
    if (!received.rechecks().isEmpty()) {
      return List.of();
    }
    Finding finding = first.find(received);
    List<Integer> disputed = finding.mismatched();
    TreeSet<Integer> accused = new TreeSet<>();
    for (int worker : finding.liars().toArray()) {
      if (pairs.query(worker) >= 0 && finding.finite().answers().contains(worker)) {
        accused.add(pairs.query(worker));
      }
    }
    disputed.forEach(accused::remove);
    List<Integer> others = new ArrayList<>();
    for (int worker : finding.finite().answers().toArray()) {
      int query = pairs.query(worker);
      boolean suspect = accused.contains(query) || disputed.contains(query);
      if (!suspect && askable.contains(worker)) {
        others.add(worker);
      }
    }
    int wrong = received.answers().size() - finding.finite().answers().size();
    int remaining = Math.max(0, code().parameters().errors() - wrong - disputed.size());
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
    List<Integer> drawn = others.subList(0, Math.min(count, others.size()));
    return new Recheck(query, WorkerSet.of(code().workers(), drawn));
  }

  /**
   * {@inheritDoc}
   *
   * <p>Liars are all that answered otherwise than the majority in either round. Without a second
   * round the first one decides.
   */
  @Override
  public Decoded decode(Received received, @Nullable FMatrixRMaj predictions) {
    if (received.rechecks().isEmpty()) {
      return first.decode(received, predictions);
    }
    int workers = code().workers();
    Finding finding = first.find(received);
    WorkerSet answers = finding.finite().answers();
    FMatrixRMaj values = finding.finite().values();
    TreeSet<Integer> liars = new TreeSet<>();
    Arrays.stream(finding.liars().toArray()).forEach(liars::add);
    TreeSet<Integer> settled = new TreeSet<>();
    TreeSet<Integer> settledQueries = new TreeSet<>();
    FMatrixRMaj agreed = values.copy();
    for (int i = 0; i < received.rechecks().size(); i++) {
      Recheck recheck = received.rechecks().get(i);
      requireRecheck(recheck, received.further().get(i), values.numCols);
      Ballot ballot = ballot(answers, values, recheck, received.further().get(i));
      liars.addAll(ballot.notFinite());
      if (ballot.voters().size() == ballot.copies()) {
        continue; // Nobody answered: what the first round made of it stands.
      }
      int winner = Majority.winner(ballot.votes(), finding.tolerance());
      settledQueries.add(recheck.query());
      for (int copy : ballot.voters().subList(0, ballot.copies())) {
        liars.remove(copy);
        settled.add(copy);
        Answers.copyRow(ballot.votes(), winner, agreed, answers.rank(copy));
      }
      for (int v = 0; v < ballot.voters().size(); v++) {
        if (!Answers.agree(ballot.votes(), v, winner, finding.tolerance())) {
          liars.add(ballot.voters().get(v));
        }
      }
    }
    // With the queries settled, parities that do not fit them have lied themselves.
    for (int suspect : first.misfits(Received.of(answers, agreed), WorkerSet.of(workers, liars))) {
      if (pairs.query(suspect) < 0) {
        liars.add(suspect);
      }
    }
    WorkerSet named = WorkerSet.of(workers, liars);
    liars.removeAll(settled);
    WorkerSet kept = answers.without(WorkerSet.of(workers, liars));
    FMatrixRMaj keptValues = Answers.select(answers, agreed, kept, null);
    List<Provenance> provenances = new ArrayList<>(first.decoder().provenances(kept));
    // Whatever wins a second round is a worker's answer to the query itself.
    settledQueries.forEach(query -> provenances.set(query, Provenance.EXACT));
    return new Decoded(
        first.decoder().combine(kept, keptValues, predictions),
        provenances,
        answers.without(named),
        named,
        finding.warning());
  }

  /**
   * All answers to one query that are finite: first those of the copies of the first round.
   *
   * @param notFinite who answered otherwise in the second round
   */
  private record Ballot(
      int copies, List<Integer> voters, FMatrixRMaj votes, List<Integer> notFinite) {}

  private Ballot ballot(
      WorkerSet answers, FMatrixRMaj values, Recheck recheck, FMatrixRMaj further) {
    List<Integer> voters = new ArrayList<>();
    List<Integer> notFinite = new ArrayList<>();
    for (int copy : pairs.copies(recheck.query())) {
      if (answers.contains(copy)) {
        voters.add(copy);
      }
    }
    int copies = voters.size();
    WorkerSet finite = Answers.finite(recheck.workers(), further);
    for (int worker : recheck.workers().toArray()) {
      (finite.contains(worker) ? voters : notFinite).add(worker);
    }
    FMatrixRMaj votes = new FMatrixRMaj(voters.size(), values.numCols);
    for (int v = 0; v < voters.size(); v++) {
      int voter = voters.get(v);
      if (v < copies) {
        Answers.copyRow(values, answers.rank(voter), votes, v);
      } else {
        Answers.copyRow(further, recheck.workers().rank(voter), votes, v);
      }
    }
    return new Ballot(copies, voters, votes, notFinite);
  }

  private void requireRecheck(Recheck recheck, FMatrixRMaj values, int classes) {
    int queries = pairs.queries();
    if (recheck.query() < 0 || recheck.query() >= queries) {
      throw new IllegalArgumentException(
          "query " + recheck.query() + " was asked again, but there are only K=" + queries);
    }
    if (values.numRows > 0 && values.numCols != classes) {
      throw new IllegalArgumentException(
          "query %d: the answers of the second round have %d elements, those of the first %d"
              .formatted(recheck.query(), values.numCols, classes));
    }
  }
}
