package io.github.approxifer.bench.accuracy.study;

import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.attack.Attack;
import io.github.approxifer.coding.attack.SecondRound;
import io.github.approxifer.coding.decode.RobustDecoder.Decoded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Lets workers lie and counts what each contender finds, what it throws out for nothing, and how
 * many of its predictions are right. All contenders see the same groups and the same draws of lies.
 */
final class LocatorStudy {
  private final Map<String, CodedGroups> groupsOfCode = new HashMap<>();
  private final Function<Contender, CodedGroups> draw;

  /**
   * A study.
   *
   * @param draw the test groups of a contender's code, at least 4 more than liars
   */
  LocatorStudy(Function<Contender, CodedGroups> draw) {
    this.draw = draw;
  }

  /**
   * What one contender did under one attack.
   *
   * @param hits the share of the liars that it found
   * @param alarms the share of the groups in which it named an honest worker
   * @param accuracy the share of the predictions that are right
   */
  record Cell(double hits, double alarms, double accuracy) {}

  /** One row of cells for each contender: nobody lies, and then each attack. */
  List<List<Cell>> run(List<Contender> contenders, List<Attack> attacks, int liars, long seed) {
    List<List<Cell>> rows = new ArrayList<>();
    for (Contender contender : contenders) {
      CodedGroups groups =
          groupsOfCode.computeIfAbsent(contender.code().toString(), n -> draw.apply(contender));
      List<Cell> row = new ArrayList<>();
      row.add(cell(contender, groups, null, 0, seed));
      for (Attack attack : attacks) {
        row.add(cell(contender, groups, attack, liars, seed));
      }
      rows.add(row);
    }
    return rows;
  }

  private static Cell cell(
      Contender contender, CodedGroups groups, @Nullable Attack attack, int liars, long seed) {
    Random random = new Random(seed);
    int workers = contender.code().workers();
    WorkerSet all = WorkerSet.all(workers);
    int count = groups.answers().size();
    int found = 0;
    int alarms = 0;
    int right = 0;
    int predictions = 0;
    for (int g = 0; g < count; g++) {
      FMatrixRMaj answers = groups.answers().get(g).copy();
      WorkerSet lying = WorkerSet.none(workers);
      int[] chosen = {};
      FMatrixRMaj[] others = new FMatrixRMaj[liars];
      if (attack != null) {
        chosen = attack.choose(workers, liars, random);
        for (int i = 0; i < liars; i++) {
          others[i] = groups.answers().get((g + 1 + i) % count);
        }
        attack.corrupt(answers, chosen, others, random);
        lying = WorkerSet.of(workers, chosen);
      }
      SecondRound again = SecondRound.of(groups.answers().get(g), attack, chosen, others, seed + g);
      Decoded decoded = contender.decoder().decode(all, answers, lying, again);
      boolean alarm = false;
      for (int named : decoded.liars().toArray()) {
        if (lying.contains(named)) {
          found++;
        } else {
          alarm = true;
        }
      }
      alarms += alarm ? 1 : 0;
      for (int j = 0; j < decoded.predictions().numRows; j++) {
        int highest = Answers.largest(decoded.predictions(), j);
        right += highest == groups.label(g, j) ? 1 : 0;
        predictions++;
      }
    }
    return new Cell(
        (double) found / Math.max(1, count * liars),
        (double) alarms / count,
        (double) right / predictions);
  }
}
