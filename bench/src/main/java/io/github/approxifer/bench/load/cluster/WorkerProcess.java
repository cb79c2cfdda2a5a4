package io.github.approxifer.bench.load.cluster;

import io.github.approxifer.serving.server.WorkerCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
    List<Process> processes = new ArrayList<>();
    List<WorkerProcess> workers = new ArrayList<>();
    try {
      for (List<String> own : arguments) {
        processes.add(launch(own));
      }
      for (Process process : processes) {
        workers.add(new WorkerProcess(process, address(process)));
      }
      return workers;
    } catch (IOException e) {
      processes.forEach(Process::destroyForcibly);
      throw e;
    }
  }

  private static Process launch(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    // TensorFlow computes; ten optimising compilers and collectors would take the cores from it.
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.add("-Dapproxifer.weights=" + System.getProperty("approxifer.weights", ""));
    command.add("-classpath");
    command.add(System.getProperty("java.class.path"));
    command.add(WorkerCommand.class.getName());
    command.add("--port=0");
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    // Whoever ends this process means the workers, too.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process;
  }

  private static URI address(Process process) throws IOException {
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher matcher = SERVING.matcher(line);
      if (matcher.find()) {
        return URI.create(matcher.group(1));
      }
      said.append(line).append(' ');
    }
    throw new IOException("a worker process did not start: " + said);
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
