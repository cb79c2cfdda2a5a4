package io.github.approxifer.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/** The conditions under which a result was made. */
public final class Conditions {
  private Conditions() {}

  /**
   * The conditions of this process as a Markdown list.
   *
   * @param command what a reader types to repeat the run
   * @return a line each for command, commit, time, JDK, operating system and processor
   */
  public static String markdown(String command) {
    return "- Command: `"
        + command
        + "`\n- Commit: "
        + commit()
        + "\n- Time: "
        + Instant.now().truncatedTo(ChronoUnit.SECONDS)
        + "\n- JDK: "
        + System.getProperty("java.runtime.version")
        + " ("
        + System.getProperty("java.vm.name")
        + ", "
        + System.getProperty("java.vendor")
        + ")\n- System: "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " cores, "
        + processor()
        + "\n";
  }

  /**
   * The commit of the source tree.
   *
   * @return its hash, with a mark if the tree has changes
   */
  public static String commit() {
    String hash = git("rev-parse", "--short=12", "HEAD");
    if (hash.isEmpty()) {
      return "unknown (not a git checkout)";
    }
    return git("status", "--porcelain").isEmpty() ? hash : hash + " with uncommitted changes";
  }

  private static String git(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "git";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0 ? output : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  private static String processor() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
        if (line.startsWith("model name")) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
    } catch (IOException e) {
      return "processor unknown";
    }
    return "processor unknown";
  }
}
