package io.github.approxifer.bench.accuracy.study;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.ErrorLocator;
import io.github.approxifer.coding.InterpolatingCode;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.coding.codes.PairedCode;
import io.github.approxifer.coding.codes.SystematicByzantineCode;
import io.github.approxifer.coding.codes.WorkerNodes;
import io.github.approxifer.coding.decode.FittedCode;
import io.github.approxifer.coding.decode.PairedDecoder;
import io.github.approxifer.coding.decode.RecheckingDecoder;
import io.github.approxifer.coding.decode.RobustDecoder;
import io.github.approxifer.coding.locate.ChebyshevFitLocator;
import io.github.approxifer.coding.locate.JointLocator;
import io.github.approxifer.coding.locate.MedianLocator;
import io.github.approxifer.coding.locate.RationalFitLocator;
import io.github.approxifer.coding.locate.ResidualOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The ways to decode that the study of locators compares, all with 2(K+E) workers. */
public final class Contenders {
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
    all.add(nothing(NOTHING, berrut));
    all.add(oracle("Berrut, oracle", berrut));
    all.add(located(PUBLISHED, berrut, RationalFitLocator.of(berrut, errors)));
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
    JointLocator fitted = JointLocator.fitted(berrut, berrutGroups.answers(), errors, rate);
    all.add(located("joint, fitted, gate", berrut, fitted));
    all.add(fittedDecoder("joint, fitted, gate, fitted decoder", berrut, berrutGroups, fitted));
    BerrutCode firstKind = berrut.with(WorkerNodes.FIRST_KIND);
    CodedGroups firstKindGroups = honest.apply(firstKind);
    JointLocator ofFirstKind =
        JointLocator.fitted(firstKind, firstKindGroups.answers(), errors, rate);
    all.add(located("first-kind nodes, joint, fitted, gate", firstKind, ofFirstKind));
    all.add(
        fittedDecoder(
            "first-kind nodes, joint, fitted, gate, fitted decoder",
            firstKind,
            firstKindGroups,
            ofFirstKind));
    InterpolatingCode systematic = new SystematicByzantineCode(parameters);
    CodedGroups systematicGroups = honest.apply(systematic);
    JointLocator ofSystematic =
        JointLocator.fitted(systematic, systematicGroups.answers(), errors, rate);
    all.add(nothing("Systematic, nobody left out", systematic));
    all.add(located("Systematic, joint, fitted, gate", systematic, ofSystematic));
    all.add(
        fittedDecoder(
            "Systematic, joint, fitted, gate, fitted decoder",
            systematic,
            systematicGroups,
            ofSystematic));
    PairedCode paired = new PairedCode(parameters);
    PairedDecoder plain = new PairedDecoder(paired, 0);
    PairedDecoder settling = PairedDecoder.fitted(paired, 0, honest.apply(paired).answers(), rate);
    all.add(nothing("Paired, mean of both", paired));
    all.add(new Contender("Paired", paired, (f, y, liars, again) -> plain.decode(f, y)));
    all.add(new Contender(PAIRED, paired, (f, y, liars, again) -> settling.decode(f, y)));
    all.add(rechecked(paired, settling));
    return all;
  }

  /** The published locator of the Berrut code. */
  public static final String PUBLISHED = "published";

  /** Berrut's code without a locator. */
  public static final String NOTHING = "Berrut, nobody left out";

  /** Every query at two workers, mismatches settled by fitted parities. */
  public static final String PAIRED = "Paired, fitted";

  /** The paired code, disputed queries sent to further workers in a second round. */
  public static final String RECHECKED = "Paired, fitted, second round";

  /**
   * The contenders of the short tables: the published locator, no locator, one that knows the
   * liars, the median, our joint locator with and without fitted decoder, and the paired code in
   * one round and in two.
   *
   * @param parameters K, S=0 and E
   * @param honest draws honest groups of a code, to calibrate with
   * @param rate the false-alarm rate asked of the gates
   * @return eight contenders on two codes
   */
  public static List<Contender> few(
      CodeParameters parameters, Function<Code, CodedGroups> honest, double rate) {
    int errors = parameters.errors();
    BerrutCode berrut = BerrutCode.of(parameters);
    CodedGroups groups = honest.apply(berrut);
    JointLocator fitted = JointLocator.fitted(berrut, groups.answers(), errors, rate);
    PairedCode paired = new PairedCode(parameters);
    PairedDecoder settling = PairedDecoder.fitted(paired, 0, honest.apply(paired).answers(), rate);
    return List.of(
        located(PUBLISHED, berrut, RationalFitLocator.of(berrut, errors)),
        nothing(NOTHING, berrut),
        oracle("Berrut, oracle", berrut),
        located("median", berrut, new MedianLocator(errors)),
        located("joint, fitted, gate", berrut, fitted),
        fittedDecoder("joint, fitted, gate, fitted decoder", berrut, groups, fitted),
        new Contender(PAIRED, paired, (f, y, liars, again) -> settling.decode(f, y)),
        rechecked(paired, settling));
  }

  private static Contender rechecked(PairedCode code, PairedDecoder settling) {
    RecheckingDecoder decoder = new RecheckingDecoder(settling);
    // Workers 2j and 2j+1 hold query j as it is.
    return new Contender(
        RECHECKED,
        code,
        (f, y, liars, again) ->
            decoder.decode(f, y, again.random(), r -> again.ask(2 * r.query(), r.workers())));
  }

  private static Contender nothing(String name, Code code) {
    return located(name, code, (answers, values) -> WorkerSet.none(code.workers()));
  }

  private static Contender located(String name, Code code, ErrorLocator locator) {
    RobustDecoder decoder = new RobustDecoder(code, locator);
    return new Contender(name, code, (f, y, liars, again) -> decoder.decode(f, y));
  }

  /** The groups and the answers are those of the code, and only the predictions differ. */
  private static Contender fittedDecoder(
      String name, Code code, CodedGroups groups, ErrorLocator locator) {
    RobustDecoder decoder =
        new RobustDecoder(FittedCode.of(code, groups.answers(), groups.clean()), locator);
    return new Contender(name, code, (f, y, liars, again) -> decoder.decode(f, y));
  }

  private static Contender oracle(String name, Code code) {
    return new Contender(
        name, code, (f, y, liars, again) -> new RobustDecoder(code, (a, b) -> liars).decode(f, y));
  }
}
