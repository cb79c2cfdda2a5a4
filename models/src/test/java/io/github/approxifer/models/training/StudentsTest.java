package io.github.approxifer.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.coding.BatchModel;
import io.github.approxifer.models.ImageShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.models.datasets.Dataset;
import io.github.approxifer.models.datasets.PublishedDataset;
import io.github.approxifer.models.networks.NetworkCost;
import io.github.approxifer.models.networks.Networks;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import io.github.approxifer.models.weights.SafetensorsType;
import io.github.approxifer.models.weights.SafetensorsWriter;
import io.github.approxifer.models.weights.WeightsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudentsTest {

  private static final int LENGTH = 6;

  @TempDir private Path folder;

  /** Vectors and what a model of three classes says to them: twice three of their values. */
  private static Recording vectors(int rows) {
    Random random = new Random(3);
    float[] queries = new float[rows * LENGTH];
    float[] answers = new float[rows * 3];
    for (int i = 0; i < queries.length; i++) {
      queries[i] = (float) random.nextGaussian();
    }
    for (int i = 0; i < answers.length; i++) {
      answers[i] = 2 * queries[i / 3 * LENGTH + i % 3];
    }
    return Recording.of(new ImageShape(1, 1, LENGTH), 3, queries, answers);
  }

  @Test
  void learnsVectorsAndIsFoundAgainInItsFile() throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    StudentOptions options =
        StudentOptions.standard()
            .withWidth(24)
            .withEpochs(40)
            .withSeed(5)
            .withThreads(1)
            .withProgress(new PrintStream(printed, true, StandardCharsets.UTF_8));
    LearnedStudent student = Students.learn(vectors(2000), options);
    // The classes are regions with three straight borders, easy to learn; guessing gives a third.
    assertThat(student.agreement()).isBetween(0.93, 1.0);
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("(100 %), loss");
    Path file = folder.resolve("student.safetensors");
    student.save(file);
    LearnedStudent read = LearnedStudent.open(file);
    assertThat(read.agreement()).isEqualTo(student.agreement());
    float[] query = {1, -1, 0.5f, 3, 0, 0};
    try (Model one = student.serve(TensorFlowThreads.single());
        Model two = read.serve(TensorFlowThreads.single())) {
      assertThat(one.inputShape().size()).isEqualTo(LENGTH);
      float[] answer = one.predict(query, 1);
      assertThat(Accuracy.best(answer, 0, 3)).isZero();
      // Half precision: 2^-11 of each of three layers' weights.
      assertThat(two.predict(query, 1)).containsExactly(answer, within(0.02f));
    }
  }

  @Test
  void learnsImagesWithinABudgetAndATime() throws IOException {
    Dataset images = Dataset.synthetic(PublishedDataset.MNIST, 1000, 4);
    float[] answers = new float[1000 * 10];
    for (int i = 0; i < 1000; i++) {
      answers[i * 10 + images.label(i)] = 6;
    }
    StudentOptions options =
        StudentOptions.standard()
            .withShare(0.5, Networks.of("lenet5", images.inputShape(), 10))
            .withAugmentation(1, false)
            .withTime(Duration.ofSeconds(8));
    LearnedStudent student = Students.learn(Recording.of(images, answers), options);
    assertThat(student.agreement()).isGreaterThan(0.8);
    assertThat(NetworkCost.multiplyAdds(student.network())).isBetween(100_000L, 208_260L);
  }

  /** Weights above 0 that add up to 1, and the model's own answers to what they make. */
  @Test
  void mixturesAreConvexAndAnsweredByTheModel() throws IOException {
    Recording recording = vectors(5);
    Mixtures mixtures = new Mixtures(recording, 1001, 9);
    List<Integer> asked = new ArrayList<>();
    float[] answers =
        mixtures.ask(
            queries -> {
              asked.add(queries.numRows);
              return scaled(queries, 2);
            },
            null);
    assertThat(asked).hasSize(12).startsWith(5, 100).endsWith(100, 1);
    Recording all = mixtures.answered(answers);
    assertThat(all.size()).isEqualTo(1006);
    float[] query = new float[LENGTH];
    float[] answer = new float[3];
    float[] own = new float[3];
    recording.answer(4, own, 0);
    all.answer(4, answer, 0);
    assertThat(answer).isEqualTo(own);
    float[] most = new float[LENGTH];
    float[] least = new float[LENGTH];
    Arrays.fill(most, Float.NEGATIVE_INFINITY);
    Arrays.fill(least, Float.POSITIVE_INFINITY);
    for (int i = 0; i < 5; i++) {
      all.query(i, query, 0);
      for (int j = 0; j < LENGTH; j++) {
        most[j] = Math.max(most[j], query[j]);
        least[j] = Math.min(least[j], query[j]);
      }
    }
    for (int i = 5; i < 1006; i++) {
      all.query(i, query, 0);
      all.answer(i, answer, 0);
      for (int j = 0; j < LENGTH; j++) {
        assertThat(query[j]).isBetween(least[j] - 1e-5f, most[j] + 1e-5f);
      }
      assertThat(answer).containsExactly(2 * query[0], 2 * query[1], 2 * query[2]);
    }
    new Mixtures(recording, 1001, 9).read(500, query, 0);
    float[] again = new float[LENGTH];
    mixtures.read(500, again, 0);
    assertThat(again).as("the seed decides").isEqualTo(query);
  }

  /**
   * Queries that are unit vectors show the weights of a mixture of three different ones. The mean
   * lies within 5 standard errors except once in two million seeds.
   */
  @Test
  void weightsAreUniformOnTheSimplex() {
    float[] units = new float[40 * 40];
    for (int i = 0; i < 40; i++) {
      units[i * 41] = 1;
    }
    Recording recording = Recording.of(new ImageShape(1, 1, 40), 1, units, new float[40]);
    Mixtures mixtures = new Mixtures(recording, 4400, 1);
    float[] query = new float[40];
    double squares = 0;
    int different = 0;
    for (int i = 0; i < mixtures.size(); i++) {
      mixtures.read(i, query, 0);
      double sum = 0;
      double square = 0;
      int members = 0;
      for (float weight : query) {
        sum += weight;
        square += weight * weight;
        members += weight > 0 ? 1 : 0;
      }
      assertThat(sum).isCloseTo(1, within(1e-6));
      if (members == 3) {
        different++;
        squares += square;
      }
    }
    // For Dirichlet(1, 1, 1): E w^2 = 1/6, E w^4 = 1/15, E w^2 v^2 = 1/90, so the sum of squares
    // has mean 1/2 and variance 3/15 + 6/90 - 1/4 = 1/60. Weights by three uniform numbers over
    // their sum have 0.43.
    assertThat(squares / different).isCloseTo(0.5, within(5 * Math.sqrt(1 / 60.0 / different)));
  }

  /** Sixteen queries say little of three borders; a thousand mixtures of them say more. */
  @Test
  void askingTheModelMakesABetterStudent() throws IOException {
    StudentOptions options =
        StudentOptions.standard().withWidth(24).withHeldOut(0.98).withThreads(1).withSeed(2);
    BatchModel model = queries -> scaled(queries, 2);
    Recording recording = vectors(1000);
    double alone = Students.learn(recording, options.withEpochs(500)).agreement();
    double asked =
        Students.learn(recording, options.withMixtures(1000, model).withEpochs(20)).agreement();
    assertThat(asked).isGreaterThan(alone + 0.03);
  }

  /** What is wrong is said before anything, or anything more, is asked. */
  @Test
  void saysWhatIsWrongWithAModelOrACountAtOnce() {
    Recording recording = vectors(300);
    StudentOptions options = StudentOptions.standard().withWidth(4).withThreads(1);
    AtomicInteger calls = new AtomicInteger();
    BatchModel right =
        queries -> {
          calls.incrementAndGet();
          return scaled(queries, 2);
        };
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Students.learn(
                    recording, options.withAugmentation(4, true).withMixtures(500, right)))
        .withMessageContaining("was 4");
    assertThat(calls).as("asked in vain").hasValue(0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withEpochs(20_000))
        .withMessage("epochs must be above 0 and at most 10000, but was 20000.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withMixtures(900_000_000, right))
        .withMessageContaining("were 900000000");
    Recording wide = Recording.of(new ImageShape(1, 1, 1), 1000, new float[2], new float[2000]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mixtures(wide, 4_300_000, 1))
        .withMessageContaining("4300000000 values of answers");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Students.learn(recording, options.withMixtures(500, q -> scaled(q, -2))))
        .withMessageContaining("otherwise than recorded", "logits or probabilities");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Students.learn(recording, options.withMixtures(500, StudentsTest::nothing)))
        .withMessageContaining("answered null");
    BatchModel broken =
        queries -> {
          FMatrixRMaj rows = scaled(queries, 2);
          rows.data[4] = calls.incrementAndGet() == 3 ? Float.NaN : rows.data[4];
          return rows;
        };
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Students.learn(recording, options.withMixtures(500, broken)))
        .withMessage("the model answered NaN to query 101");
    assertThat(calls).hasValue(3);
    BatchModel interrupting =
        queries -> {
          Thread.currentThread().interrupt();
          return scaled(queries, 2);
        };
    assertThatExceptionOfType(InterruptedIOException.class)
        .isThrownBy(() -> Students.learn(recording, options.withMixtures(500, interrupting)));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(options.withMixtures(5, right).withMixtures(0, right).asked()).isNull();
  }

  @SuppressWarnings("NullAway") // what a careless model does
  private static FMatrixRMaj nothing(FMatrixRMaj queries) {
    return null;
  }

  /** What the model of {@link #vectors} says at 2. */
  private static FMatrixRMaj scaled(FMatrixRMaj queries, float scale) {
    FMatrixRMaj rows = new FMatrixRMaj(queries.numRows, 3);
    for (int i = 0; i < rows.data.length; i++) {
      rows.data[i] = scale * queries.get(i / 3, i % 3);
    }
    return rows;
  }

  @Test
  void aPartOfARecordingIsThatPart() {
    Recording whole = vectors(20);
    Recording part = whole.slice(5, 9);
    float[] one = new float[LENGTH];
    float[] other = new float[LENGTH];
    whole.query(7, one, 0);
    part.query(2, other, 0);
    assertThat(part.size()).isEqualTo(4);
    assertThat(other).isEqualTo(one);
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> part.query(4, other, 0));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> whole.slice(3, 3))
        .withMessageContaining("empty");
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> whole.slice(3, 21));
  }

  @Test
  void anInterruptEndsTheLesson() {
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedIOException.class)
        .isThrownBy(
            () ->
                Students.learn(
                    vectors(100), StudentOptions.standard().withWidth(4).withThreads(1)));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void answersThatAreNoNumbersAreSaidToBe() {
    float[] answers = new float[20 * 3];
    answers[7] = Float.NaN;
    Recording broken =
        Recording.of(new ImageShape(1, 1, LENGTH), 3, new float[20 * LENGTH], answers);
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(
            () -> Students.learn(broken, StudentOptions.standard().withWidth(4).withHeldOut(0)))
        .withMessageContaining("NaN");
  }

  @Test
  void refusesWhatCannotBeLearned() {
    ImageShape shape = new ImageShape(1, 1, LENGTH);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Recording.of(shape, 3, new float[13], new float[6]))
        .withMessageContaining("whole queries of 6 values", "13 values");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Recording.of(shape, 3, new float[12], new float[5]))
        .withMessage("2 queries have 6 values of answers, but got 5");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Recording.of(Dataset.synthetic(PublishedDataset.MNIST, 3, 1), new float[29]))
        .withMessage("3 images have 30 values of answers, but got 29");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Students.learn(vectors(1), StudentOptions.standard()))
        .withMessageContaining("at least 2 queries, but 1");
    StudentOptions options = StudentOptions.standard();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withMultiplyAdds(0))
        .withMessageContaining("were 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withWidth(0))
        .withMessageContaining("was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withHeldOut(1))
        .withMessageContaining("was 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withEpochs(0))
        .withMessageContaining("was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withAugmentation(-1, true))
        .withMessageContaining("was -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withTime(Duration.ZERO))
        .withMessageContaining("PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withThreads(0))
        .withMessageContaining("was 0");
    BatchModel wide = queries -> new FMatrixRMaj(queries.numRows, 5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withMixtures(-1, wide))
        .withMessageContaining("were -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Students.learn(vectors(30), options.withMixtures(7, wide)))
        .withMessage(
            "the model was asked 27 queries and must answer 27 x 3, as recorded, but answered 27 x 5");
  }

  @Test
  void changedOptionsLeaveTheOthersAsTheyWere() {
    StudentOptions narrow = StudentOptions.standard().withMultiplyAdds(1000).withSeed(3);
    StudentOptions wide = narrow.withWidth(48).withAugmentation(1, true);
    assertThat(narrow.multiplyAdds()).isEqualTo(1000);
    assertThat(narrow.width()).isEqualTo(32);
    assertThat(narrow.augmentation(new ImageShape(8, 8, 1))).isNull();
    assertThat(wide.multiplyAdds()).isZero();
    assertThat(wide.width()).isEqualTo(48);
    assertThat(wide.augmentation(new ImageShape(8, 8, 1))).isNotNull();
    assertThat(wide.seed()).isEqualTo(3);
  }

  @Test
  void refusesFilesThatHoldNoStudent() throws IOException {
    Path file = folder.resolve("other.safetensors");
    new SafetensorsWriter()
        .add("fc.weight", SafetensorsType.F32, List.of(1), new float[1])
        .write(file);
    assertThatExceptionOfType(WeightsException.class)
        .isThrownBy(() -> LearnedStudent.open(file))
        .withMessage("this is no file of a student: it says nothing of its input");
    new SafetensorsWriter()
        .metadata("input", "8x8")
        .add("fc.weight", SafetensorsType.F32, List.of(1), new float[1])
        .write(file);
    assertThatExceptionOfType(WeightsException.class)
        .isThrownBy(() -> LearnedStudent.open(file))
        .withMessageContaining("height x width x channels");
    new SafetensorsWriter()
        .metadata("input", "8x8x1")
        .metadata("classes", "3")
        .metadata("width", "wide")
        .add("fc.weight", SafetensorsType.F32, List.of(1), new float[1])
        .write(file);
    assertThatExceptionOfType(WeightsException.class)
        .isThrownBy(() -> LearnedStudent.open(file))
        .withMessageContaining("\"wide\"");
  }
}
