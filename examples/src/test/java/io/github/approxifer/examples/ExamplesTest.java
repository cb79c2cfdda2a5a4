package io.github.approxifer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ExamplesTest {

  private static String output(String name, boolean known) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      assertThat(Examples.run(name, out)).isEqualTo(known);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void valuesSlopesAndIntegralsAgreeWithTheTruth() {
    for (String line : output("interpolate", true).lines().toList()) {
      String[] words = line.split("[ ()]+", -1);
      assertThat(Double.parseDouble(words[1]))
          .as(line)
          .isCloseTo(Double.parseDouble(words[2]), within(words[1]));
    }
  }

  /** One unit of the last digit but one that is printed. */
  private static Offset<Double> within(String printed) {
    return Offset.offset(10 * Math.pow(10, printed.indexOf('.') + 1 - printed.length()));
  }

  @Test
  void oneOfFourAnswersIsDecoded() {
    String printed = output("code", true);
    assertThat(printed).contains("EXACT").containsOnlyOnce("DECODED");
    // To undo the mean of two queries 0.1 apart errs by at most 0.05^2 times the greatest second
    // derivative, 4; the two numbers of a line are rounded by 0.0005 each.
    Matcher line = Pattern.compile(": ([0-9.]+), the model says ([0-9.]+)").matcher(printed);
    for (int query = 0; query < 4; query++) {
      assertThat(line.find()).isTrue();
      assertThat(Double.parseDouble(line.group(1)))
          .isCloseTo(Double.parseDouble(line.group(2)), Offset.offset(0.01 + 2 * 0.0005));
    }
  }

  @Test
  void stragglersCostNoTimeAndAllLabelsAreTheModels() {
    assertThat(output("serve", true))
        .startsWith("64 queries in 0.")
        .contains("labels as the model's");
  }

  @Test
  void theStudentAnswersForTheWorkerThatIsDown() {
    // A group that is sent before it is full may spare the worker that is down.
    assertThat(output("student", true))
        .containsPattern("\\b2[0-5] of 100 answers are the student's");
  }

  @Test
  void theLiarIsNamed() {
    assertThat(output("liars", true))
        .contains("goes to", "liars: {3}")
        .contains("greatest error of a prediction: 0.000000");
  }

  @Test
  void theThirdReleaseIsRefused() {
    assertThat(output("privacy", true)).contains("release 2: ").contains("release 3 is refused");
  }

  @Test
  void namesAreListed() {
    assertThat(output("list", true)).contains("interpolate");
    assertThat(output("nonsense", false)).contains("nonsense", "liars");
  }
}
