package io.github.approxifer.coding.advisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.approxifer.coding.TinyNetwork;
import io.github.approxifer.coding.decode.FittedDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Fitted decoders beside the codes' own, on a real network. */
class AdvisorOnFittedDecodersTest {
  private static final TinyNetwork NETWORK = TinyNetwork.load();
  private static final FMatrixRMaj ANSWERS = NETWORK.predict(NETWORK.images());

  /** The fitted ones must have been fitted to the other half, and all are judged on one half. */
  @Test
  void fittedDecodersAreJudgedOnTheOtherHalf() {
    List<Candidate> unfitted = Candidates.forStragglers(8, 1, 9, null);
    List<Candidate> candidates = new ArrayList<>(unfitted);
    candidates.addAll(Candidates.fittedForStragglers(8, 1, 9));
    FMatrixRMaj images = NETWORK.images();
    int half = 37 * 8;
    Advice advice =
        Advisor.of(NETWORK::predict).advise(candidates, images, ANSWERS, NETWORK.labels());
    assertThat(advice.groups()).isEqualTo(38);

    // Others were never fitted: the second half alone gives them the same report.
    FMatrixRMaj second = new FMatrixRMaj(600 - half, 196);
    System.arraycopy(images.data, half * 196, second.data, 0, second.data.length);
    int[] labels = Arrays.copyOfRange(NETWORK.labels(), half, 600);
    Advice alone =
        Advisor.of(NETWORK::predict).advise(unfitted, second, NETWORK.predict(second), labels);
    assertThat(advice.reports()).containsAll(alone.reports());

    // What is fitted does not depend on the half that is judged.
    CodeReport fitted = find(advice, "Berrut, fitted");
    assertThat(fitted.error()).isLessThan(find(advice, "Berrut").error());
    assertThat(fitted.trials()).isEqualTo(38 * 8 * 9);
    assertThat(fitted.candidate().needsFitting()).isFalse();
    assertThat(fitted.scheme().decoder()).isInstanceOf(FittedDecoder.class);
    FMatrixRMaj noise = ANSWERS.copy();
    Arrays.fill(noise.data, 0, half * 10, 7);
    CodeReport misled =
        find(
            Advisor.of(NETWORK::predict).advise(candidates, images, noise, NETWORK.labels()),
            "Berrut, fitted");
    assertThat(misled.accuracy()).isLessThan(fitted.accuracy());
  }

  @Test
  void refusesWhatCannotBeFitted() {
    List<Candidate> candidates = Candidates.fittedForStragglers(8, 1, 10);
    assertThat(candidates).extracting(Candidate::label).contains("Spline N=10, fitted");
    assertThat(candidates).allMatch(Candidate::needsFitting);
    Advisor advisor = Advisor.of(NETWORK::predict);
    FMatrixRMaj one = new FMatrixRMaj(15, 196);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> advisor.advise(candidates, one, NETWORK.predict(one), null))
        .withMessageContaining("at least 2K=16 samples are needed, but there are 15");
    FMatrixRMaj few = new FMatrixRMaj(16, 196);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> advisor.advise(candidates, few, NETWORK.predict(few), null))
        .withMessageContaining("1 groups of 10 classes are too few");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Candidates.fittedForStragglers(8, 8, 16))
        .withMessageContaining("S=8");
  }

  private static CodeReport find(Advice advice, String label) {
    return advice.reports().stream().filter(r -> r.label().equals(label)).findAny().orElseThrow();
  }
}
