package io.github.approxifer.bench.load.tail;

import io.github.approxifer.bench.accuracy.measure.Sample;
import io.github.approxifer.bench.accuracy.measure.TestBed;
import io.github.approxifer.bench.report.CellStore;
import io.github.approxifer.bench.workload.CommittedWeights;
import io.github.approxifer.models.datasets.PublishedDataset;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A student beside hedging on real processes, under grpc-java's delays. What a scheme came to is
 * kept at once, so that a run that is cut off goes on with the next one.
 */
final class StudentRun {
  /** Seconds within which everything is answered, and between the attempts of hedging. */
  static final double DEADLINE = 1;

  private static final int COPIES = 2;

  private final Setting setting;
  private final Path folder;
  private final CellStore store;
  private final PrintStream console;

  /**
   * What is run.
   *
   * @param dataset of the queries
   * @param delay of one request
   * @param groups how many, of K queries
   * @param interval from one group to the next
   * @param seed of the delays
   */
  record Setting(
      PublishedDataset dataset, String delay, int groups, Duration interval, long seed) {}

  /**
   * A scheme that is run.
   *
   * @param scheme what is sent, and when it is answered
   * @param attempts the most requests for a query; 0 for a predictor with a student
   * @param copies how many queries of a group, the hardest for the student, it sends twice
   */
  record Contender(TailScheme scheme, int attempts, int copies) {
    String name() {
      return scheme.name().replace("partial replication", "hardest copied");
    }
  }

  /**
   * What a scheme came to.
   *
   * @param scheme its name
   * @param requests sent for each query
   * @param student the share of the queries that the student answered; 0 without one
   * @param right the share of right answers in each group
   * @param gained that share less the share of the network's own answers that are right
   * @param forward seconds of a forward
   * @param query the latency of a query
   * @param group the latency of the last query of a group
   * @param simulated by {@link TailSimulator}
   */
  record Row(
      String scheme,
      double requests,
      double student,
      Sample right,
      Sample gained,
      double forward,
      Tail query,
      Tail group,
      TailSimulator.Result simulated) {}

  /**
   * A run.
   *
   * @param folder where recorded answers are kept
   * @param store where rows are kept
   * @param console for progress
   */
  StudentRun(Setting setting, Path folder, CellStore store, PrintStream console) {
    this.setting = setting;
    this.folder = folder;
    this.store = store;
    this.console = console;
  }

  private static List<Contender> contenders() {
    TailScheme copied = TailScheme.partialCopies(COPIES);
    return List.of(
        new Contender(TailScheme.uncoded(), 1, 0),
        new Contender(TailScheme.hedged(3, DEADLINE), 3, 0),
        new Contender(TailScheme.withStudent(TailScheme.uncoded(), DEADLINE), 0, 0),
        new Contender(TailScheme.withStudent(copied, DEADLINE), 0, COPIES));
  }

  /** The rows of all schemes; those that are kept are not measured again. */
  List<Row> run() throws IOException, InterruptedException {
    String weights =
        TestBed.fingerprint(
            CommittedWeights.files(), StudentStage.NETWORK, setting.dataset().title());
    List<Row> rows = new ArrayList<>();
    @Nullable StudentStage stage = null;
    try {
      for (Contender contender : contenders()) {
        String key = "tail, %s, %s, %s".formatted(contender.name(), setting, weights);
        Optional<Row> kept = store.find(key, Row.class);
        if (kept.isEmpty()) {
          stage = stage == null ? StudentStage.open(setting, folder, weights, console) : stage;
          console.println("Running " + contender.name());
          kept = Optional.of(stage.run(contender));
          store.keep(key, kept.get());
        }
        rows.add(kept.get());
      }
      return rows;
    } finally {
      if (stage != null) {
        stage.close();
      }
    }
  }
}
