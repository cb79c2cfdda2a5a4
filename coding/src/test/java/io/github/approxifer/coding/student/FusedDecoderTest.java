package io.github.approxifer.coding.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Scheme;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.Provenance;
import io.github.approxifer.coding.answers.Received;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.codes.NeighbourCode;
import io.github.approxifer.coding.codes.SubsetParityCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

/**
 * A linear model of whose answers a parity, the mean of the first two of four queries, keeps a
 * part: its residual is the mean of the two queries' residuals with noise.
 */
class FusedDecoderTest {
  private static final int GROUPS = 600;
  private final Code code = SubsetParityCode.of(CodeParameters.stragglersOnly(4, 1), 2, 1);

  private static List<FusedDecoder.Sample> groups(Code code, double noise, long seed) {
    Random random = new Random(seed);
    List<FusedDecoder.Sample> groups = new ArrayList<>();
    for (int g = 0; g < GROUPS; g++) {
      Traffic four = Traffic.of(4, random.nextLong());
      int workers = code.workers();
      FMatrixRMaj answers = new FMatrixRMaj(workers, 3);
      for (int worker = 0; worker < workers; worker++) {
        int held = Holders.of(code).query(worker);
        for (int c = 0; c < 3; c++) {
          for (int j = 0; j < 4; j++) {
            double weight = code.encodingMatrix().get(worker, j);
            answers.add(worker, c, (float) (weight * four.answers().get(j, c)));
          }
          answers.add(worker, c, (float) (held < 0 ? noise * random.nextGaussian() : 0));
        }
      }
      groups.add(new FusedDecoder.Sample(four.answers(), four.students(), answers));
    }
    return groups;
  }

  private double squaredError(FusedDecoder decoder, List<FusedDecoder.Sample> fresh, int lost) {
    WorkerSet all = WorkerSet.all(code.workers());
    int worker = Holders.of(code).workers(lost)[0];
    WorkerSet answered = all.without(worker);
    double error = 0;
    for (FusedDecoder.Sample group : fresh) {
      FMatrixRMaj values = Answers.select(all, group.answers(), answered, null);
      FMatrixRMaj predictions =
          decoder
              .decode(Received.of(answered, values).withStudent(group.students()), null)
              .predictions();
      for (int c = 0; c < 3; c++) {
        double difference = (double) predictions.get(lost, c) - group.clean().get(lost, c);
        error += difference * difference / (3 * fresh.size());
        for (int j = 0; j < 4; j++) {
          if (j != lost) {
            assertThat(predictions.get(j, c)).isEqualTo(group.clean().get(j, c));
          }
        }
      }
    }
    return error;
  }

  @Test
  void invertsAParityThatIsExact() {
    FusedDecoder decoder = FusedDecoder.fitted(code, groups(code, 1e-3, 1));
    // 2 y_parity - y_other is exact but for the fit of the parity's answers, whose variance is that
    // of their residuals (half of a query's) times 4 parameters a class by 600 groups, doubled.
    double variance = (Traffic.covariance(0, 0) + Traffic.covariance(1, 1)) / 3;
    double ofFit = 4 * (variance + Traffic.covariance(2, 2) / 3) / 2 * 4 / GROUPS;
    assertThat(squaredError(decoder, groups(code, 1e-3, 2), 0)).isLessThan(3 * ofFit);
    WorkerSet answered = WorkerSet.all(code.workers()).without(Holders.of(code).workers(0)[0]);
    assertThat(decoder.explained(answered, 0)).isGreaterThan(0.95);
    assertThat(decoder.explained(answered, 1)).isEqualTo(1);
  }

  @Test
  void trustsTheStudentWhereTheParitySaysNothing() {
    FusedDecoder decoder = FusedDecoder.fitted(code, groups(code, 50, 1));
    List<FusedDecoder.Sample> fresh = groups(code, 50, 2);
    double variance = 0;
    for (int c = 0; c < 3; c++) {
      variance += Traffic.covariance(c, c) / 3;
    }
    // Nothing but the residuals' own variance is left, up to four standard errors of its mean.
    double error = 4 * variance * Math.sqrt(2.0 / (3 * GROUPS)) * 1.5;
    assertThat(squaredError(decoder, fresh, 0)).isCloseTo(variance, within(error));
    assertThat(squaredError(decoder, fresh, 3)).isCloseTo(variance, within(error));
    WorkerSet answered = WorkerSet.all(code.workers()).without(Holders.of(code).workers(0)[0]);
    // Of a chance correlation with four others remains about 4 / (3 x 600).
    assertThat(decoder.explained(answered, 0)).isLessThan(0.02);
  }

  @Test
  void answersFromTheStudentAloneWhenNobodyDid() {
    List<FusedDecoder.Sample> groups = groups(code, 1, 1);
    FusedDecoder decoder = FusedDecoder.fitted(code, groups);
    FusedDecoder.Sample group = groups.get(0);
    WorkerSet none = WorkerSet.none(code.workers());
    FMatrixRMaj predictions =
        decoder
            .decode(Received.of(none, new FMatrixRMaj(0, 3)).withStudent(group.students()), null)
            .predictions();
    assertThat(predictions.numRows).isEqualTo(4);
    assertThat(decoder.explained(none, 2)).isZero();
  }

  @Test
  void saysHowEachPredictionWasObtained() {
    List<FusedDecoder.Sample> groups = groups(code, 1, 1);
    FusedDecoder decoder = FusedDecoder.fitted(code, groups);
    FMatrixRMaj all = groups.get(0).answers();
    WorkerSet answered = WorkerSet.of(5, 0, 2, 4);
    FMatrixRMaj values = Answers.select(WorkerSet.all(5), all, answered, null);
    assertThat(
            decoder
                .decode(Received.of(answered, values).withStudent(groups.get(0).students()), null)
                .provenances())
        .containsExactly(
            Provenance.EXACT, Provenance.DECODED, Provenance.EXACT, Provenance.STUDENT);
  }

  @Test
  void refusesCodesWithoutMixturesAndTooFewGroups() {
    Code uncoded = NeighbourCode.of(CodeParameters.stragglersOnly(4, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FusedDecoder.fitted(uncoded, groups(code, 1, 1)))
        .withMessageContaining("there is nothing to fuse");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FusedDecoder.fitted(code, groups(code, 1, 1).subList(0, 11)))
        .withMessageContaining("11 groups of 3 classes are too few to fit N=5 workers");
  }

  /** Of a lone query there are no mixtures to fuse with the student's answer. */
  @Test
  void aLoneQueryIsAnsweredByAWorkerOrTheStudent() {
    Scheme scheme = Scheme.of(FusedDecoder.fitted(code, groups(code, 1, 1)));
    assertThat(scheme.shortened(2)).isSameAs(scheme);
    Scheme alone = scheme.shortened(1);
    assertThat(alone.code().parameters().queries()).isEqualTo(1);
    FMatrixRMaj student = new FMatrixRMaj(1, 3, true, 1, 2, 3);
    WorkerSet none = WorkerSet.none(alone.code().workers());
    Received nothing = Received.of(none, new FMatrixRMaj(0, 3)).withStudent(student);
    assertThat(alone.decoder().decode(nothing, null).predictions().data).containsExactly(1, 2, 3);
    FMatrixRMaj answer = new FMatrixRMaj(1, 3, true, 4, 5, 6);
    Received one = Received.of(WorkerSet.all(2).without(0), answer).withStudent(student);
    assertThat(alone.decoder().decode(one, null).predictions().data).containsExactly(4, 5, 6);
  }
}
