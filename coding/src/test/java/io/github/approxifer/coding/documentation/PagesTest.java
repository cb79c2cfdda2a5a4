package io.github.approxifer.coding.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.approxifer.coding.Answers;
import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Decoded;
import io.github.approxifer.coding.EncodedGroup;
import io.github.approxifer.coding.GroupCoder;
import io.github.approxifer.coding.Provenance;
import io.github.approxifer.coding.Received;
import io.github.approxifer.coding.Scheme;
import io.github.approxifer.coding.TinyNetwork;
import io.github.approxifer.coding.WorkerSet;
import io.github.approxifer.coding.advisor.Advice;
import io.github.approxifer.coding.advisor.Advisor;
import io.github.approxifer.coding.advisor.BatchModel;
import io.github.approxifer.coding.advisor.Candidate;
import io.github.approxifer.coding.advisor.Candidates;
import io.github.approxifer.coding.advisor.LiarAdvice;
import io.github.approxifer.coding.codes.BerrutCode;
import io.github.approxifer.coding.codes.SubsetParityCode;
import io.github.approxifer.coding.decode.LocatingDecoder;
import io.github.approxifer.coding.locate.JointLocator;
import io.github.approxifer.coding.student.Student;
import io.github.approxifer.coding.student.StudentSchemes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The examples of docs/coding.md, locators.md and student.md: what stands between "example of" a
 * page and "end" stands there, too.
 */
class PagesTest {
  private static final TinyNetwork NETWORK = TinyNetwork.load();

  private static final Path SOURCE =
      Path.of("src/test/java", PagesTest.class.getName().replace('.', '/') + ".java");

  @ParameterizedTest
  @CsvSource({"coding, 3", "locators, 1", "student, 4"})
  void thePageShowsTheseExamples(String name, int expected) throws IOException {
    String page = Files.readString(Path.of("..", "docs", name + ".md"));
    Matcher examples =
        Pattern.compile("(?s)    // example of " + name + "\n(.*?)    // end\n")
            .matcher(Files.readString(SOURCE));
    int count = 0;
    while (examples.find()) {
      assertThat(page)
          .contains("```java\n" + examples.group(1).replaceAll("(?m)^    ", "") + "```");
      count++;
    }
    assertThat(count).isEqualTo(expected);
    assertThat(page.split("```java", -1)).hasSize(count + 1);
  }

  /** Has the workers answer, of which some do in time. */
  private static FMatrixRMaj run(FMatrixRMaj coded, WorkerSet answered) {
    return Answers.select(WorkerSet.all(coded.numRows), NETWORK.predict(coded), answered, null);
  }

  /** A model of plain arrays. */
  private record Small(TinyNetwork network) {
    void predict(float[] inputs, int batch, float[] outputs) {
      FMatrixRMaj answers = network.predict(FMatrixRMaj.wrap(batch, 196, inputs));
      System.arraycopy(answers.data, 0, outputs, 0, answers.getNumElements());
    }
  }

  @Test
  void aGroup() {
    FMatrixRMaj queries = Answers.rows(NETWORK.images(), 0, 8);
    WorkerSet answered = WorkerSet.all(9).without(3);
    // example of coding
    CodeParameters parameters = CodeParameters.stragglersOnly(8, 1); // K = 8 queries, S = 1
    Code code = SubsetParityCode.of(parameters, 2, 1); // N = 9 workers
    GroupCoder coder = GroupCoder.of(code); // one for the whole service

    EncodedGroup group = coder.encode(queries); // K x d; row i of group.coded() is for worker i
    FMatrixRMaj answers = run(group.coded(), answered); // |F| x c: those of the workers in F
    Decoded decoded = coder.decode(group, answered, answers);
    FMatrixRMaj predictions = decoded.predictions(); // K x c, in the caller's order
    List<Provenance> how = decoded.provenances(); // exact, decoded or guessed
    // end
    FMatrixRMaj own = NETWORK.predict(queries);
    for (int query = 0; query < 8; query++) {
      if (how.get(query) == Provenance.EXACT) {
        assertThat(Answers.rows(predictions, query, 1).data)
            .isEqualTo(Answers.rows(own, query, 1).data);
      }
    }
    assertThat(how).filteredOn(Provenance.EXACT::equals).hasSize(7);
  }

