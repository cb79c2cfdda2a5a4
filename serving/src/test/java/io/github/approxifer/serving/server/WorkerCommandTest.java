package io.github.approxifer.serving.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.models.ImageShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.models.networks.Networks;
import io.github.approxifer.models.networks.SavedModels;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import io.github.approxifer.models.training.LearnedStudent;
import io.github.approxifer.models.weights.SafetensorsFile;
import io.github.approxifer.serving.remote.RemoteOptions;
import io.github.approxifer.serving.remote.RemoteWorker;
import io.github.approxifer.serving.remote.RemoteWorkers;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command of a worker, up to its last line. */
@Timeout(120)
class WorkerCommandTest {
  private static final Path WEIGHTS = Path.of("..", "bench", "weights");

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final CountDownLatch stopped = new CountDownLatch(1);

  private int run(String... arguments) {
    return WorkerCommand.execute(
        new PrintStream(printed, true, StandardCharsets.UTF_8), stopped, arguments);
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  /** Runs until it serves; returns the addresses. */
  private List<URI> served(FutureTask<Integer> command) throws Exception {
    Thread thread = new Thread(command, "worker");
    thread.setDaemon(true);
    thread.start();
    Pattern line = Pattern.compile("at (http://\\S+) and (grpc://\\S+)");
    Matcher matcher = line.matcher(text());
    while (!matcher.find() && !command.isDone()) {
      Thread.sleep(50);
      matcher = line.matcher(text());
    }
    assertThat(command.isDone()).as(text()).isFalse();
    return List.of(URI.create(matcher.group(1)), URI.create(matcher.group(2)));
  }

  private void stop(FutureTask<Integer> command) throws Exception {
    stopped.countDown();
    assertThat(command.get(60, TimeUnit.SECONDS)).as(text()).isZero();
  }

  /** A process that cannot serve ends, whatever is missing; its threads must not keep it. */
  @Test
  void aWorkerWithoutALibraryEndsAndNamesIt(@TempDir Path folder) throws Exception {
    String all = System.getProperty("java.class.path");
    String fewer =
        Arrays.stream(all.split(File.pathSeparator, -1))
            .filter(entry -> !entry.contains("micrometer-registry-prometheus"))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(fewer).isNotEqualTo(all);
    Path console = folder.resolve("console.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                fewer,
                WorkerCommand.class.getName(),
                "--port=0",
                "--model=resnet20",
                "--dataset=mnist",
                "--weights=" + WEIGHTS)
            .redirectErrorStream(true)
            .redirectOutput(console.toFile())
            .start();
    try {
      assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(Files.readString(console)).contains("PrometheusMeterRegistry");
  }

  @Test
  void anySavedModelIsServedByItsOwnNames(@TempDir Path folder) throws Exception {
    Path saved = folder.resolve("my digits");
    try (SafetensorsFile values =
        SafetensorsFile.open(WEIGHTS.resolve("resnet20-mnist.safetensors"))) {
      SavedModels.export(Networks.of("resnet20", new ImageShape(28, 28, 1), 10), values, saved);
    }
    Path options = folder.resolve("worker.options");
    Files.writeString(
        options, "# any ports\n--port=0\n--grpc-port=0\n\n--saved-model=" + saved + "\n");
    FutureTask<Integer> command = new FutureTask<>(() -> run("--options=" + options));
    List<URI> addresses = served(command);
    assertThat(text()).contains("Serving my-digits, inputs of 28 x 28 x 1 as \"images\"");
    List<RemoteWorker> workers =
        RemoteWorkers.connect(addresses, "my-digits", RemoteOptions.standard());
    float[] zeros = workers.get(0).predict(new float[784], 1).get();
    assertThat(workers.get(1).predict(new float[784], 1).get()).containsExactly(zeros);
    assertThat(workers.get(0).metadata().inputs().get(0).name()).isEqualTo("images");
    // As a real DJL Serving answered for the same weights.
    assertThat(zeros[1]).isEqualTo(7.958002f, within(1e-4f));
    workers.forEach(RemoteWorker::close);
    stop(command);
  }

  /** From its second prediction on the worker runs a student in the model's place. */
  @Test
  void aWorkerMayRunAStudentInstead() throws Exception {
    String weights = "--weights=" + WEIGHTS;
    FutureTask<Integer> command =
        new FutureTask<>(
            () ->
                run(
                    "--port=0",
                    "--grpc-port=0",
                    weights,
                    "--lie-after=2",
                    "--lie=student-resnet18"));
    List<RemoteWorker> workers =
        RemoteWorkers.connect(served(command), "resnet20", RemoteOptions.standard());
    float[] query = new float[784];
    Arrays.fill(query, 300, 400, 1);
    // Its first prediction was of zeros, before it served.
    float[] own = workers.get(0).predict(query, 1).get();
    float[] students = workers.get(0).predict(query, 1).get();
    try (Model small =
        LearnedStudent.open(WEIGHTS.resolve("student-resnet18-mnist.safetensors"))
            .serve(TensorFlowThreads.single())) {
      assertThat(students).containsExactly(small.predict(query, 1));
    }
    assertThat(own).isNotEqualTo(students);
    workers.forEach(RemoteWorker::close);
    stop(command);
    assertThat(run(weights, "--port=0", "--lie-after=2", "--lie=nobody")).isEqualTo(1);
    assertThat(text()).contains("nobody");
  }

  @Test
  void anOnnxFileIsServedByItsOwnNames(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("linear.onnx");
    Files.write(file, OnnxFiles.linear(1, 2, new float[] {1, -1, 2, 0.5f, 0, 3}, 3));
    FutureTask<Integer> command =
        new FutureTask<>(() -> run("--port=0", "--grpc-port=0", "--onnx=" + file));
    List<URI> addresses = served(command);
    List<RemoteWorker> workers =
        RemoteWorkers.connect(addresses, "linear", RemoteOptions.standard());
    RemoteWorker worker = workers.get(0);
    assertThat(worker.metadata().inputs().get(0).name()).isEqualTo("rows");
    assertThat(worker.metadata().outputs().get(0).name()).isEqualTo("sums");
    assertThat(worker.predict(new float[] {2, 4, 0, 1}, 2).get())
        .containsExactly(4, -2, 16, 0.5f, 0, 3);
    workers.forEach(RemoteWorker::close);
    stop(command);
  }

  @Test
  void whatAFileLeavesOpenIsAskedFor(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("open.onnx");
    Files.write(file, OnnxFiles.linear(1, -1, new float[] {1, -1, 2, 0.5f, 0, 3}, 3));
    assertThat(run("--onnx=" + file)).isEqualTo(1);
    assertThat(text()).contains("[-1, -1] in \"rows\"").contains("--shape=");
    assertThat(run("--onnx=" + file, "--shape=2,2")).isEqualTo(1);
    assertThat(text()).contains("the shape given is 2 x 2");
    assertThat(run("--onnx=" + file, "--shape=2", "--classes=4")).isEqualTo(1);
    assertThat(text()).contains("3 values for one input, but the number given is 4");
    FutureTask<Integer> command =
        new FutureTask<>(
            () -> run("--port=0", "--grpc-port=0", "--onnx=" + file, "--shape=2", "--name=x"));
    List<RemoteWorker> workers =
        RemoteWorkers.connect(served(command), "x", RemoteOptions.standard());
    assertThat(workers.get(1).predict(new float[] {2, 4}, 1).get()).containsExactly(4, -2, 16);
    workers.forEach(RemoteWorker::close);
    stop(command);
  }

  @Test
  void whatCannotBeServedIsSaid(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("m.onnx");
    Files.write(file, OnnxFiles.linear(7, 2, new float[6], 3));
    assertThat(run("--onnx=" + file)).isEqualTo(1);
    assertThat(text()).contains("the input \"rows\"").contains("not of float32");
    Files.writeString(file, "this is no model");
    assertThat(run("--onnx=" + file)).isEqualTo(1);
    assertThat(text()).contains("m.onnx");
    assertThat(run("--onnx=" + file, "--saved-model=" + folder)).isEqualTo(1);
    assertThat(text()).contains("not both");
    assertThat(run("--shape=2,2")).isEqualTo(1);
    assertThat(text()).contains("go with --saved-model or --onnx");
    assertThat(run("--options=" + folder.resolve("none"))).isEqualTo(1);
    assertThat(text()).contains("file of options cannot be read");
    assertThat(run("--saved-model=" + folder)).isEqualTo(1);
    assertThat(text()).contains("saved_model.pb");
  }
}
