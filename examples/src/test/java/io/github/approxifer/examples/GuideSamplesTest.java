package io.github.approxifer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every Java sample of the README and of every page compiles with the imports that it shows, and
 * with nothing else: a type, some members of a class, or some statements.
 */
class GuideSamplesTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```java\n(.*?)^ *```$");
  private static final Pattern IMPORTS = Pattern.compile("(?:\\s*import [^;]+;\n)*");
  private static final Pattern TYPE =
      Pattern.compile("(?:public |final |abstract )*(?:class|interface|record|enum) .*");

  @TempDir private Path classes;

  /** A unit of Java source, and the page and line that it is from. */
  private record Sample(String origin, String source) {}

  @TestFactory
  List<DynamicTest> everySampleCompiles() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path page : Pages.all()) {
      for (Sample sample : samples(page)) {
        tests.add(
            DynamicTest.dynamicTest(
                sample.origin(), () -> assertThat(errors(sample.source())).isEmpty()));
      }
    }
    assertThat(tests).hasSizeGreaterThan(16);
    return tests;
  }

  @Test
  void theFirstProgramOfTheReadmeRuns() throws Exception {
    assertThat(errors(samples(Path.of("..", "README.md")).get(0).source())).isEmpty();
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (URLClassLoader loader =
            new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, GuideSamplesTest.class.getClassLoader());
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      loader
          .loadClass("FirstProgram")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(console);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualToIgnoringNewLines("1 EXACT");
  }

  @Test
  void aSampleWithoutItsImportsOrWithAWrongNameFails() throws IOException {
    assertThat(errors(unit("int n = List.of(1).size();\n"))).contains("List");
    assertThat(errors(unit("import java.util.List;\n\nint n = List.of(1).length();\n")))
        .contains("length");
    assertThat(errors(unit("import java.util.List;\n\nint n = List.of(1).size();\n"))).isEmpty();
    assertThat(errors(unit("static int one() {\n  return 1;\n}\n"))).isEmpty();
    assertThat(errors(unit("final class One {}\n"))).isEmpty();
  }

  private static List<Sample> samples(Path page) throws IOException {
    String text = Files.readString(page);
    List<Sample> samples = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      long line = text.substring(0, block.start()).lines().count() + 1;
      samples.add(new Sample(page.getFileName() + ":" + line, unit(block.group(1))));
    }
    return samples;
  }

  /** The sample as a file that a compiler takes. */
  private static String unit(String sample) {
    Matcher imports = IMPORTS.matcher(sample);
    int body = imports.lookingAt() ? imports.end() : 0;
    String code = sample.substring(body).strip();
    if (TYPE.matcher(code.lines().findFirst().orElse("")).matches()) {
      return sample;
    }
    String members =
        code.startsWith("static ") ? code : "static void run() throws Exception {\n" + code + "\n}";
    return sample.substring(0, body) + "final class Sample {\n" + members + "\n}\n";
  }

  /** What the compiler has against it; empty if nothing. */
  private String errors(String source) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Sample.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }

          @Override
          public boolean isNameCompatible(String simpleName, Kind kind) {
            return true; // a public type may have any name
          }
        };
    boolean compiled =
        compiler
            .getTask(
                messages,
                null,
                null,
                List.of(
                    "-proc:none",
                    "-Xlint:deprecation,rawtypes,unchecked",
                    "-Werror",
                    "-classpath",
                    System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                    "-d",
                    classes.toString()),
                null,
                List.of(file))
            .call();
    return compiled ? "" : messages + "\nin\n" + source;
  }
}