  @Test
  void advice() {
    BatchModel model = NETWORK::predict;
    FMatrixRMaj samples = Answers.rows(NETWORK.images(), 0, 80);
    FMatrixRMaj answers = NETWORK.predict(samples);
    int[] labels = Arrays.copyOf(NETWORK.labels(), 80);
    // example of coding
    List<Candidate> candidates = Candidates.forStragglers(8, 1, 12, null);
    Advice advice = new Advisor(model).advise(candidates, samples, answers, labels);
    String table = advice.toText(); // or toJson(); Candidates.forImages tries collages too
    // end
    assertThat(table).contains("K=8, S=1", "recommended: ");
    assertThat(advice.reports()).hasSameSizeAs(candidates);
  }

  @Test
  void adviceOnLiars() {
    BatchModel model = NETWORK::predict;
    FMatrixRMaj samples = NETWORK.images();
    FMatrixRMaj answers = NETWORK.predict(samples);
    int[] labels = NETWORK.labels();
    // example of coding
    List<Candidate> candidates = Candidates.forLiars(new CodeParameters(12, 0, 2), 60);
    LiarAdvice advice = new Advisor(model).adviseOnLiars(candidates, samples, answers, labels);
    // end
    assertThat(advice.reports()).hasSameSizeAs(candidates);
  }

  @Test
  void locating() {
    List<FMatrixRMaj> honestAnswers =
        NETWORK.groups(BerrutCode.of(new CodeParameters(12, 0, 2)), 200, 0, 300, 1).answers();
    WorkerSet answered = WorkerSet.all(28);
    FMatrixRMaj answers = honestAnswers.get(0).copy();
    answers.set(5, 2, 1000);
    // example of locators
    BerrutCode code = BerrutCode.of(new CodeParameters(12, 0, 2)); // K=12, S=0, E=2: 28 workers
    JointLocator locator = JointLocator.fitted(code, honestAnswers, 2, 0.01);
    LocatingDecoder decoder = LocatingDecoder.of(code, locator);
    Decoded decoded = decoder.decode(answered, answers); // predictions, used, liars
    // end
    assertThat(decoded.liars()).isEqualTo(WorkerSet.of(28, 5));
  }

  @Test
  void aStudent() {
    Small model = new Small(NETWORK);
    int inputLength = 196;
    int outputLength = 10;
    FMatrixRMaj queries = Answers.rows(NETWORK.images(), 0, 8);
    WorkerSet answered = WorkerSet.all(9).without(3);
    // example of student
    Student student = Student.of(inputLength, outputLength, model::predict);
    // end
    // example of student
    CodeParameters parameters = CodeParameters.stragglersOnly(8, 1);
    Scheme scheme = StudentSchemes.hardestTwice(parameters, 1); // the hardest of 8 queries twice
    GroupCoder coder = new GroupCoder(scheme);
    // end
    // example of student
    FMatrixRMaj own = student.answer(queries, null); // K x d to K x c
    EncodedGroup group = coder.encode(queries, own, new GroupCoder.Workspace());
    FMatrixRMaj values = run(group.coded(), answered); // |F| x c: those of the workers in F
    Received received = Received.of(answered, values).withStudent(own);
    Decoded decoded = coder.decode(group.order(), received, null);
    List<Provenance> how = decoded.provenances(); // EXACT, or STUDENT for what was lost
    // end
    // example of student
    Candidate candidate = Candidate.of("student", scheme).withStudent(student);
    // end
    FMatrixRMaj expected = NETWORK.predict(queries);
    assertThat(how).containsOnly(Provenance.EXACT, Provenance.STUDENT);
    assertThat(decoded.predictions().data).isEqualTo(expected.data);
    assertThat(candidate.label()).isEqualTo("student");
  }
}
