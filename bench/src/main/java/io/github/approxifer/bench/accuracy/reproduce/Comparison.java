package io.github.approxifer.bench.accuracy.reproduce;

import io.github.approxifer.bench.accuracy.measure.Batches;
import io.github.approxifer.bench.accuracy.measure.Way;
import io.github.approxifer.bench.report.Section;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.advisor.BatchModel;
import io.github.approxifer.coding.attack.Attack;
import io.github.approxifer.coding.attack.Attacks;
import io.github.approxifer.models.Model;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Measures cells and turns them into the sections that compare all schemes. */
final class Comparison {
  /**
   * What {@code Targeted} liars add: about five standard deviations of a trained model's logits.
   */
  private static final double PUSH = 20;

  private final Settings settings;

  Comparison(Settings settings) {
    this.settings = settings;
  }

  /**
   * A straggler cell.
   *
   * @param named the cell
   * @param section all schemes as a table and a chart
   * @param published the published scheme
   * @param partial partial replication
   * @param best the most accurate of all that need no more workers
   * @param base the model's own accuracy
   * @param queries how many were served
   */
  record Stragglers(
      AccuracyCell named,
      Section section,
      Sample published,
      StragglerCell.Result partial,
      StragglerCell.Result best,
      Sample base,
      int queries) {}

  Stragglers stragglers(TestBed bed, AccuracyCell named) throws IOException {
    CodeParameters p = named.parameters();
    int images = settings.images(p.queries());
    StragglerCell cell = new StragglerCell(bed, p, images, settings.seed());
    List<StragglerCell.Result> results = new ArrayList<>();
    try (Model parity = bed.parityModel(p.queries())) {
      @Nullable BatchModel batched = parity == null ? null : Batches.of(parity);
      for (Entry entry : Entry.all(p, bed.dataset().inputShape(), batched)) {
        results.add(cell.run(entry));
      }
    }
    Sample base = cell.base();
    StragglerCell.Result partial = find(results, Entry.PARTIAL_REPLICATION);
    String title = title(named) + ", S=" + p.stragglers();
    Section section =
        new Section(
            title + ": all schemes",
            "scheme",
            "workers",
            "accuracy",
            "of degraded answers",
            "over partial replication",
            "calibration error");
    section.words(
        String.format(
            Locale.ROOT,
            "%d queries, images of %s; base %s. Each group with every set of %d stragglers, or %d drawn ones.",
            cell.queries(),
            bed.source(),
            base,
            p.stragglers(),
            StragglerCell.MOST_SETS));
    results.sort(Comparator.comparingDouble(r -> -r.right().mean()));
    for (StragglerCell.Result result : results) {
      int workers = result.entry().code().workers();
      section.row(
          result.entry().name(),
          Integer.toString(workers),
          result.right().toString(),
          Double.isNaN(result.degraded()) ? "none" : share(result.degraded()),
          result.right().minus(partial.right()).signed(),
          Double.isNaN(result.calibration()) ? "too few" : share(result.calibration()));
    }
    String file =
        String.format(
            Locale.ROOT,
            "overhead-%s-%s-K%d-S%d",
            TestBed.fileName(named.model()),
            TestBed.fileName(named.dataset()),
            p.queries(),
            p.stragglers());
    section.chart(file, title, SchemeChart.of(title, results, base, p.queries()));
    StragglerCell.Result best =
        results.stream()
            .filter(result -> StreamKind.isCandidate(result.entry()))
            .findFirst()
            .orElse(partial);
    return new Stragglers(
        named,
        section,
        find(results, Entry.PUBLISHED).right(),
        partial,
        best,
        base,
        cell.queries());
  }

  private static String share(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String title(AccuracyCell cell) {
    return cell.model() + ", " + cell.dataset() + ", K=" + cell.parameters().queries();
  }

  private static StragglerCell.Result find(List<StragglerCell.Result> results, String name) {
    return results.stream()
        .filter(result -> result.entry().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** A cell of liars as a section; the published scheme under Gaussian noise is asked for later. */
  record Byzantine(Section section, ByzantineCell cell) {}

  Byzantine byzantine(TestBed bed, AccuracyCell named) {
    CodeParameters p = named.parameters();
    int groups = settings.byzantineGroups(bed.test().images().numRows);
    ByzantineCell cell = new ByzantineCell(bed, p, groups, false, settings.seed());
    List<Attack> attacks = Attacks.all(PUSH);
    List<String> heading = new ArrayList<>(List.of("way", "workers", "nobody lies"));
    attacks.forEach(attack -> heading.add(attack.name()));
    Section section =
        new Section(
            title(named) + ", E=" + p.errors() + ": all ways", heading.toArray(new String[0]));
    section.words(
        groups
            + " groups, images of "
            + bed.source()
            + "; base "
            + cell.base()
            + ". Queries in random order, E liars a group.");
    Map<String, List<Sample>> ways = new HashMap<>();
    List<String> requests = new ArrayList<>(List.of("coded queries of the second round", ""));
    for (Way way : cell.ways()) {
      List<String> row =
          new ArrayList<>(List.of(way.name(), Integer.toString(way.code().workers())));
      List<ByzantineCell.Outcome> outcomes = new ArrayList<>(List.of(cell.run(way, null)));
      attacks.forEach(attack -> outcomes.add(cell.run(way, attack)));
      outcomes.forEach(outcome -> row.add(outcome.right().toString()));
      section.row(row.toArray(new String[0]));
      ways.put(way.name(), outcomes.stream().map(ByzantineCell.Outcome::right).toList());
      if (way.name().equals(Way.RECHECKED)) {
        outcomes.forEach(
            outcome -> requests.add(String.format(Locale.ROOT, "%.2f", outcome.requests())));
      }
    }
    List<Sample> base = Collections.nCopies(attacks.size() + 1, cell.base());
    List<Sample> published = Objects.requireNonNull(ways.get(Way.PUBLISHED));
    List<Sample> paired = Objects.requireNonNull(ways.get(Way.PAIRED));
    List<Sample> rechecked = Objects.requireNonNull(ways.get(Way.RECHECKED));
    section.row(differences("paired less published", paired, published));
    section.row(differences("second round less published", rechecked, published));
    section.row(differences("second round less base", rechecked, base));
    section.row(requests.toArray(new String[0]));
    return new Byzantine(section, cell);
  }

  private static String[] differences(String name, List<Sample> ours, List<Sample> theirs) {
    List<String> row = new ArrayList<>(List.of(name, ""));
    for (int i = 0; i < ours.size(); i++) {
      row.add(ours.get(i).minus(theirs.get(i)).signed());
    }
    return row.toArray(new String[0]);
  }
}
