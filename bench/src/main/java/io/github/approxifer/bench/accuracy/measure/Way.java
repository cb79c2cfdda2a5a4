package io.github.approxifer.bench.accuracy.measure;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Scheme;
import io.github.approxifer.coding.advisor.Candidate;
import io.github.approxifer.coding.advisor.Candidate.Fitting;
import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.coding.codes.PairedCode;
import io.github.approxifer.coding.codes.SystematicByzantineCode;
import io.github.approxifer.coding.codes.WorkerNodes;
import io.github.approxifer.coding.decode.FittedDecoder;
import io.github.approxifer.coding.decode.LinearDecoder;
import io.github.approxifer.coding.decode.LocatingDecoder;
import io.github.approxifer.coding.decode.PairedDecoder;
import io.github.approxifer.coding.decode.RecheckingDecoder;
import io.github.approxifer.coding.locate.ChebyshevFitLocator;
import io.github.approxifer.coding.locate.ErrorLocator;
import io.github.approxifer.coding.locate.JointLocator;
import io.github.approxifer.coding.locate.MedianLocator;
import io.github.approxifer.coding.locate.RationalFitLocator;
import io.github.approxifer.coding.locate.ResidualOperator;
import io.github.approxifer.coding.order.GroupOrdering;
import java.util.ArrayList;
import java.util.List;

/**
 * A way to decode in spite of liars that the tables compare, all with 2(K+E) workers.
 *
 * @param candidate how groups are served
 * @param oracle whether the decoder is told who lies
 */
public record Way(Candidate candidate, boolean oracle) {
  /** The published locator of the Berrut code. */
  public static final String PUBLISHED = "published";

  /** Berrut's code without a locator. */
  public static final String NOTHING = "Berrut, nobody left out";

  /** Every query at two workers, mismatches settled by fitted parities. */
  public static final String PAIRED = "Paired, fitted";

  /** The paired code, disputed queries sent to further workers in a second round. */
  public static final String RECHECKED = "Paired, fitted, second round";

  /**
   * What the tables call it.
   *
   * @return the candidate's label
   */
  public String name() {
    return candidate.label();
  }

  /**
   * What is decoded.
   *
   * @return the candidate's code
   */
  public Code code() {
    return candidate.code();
  }

  /**
   * The same way with another order of the queries.
   *
   * @param rule the order
   * @return a new way
   */
  public Way withOrdering(GroupOrdering rule) {
    return new Way(candidate.withOrdering(rule), oracle);
  }

  /**
   * The ways of the long tables.
   *
   * @param parameters K, S=0 and E
   * @param rate the false-alarm rate asked of the gates
   * @return nineteen ways on four codes
   */
  public static List<Way> all(CodeParameters parameters, double rate) {
    int errors = parameters.errors();
    BerrutCode berrut = BerrutCode.of(parameters);
    JointLocator spline =
        JointLocator.withResiduals(berrut, ResidualOperator.NATURAL_SPLINE, errors);
    List<Way> all = new ArrayList<>();
    all.add(nothing(NOTHING, berrut));
    all.add(new Way(nothing("Berrut, oracle", berrut).candidate(), true));
    all.add(located(PUBLISHED, berrut, RationalFitLocator.of(berrut, errors)));
    all.add(located("published, Chebyshev basis", berrut, ChebyshevFitLocator.of(berrut, errors)));
    all.add(located("median", berrut, MedianLocator.of(errors)));
    all.add(
        located(
            "joint, Berrut residuals",
            berrut,
            JointLocator.withResiduals(berrut, ResidualOperator.BERRUT, errors)));
    all.add(located("joint, spline residuals", berrut, spline));
    all.add(
        fitted(
            "joint, spline residuals, gate",
            berrut,
            (code, sample) -> LocatingDecoder.of(code, spline.gated(sample.answers(), rate))));
    all.add(fitted("joint, fitted, gate", berrut, joint(rate)));
    all.add(fitted("joint, fitted, gate, fitted decoder", berrut, jointAndDecoder(rate)));
    BerrutCode firstKind = berrut.withNodes(WorkerNodes.FIRST_KIND);
    all.add(fitted("first-kind nodes, joint, fitted, gate", firstKind, joint(rate)));
    all.add(
        fitted(
            "first-kind nodes, joint, fitted, gate, fitted decoder",
            firstKind,
            jointAndDecoder(rate)));
    SystematicByzantineCode systematic = SystematicByzantineCode.of(parameters);
    all.add(nothing("Systematic, nobody left out", systematic));
    all.add(fitted("Systematic, joint, fitted, gate", systematic, joint(rate)));
    all.add(
        fitted(
            "Systematic, joint, fitted, gate, fitted decoder", systematic, jointAndDecoder(rate)));
    PairedCode paired = PairedCode.of(parameters);
    all.add(nothing("Paired, mean of both", paired));
    all.add(new Way(Candidate.of("Paired", paired), false));
    all.add(pairs(paired, rate));
    all.add(rechecked(paired, rate));
    return all;
  }

  /**
   * The ways of the short tables: the published locator, no locator, one that knows the liars, the
   * median, our joint locator with and without fitted decoder, and the paired code in one round and
   * in two.
   *
   * @param parameters K, S=0 and E
   * @param rate the false-alarm rate asked of the gates
   * @return eight ways on two codes
   */
  public static List<Way> few(CodeParameters parameters, double rate) {
    int errors = parameters.errors();
    BerrutCode berrut = BerrutCode.of(parameters);
    PairedCode paired = PairedCode.of(parameters);
    return List.of(
        located(PUBLISHED, berrut, RationalFitLocator.of(berrut, errors)),
        nothing(NOTHING, berrut),
        new Way(nothing("Berrut, oracle", berrut).candidate(), true),
        located("median", berrut, MedianLocator.of(errors)),
        fitted("joint, fitted, gate", berrut, joint(rate)),
        fitted("joint, fitted, gate, fitted decoder", berrut, jointAndDecoder(rate)),
        pairs(paired, rate),
        rechecked(paired, rate));
  }

  private static Fitting joint(double rate) {
    return (code, sample) ->
        LocatingDecoder.of(
            code, JointLocator.fitted(code, sample.answers(), code.parameters().errors(), rate));
  }

  private static Fitting jointAndDecoder(double rate) {
    return (code, sample) ->
        LocatingDecoder.of(
            FittedDecoder.of(code, sample.answers(), sample.cleanAsEncoded()),
            JointLocator.fitted(code, sample.answers(), code.parameters().errors(), rate));
  }

  private static Way pairs(PairedCode code, double rate) {
    return fitted(PAIRED, code, (c, sample) -> PairedDecoder.fitted(c, sample.answers(), rate));
  }

  private static Way rechecked(PairedCode code, double rate) {
    return fitted(
        RECHECKED,
        code,
        (c, sample) -> RecheckingDecoder.of(PairedDecoder.fitted(c, sample.answers(), rate)));
  }

  private static Way nothing(String name, Code code) {
    return new Way(Candidate.of(name, Scheme.of(LinearDecoder.of(code))), false);
  }

  private static Way located(String name, Code code, ErrorLocator locator) {
    return new Way(Candidate.of(name, Scheme.of(LocatingDecoder.of(code, locator))), false);
  }

  private static Way fitted(String name, Code code, Fitting fitting) {
    return new Way(Candidate.fitted(name, code, fitting), false);
  }
}
