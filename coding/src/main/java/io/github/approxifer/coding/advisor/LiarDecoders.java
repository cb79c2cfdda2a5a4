package io.github.approxifer.coding.advisor;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.ErrorLocator;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.codes.PairedCode;
import io.github.approxifer.coding.decode.FittedCode;
import io.github.approxifer.coding.decode.PairedDecoder;
import io.github.approxifer.coding.decode.RecheckingDecoder;
import io.github.approxifer.coding.decode.RobustDecoder;
import io.github.approxifer.coding.locate.JointLocator;
import io.github.approxifer.coding.order.GroupOrdering;
import java.util.function.Function;

/** Candidates against liars out of a code and what decodes it. */
final class LiarDecoders {
  private final int errors;
  private final double tolerance;
  private final double rate;

  /** Candidates for E liars, equal copies to a tolerance, and a false-alarm rate. */
  LiarDecoders(int errors, double tolerance, double rate) {
    this.errors = errors;
    this.tolerance = tolerance;
    this.rate = rate;
  }

  /** All answers are believed. */
  LiarCandidate nothing(String label, Code code) {
    return located(label, code, (answers, values) -> WorkerSet.none(code.workers()));
  }

  /** A locator that needs no sample. */
  LiarCandidate located(String label, Code code, ErrorLocator locator) {
    return gated(label, code, sample -> locator);
  }

  /** A locator made of a sample. */
  LiarCandidate gated(String label, Code code, Function<HonestGroups, ErrorLocator> locator) {
    return path(label, code, sample -> decoder(code, locator.apply(sample)));
  }

  /** The fitted joint locator. */
  LiarCandidate fittedLocator(String label, Code code) {
    return gated(label, code, sample -> fitted(code, sample));
  }

  /** The fitted joint locator and a fitted decoder. */
  LiarCandidate fitted(String label, Code code) {
    return path(
        label,
        code,
        sample ->
            decoder(FittedCode.of(code, sample.answers(), sample.clean()), fitted(code, sample)));
  }

  /** The paired code, settled by parities alone. */
  LiarCandidate paired(String label, PairedCode code) {
    return settled(label, code, sample -> new PairedDecoder(code, tolerance));
  }

  /** The paired code, settled by fitted parities. */
  LiarCandidate fittedPairs(String label, PairedCode code) {
    return settled(label, code, sample -> fittedPairs(code, sample));
  }

  private static LiarCandidate settled(
      String label, PairedCode code, Function<HonestGroups, PairedDecoder> fitting) {
    return path(
        label,
        code,
        sample -> {
          PairedDecoder decoder = fitting.apply(sample);
          return (answers, values, again) -> decoder.decode(answers, values);
        });
  }

  private PairedDecoder fittedPairs(PairedCode code, HonestGroups sample) {
    return PairedDecoder.fitted(code, tolerance, sample.answers(), rate);
  }

  /** The paired code, settled in a second round. */
  LiarCandidate rechecked(String label, PairedCode code) {
    return path(
        label,
        code,
        sample -> {
          RecheckingDecoder decoder = new RecheckingDecoder(fittedPairs(code, sample));
          // Worker 2j holds query j as it is.
          return (answers, values, again) ->
              decoder.decode(
                  answers,
                  values,
                  again.random(),
                  recheck -> again.ask(2 * recheck.query(), recheck.workers()));
        });
  }

  private JointLocator fitted(Code code, HonestGroups sample) {
    return JointLocator.fitted(code, sample.answers(), errors, rate);
  }

  private static LiarCandidate.GroupDecoder decoder(Code code, ErrorLocator locator) {
    RobustDecoder decoder = new RobustDecoder(code, locator);
    return (answers, values, again) -> decoder.decode(answers, values);
  }

  private static LiarCandidate path(String label, Code code, LiarCandidate.Fitting fitting) {
    return new LiarCandidate(label, code, GroupOrdering.PATH, fitting);
  }
}
