package io.github.approxifer.coding.advisor;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.Scheme;
import io.github.approxifer.coding.decode.FittedDecoder;
import io.github.approxifer.coding.decode.LinearDecoder;
import io.github.approxifer.coding.decode.LocatingDecoder;
import io.github.approxifer.coding.decode.PairedDecoder;
import io.github.approxifer.coding.decode.RecheckingDecoder;
import io.github.approxifer.coding.locate.ErrorLocator;
import io.github.approxifer.coding.locate.JointLocator;
import java.util.List;
import java.util.function.Function;
import org.ejml.data.FMatrixRMaj;

/** Candidates against liars out of a code and what decodes it. */
final class LiarDecoders {
  private final int errors;
  private final double rate;

  /** Candidates for E liars and a false-alarm rate. */
  LiarDecoders(int errors, double rate) {
    this.errors = errors;
    this.rate = rate;
  }

  /** All answers are believed. */
  static Candidate nothing(String label, Code code) {
    return Candidate.of(label, Scheme.of(LinearDecoder.of(code)));
  }

  /** A locator that needs no sample. */
  static Candidate located(String label, Code code, ErrorLocator locator) {
    return Candidate.of(label, Scheme.of(LocatingDecoder.of(code, locator)));
  }

  /** A locator made of a sample of honest answers. */
  static Candidate gated(
      String label, Code code, Function<List<FMatrixRMaj>, ErrorLocator> locator) {
    return Candidate.fitted(
        label, code, (c, sample) -> LocatingDecoder.of(c, locator.apply(sample.answers())));
  }

  /** The fitted joint locator. */
  Candidate fittedLocator(String label, Code code) {
    return Candidate.fitted(label, code, (c, sample) -> LocatingDecoder.of(c, locator(c, sample)));
  }

  /** The fitted joint locator and a fitted decoder. */
  Candidate fitted(String label, Code code) {
    return Candidate.fitted(
        label, code, (c, sample) -> LocatingDecoder.of(linear(c, sample), locator(c, sample)));
  }

  /** The paired code, settled by fitted parities. */
  Candidate fittedPairs(String label, Code code) {
    return Candidate.fitted(label, code, this::pairs);
  }

  /** The paired code, settled in a second round. */
  Candidate rechecked(String label, Code code) {
    return Candidate.fitted(label, code, (c, sample) -> RecheckingDecoder.of(pairs(c, sample)));
  }

  private PairedDecoder pairs(Code code, HonestGroups sample) {
    return PairedDecoder.fitted(code, sample.answers(), rate);
  }

  private JointLocator locator(Code code, HonestGroups sample) {
    return JointLocator.fitted(code, sample.answers(), errors, rate);
  }

  /** A decoder that is fitted to honest groups. */
  static FittedDecoder linear(Code code, HonestGroups sample) {
    return FittedDecoder.of(code, sample.answers(), sample.cleanAsEncoded());
  }
}
