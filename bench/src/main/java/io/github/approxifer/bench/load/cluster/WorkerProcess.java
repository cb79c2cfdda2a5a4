package io.github.approxifer.bench.load.cluster;

import io.github.approxifer.serving.server.WorkerCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A worker in a process of its own on this machine. To be closed. */
public final class WorkerProcess implements AutoCloseable {
  private static final Pattern SERVING = Pattern.compile("Serving .* at (http\\S+)");

  private final Process process;
  private final URI address;

  /** A process that may not serve yet, and where its errors go. */
  private record Started(Process process, Path errors) {}

  private WorkerProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts processes and waits until all of them serve.
   *
   * @param arguments of the worker command, one list a process; the port is chosen by the system
   * @return the processes
   * @throws IOException if one cannot be started; the others are then killed
   */
  public static List<WorkerProcess> startAll(List<List<String>> arguments) throws IOException {
    return startAll(WorkerCommand.class, arguments);
  }

  /**
   * Starts processes of another command that says where it serves as the worker command does.
   *
   * @param command its main class
   * @param arguments of the command, one list a process; the port is chosen by the system
   * @return the processes
   * @throws IOException if one cannot be started; the others are then killed
   */
  public static List<WorkerProcess> startAll(Class<?> command, List<List<String>> arguments)
      throws IOException {
    List<Started> processes = new ArrayList<>();
    List<WorkerProcess> workers = new ArrayList<>();
    try {
      for (List<String> own : arguments) {
        processes.add(launch(command, own));
      }
      for (Started started : processes) {
        workers.add(new WorkerProcess(started.process(), address(started)));
      }
      return workers;
    } catch (IOException e) {
      processes.forEach(started -> started.process().destroyForcibly());
      throw e;
    }
  }

  private static Started launch(Class<?> main, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Recorded answers to 10,000 photographs take 250 MB while they are read, and half of it later.
    command.add("-Xmx768m");
    // TensorFlow computes; ten optimising compilers and collectors would take the cores from it.
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.add("-Dapproxifer.weights=" + System.getProperty("approxifer.weights", ""));
    command.add("-classpath");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.add("--port=0");
    command.addAll(arguments);
    Path errors = Files.createTempFile("approxifer-worker", ".log");
    errors.toFile().deleteOnExit();
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    // Whoever ends this process means the workers, too.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new Started(process, errors);
  }

  private static URI address(Started started) throws IOException {
    BufferedReader output =
        new BufferedReader(
            new InputStreamReader(started.process().getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher matcher = SERVING.matcher(line);
      if (matcher.find()) {
        return URI.create(matcher.group(1));
      }
      said.append(line).append(' ');
    }
    throw new IOException(
        "a worker process did not start: " + said + Files.readString(started.errors()).strip());
  }

  /**
   * Where it serves.
   *
   * @return its address
   */
  public URI address() {
    return address;
  }

  /** Kills the process at once (SIGKILL). */
  public void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
