package io.github.approxifer.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.approxifer.coding.EncodedGroup;
import io.github.approxifer.coding.GroupCoder;
import io.github.approxifer.coding.advisor.Advisor;
import io.github.approxifer.coding.advisor.Candidate;
import io.github.approxifer.coding.advisor.Candidates;
import io.github.approxifer.coding.advisor.CodeReport;
import io.github.approxifer.coding.advisor.Ranking;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.decode.FittedDecoder;
import io.github.approxifer.coding.student.Student;
import io.github.approxifer.models.FunctionModel;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.serving.worker.InProcessWorker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From a model to a predictor: the model is measured as it is, and what wins serves. */
@Timeout(60)
class AdvisedPredictorTest {
  private static final Model MODEL =
      FunctionModel.of(
          ItemShape.of(3),
          2,
          (in, out) -> {
            out[0] = (float) Math.tanh(in[0] + in[1]);
            out[1] = (float) Math.tanh(in[1] - in[2]);
          });

  private static FMatrixRMaj samples(int count) {
    Random random = new Random(3);
    FMatrixRMaj rows = new FMatrixRMaj(count, 3);
    for (int i = 0; i < rows.data.length; i++) {
      rows.data[i] = (float) random.nextGaussian();
    }
    return rows;
  }

  private static CodeReport advise(List<Candidate> candidates) {
    FMatrixRMaj samples = samples(400);
    return Advisor.of(MODEL)
        .withRanking(Ranking.ERROR)
        .advise(candidates, samples, MODEL.predict(samples), null)
        .recommended();
  }

  private static FMatrixRMaj serve(CodedPredictorBuilder builder, FMatrixRMaj queries)
      throws Exception {
    FMatrixRMaj answers = new FMatrixRMaj(queries.numRows, 2);
    try (CodedPredictor predictor =
        builder.linger(Duration.ofSeconds(30)).closingWorkers().build()) {
      List<CompletableFuture<Prediction>> futures = new ArrayList<>();
      for (int i = 0; i < queries.numRows; i++) {
        float[] query = {queries.get(i, 0), queries.get(i, 1), queries.get(i, 2)};
        futures.add(predictor.predict(query));
      }
      for (int i = 0; i < queries.numRows; i++) {
        float[] logits = futures.get(i).get(20, TimeUnit.SECONDS).logits();
        System.arraycopy(logits, 0, answers.data, 2 * i, 2);
      }
    }
    return answers;
  }

  /** What is served is what the fitted decoder makes of the answers that came. */
  @Test
  void aFittedWinnerServes() throws Exception {
    CodeReport winner = advise(Candidates.fittedForStragglers(4, 1, 5));
    assertThat(winner.scheme().decoder()).isInstanceOf(FittedDecoder.class);
    FMatrixRMaj queries = samples(4);
    FMatrixRMaj served =
        serve(
            CodedPredictor.builder(
                winner.scheme(), InProcessWorker.several(winner.workers(), MODEL)),
            queries);

    GroupCoder coder = GroupCoder.of(winner.scheme());
    EncodedGroup group = coder.encode(queries);
    FMatrixRMaj answers = MODEL.predict(group.coded());
    WorkerSet all = WorkerSet.all(winner.workers());
    List<float[]> possible = new ArrayList<>();
    for (int late = 0; late < winner.workers(); late++) {
      FMatrixRMaj came = new FMatrixRMaj(winner.workers() - 1, 2);
      for (int row = 0; row < came.numRows; row++) {
        System.arraycopy(answers.data, 2 * (row < late ? row : row + 1), came.data, 2 * row, 2);
      }
      possible.add(coder.decode(group, all.without(late), came).predictions().data);
    }
    possible.add(coder.decode(group, all, answers).predictions().data);
    assertThat(possible).contains(served.data);
  }

  @Test
  void aWinnerWithAStudentServesWithIt() throws Exception {
    Student roughly = Student.of(3, 2, MODEL::predict);
    CodeReport winner =
        advise(Candidates.withStudent(Candidates.forStragglers(4, 1, 5, null), roughly));
    assertThat(winner.student()).as("a perfect student wins").isSameAs(roughly);
    FMatrixRMaj queries = samples(4);
    FMatrixRMaj served =
        serve(
            CodedPredictor.builder(
                    winner.scheme(), InProcessWorker.several(winner.workers(), MODEL))
                .student(Objects.requireNonNull(winner.student())),
            queries);
    assertThat(served.data).containsExactly(MODEL.predict(queries).data);
  }
}
