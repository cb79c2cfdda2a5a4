package io.github.approxifer.bench.study;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.ErrorLocator;
import io.github.approxifer.coding.InterpolatingCode;
import io.github.approxifer.coding.RobustDecoder;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.berrut.BerrutCode;
import io.github.approxifer.coding.berrut.WorkerNodes;
import io.github.approxifer.coding.byzantine.PairedCode;
import io.github.approxifer.coding.byzantine.SystematicByzantineCode;
import io.github.approxifer.coding.locate.ChebyshevFitLocator;
import io.github.approxifer.coding.locate.JointLocator;
import io.github.approxifer.coding.locate.MedianLocator;
import io.github.approxifer.coding.locate.PairedDecoder;
import io.github.approxifer.coding.locate.RationalFitLocator;
import io.github.approxifer.coding.locate.ResidualOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The ways to decode that the study of locators compares, all with 2(K+E) workers. */
final class Contenders {
  private Contenders() {}

  /**
   * All contenders.
   *
   * @param parameters K, S=0 and E
   * @param honest draws honest groups of a code, to calibrate with
   * @param rate the false-alarm rate asked of the gates
   */
  static List<Contender> all(
      CodeParameters parameters, Function<Code, CodedGroups> honest, double rate) {
    int errors = parameters.errors();
    BerrutCode berrut = BerrutCode.of(parameters);
    CodedGroups berrutGroups = honest.apply(berrut);
    JointLocator spline =
        JointLocator.withResiduals(berrut, ResidualOperator.NATURAL_SPLINE, errors);
    List<Contender> all = new ArrayList<>();
    all.add(nothing("Berrut, nobody left out", berrut));
    all.add(oracle("Berrut, oracle", berrut));
    all.add(located("published", berrut, RationalFitLocator.of(berrut, errors)));
    all.add(located("published, Chebyshev basis", berrut, ChebyshevFitLocator.of(berrut, errors)));
    all.add(located("median", berrut, new MedianLocator(errors)));
    all.add(
        located(
            "joint, Berrut residuals",
            berrut,
            JointLocator.withResiduals(berrut, ResidualOperator.BERRUT, errors)));
    all.add(located("joint, spline residuals", berrut, spline));
    all.add(
        located(
            "joint, spline residuals, gate", berrut, spline.gated(berrutGroups.answers(), rate)));
    all.add(
        located(
            "joint, fitted, gate",
            berrut,
            JointLocator.fitted(berrut, berrutGroups.answers(), errors, rate)));
    BerrutCode firstKind = berrut.with(WorkerNodes.FIRST_KIND);
    all.add(
        located(
            "first-kind nodes, joint, fitted, gate",
            firstKind,
            JointLocator.fitted(firstKind, honest.apply(firstKind).answers(), errors, rate)));
    InterpolatingCode systematic = new SystematicByzantineCode(parameters);
    all.add(nothing("Systematic, nobody left out", systematic));
    all.add(
        located(
            "Systematic, joint, fitted, gate",
            systematic,
            JointLocator.fitted(systematic, honest.apply(systematic).answers(), errors, rate)));
    PairedCode paired = new PairedCode(parameters);
    PairedDecoder plain = new PairedDecoder(paired, 0);
    PairedDecoder fitted = PairedDecoder.fitted(paired, 0, honest.apply(paired).answers(), rate);
    all.add(nothing("Paired, mean of both", paired));
    all.add(new Contender("Paired", paired, (f, y, liars) -> plain.decode(f, y)));
    all.add(new Contender("Paired, fitted", paired, (f, y, liars) -> fitted.decode(f, y)));
    return all;
  }

  private static Contender nothing(String name, Code code) {
    return located(name, code, (answers, values) -> WorkerSet.none(code.workers()));
  }

  private static Contender located(String name, Code code, ErrorLocator locator) {
    RobustDecoder decoder = new RobustDecoder(code, locator);
    return new Contender(name, code, (f, y, liars) -> decoder.decode(f, y));
  }

  private static Contender oracle(String name, Code code) {
    return new Contender(
        name, code, (f, y, liars) -> new RobustDecoder(code, (a, b) -> liars).decode(f, y));
  }
}
