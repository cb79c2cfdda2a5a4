package io.github.approxifer.serving.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.github.approxifer.models.FunctionModel;
import io.github.approxifer.models.ItemShape;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import picocli.CommandLine;

/** The files of docs/deploy say what the worker understands. */
@Timeout(60)
class DeployFilesTest {
  private static final Path FOLDER = Path.of("..", "docs", "deploy");

  /** What lies along a path of names and indices. */
  private static Object at(Object yaml, Object... path) {
    Object value = yaml;
    for (Object step : path) {
      Object next =
          step instanceof Integer index
              ? ((List<?>) value).get(index)
              : ((Map<?, ?>) value).get(step);
      value = Objects.requireNonNull(next, () -> step + " in " + List.of(path));
    }
    return value;
  }

  private static List<Object> manifests() throws Exception {
    LoadSettings strict = LoadSettings.builder().setAllowDuplicateKeys(false).build();
    return StreamSupport.stream(
            new Load(strict)
                .loadAllFromString(Files.readString(FOLDER.resolve("kubernetes.yaml")))
                .spliterator(),
            false)
        .toList();
  }

  private static Object manifest(String kind) throws Exception {
    List<Object> found =
        manifests().stream().filter(yaml -> kind.equals(at(yaml, "kind"))).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static List<String> strings(Object list) {
    return ((List<?>) list).stream().map(String::valueOf).toList();
  }

  /** The options of an image's start, and the arguments of its default command. */
  private static List<String> image() throws Exception {
    List<String> arguments = new ArrayList<>();
    for (String line : Files.readAllLines(FOLDER.resolve("Dockerfile"))) {
      Matcher command = Pattern.compile("(ENTRYPOINT|CMD) (\\[.*\\])").matcher(line);
      if (command.matches() && command.group(1).equals("CMD")) {
        JsonParser.parseString(command.group(2))
            .getAsJsonArray()
            .forEach(argument -> arguments.add(argument.getAsString()));
      }
      assertThat(line)
          .matches("|#.*|\\s.*|(FROM|RUN|WORKDIR|COPY|USER|ENV|EXPOSE|ENTRYPOINT|CMD) .+");
    }
    return arguments;
  }

  @Test
  void everyOptionIsOneOfTheWorkers() throws Exception {
    List<String> pod =
        strings(at(manifest("StatefulSet"), "spec", "template", "spec", "containers", 0, "args"));
    assertThat(image()).isNotEmpty();
    for (List<String> arguments : List.of(pod, image())) {
      CommandLine command =
          new CommandLine(new WorkerCommand(new PrintStream(System.out), new CountDownLatch(1)));
      assertThat(command.parseArgs(arguments.toArray(String[]::new)).unmatched()).isEmpty();
      assertThat(command.getParseResult().matchedOptions()).hasSameSizeAs(arguments);
    }
  }

  @Test
  void everyProbeAndTheMetricsAreAnswered() throws Exception {
    Object pod = at(manifest("StatefulSet"), "spec", "template");
    Object container = at(pod, "spec", "containers", 0);
    List<String> paths = new ArrayList<>();
    paths.add("" + at(pod, "metadata", "annotations", "prometheus.io/path"));
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      paths.add("" + at(container, probe, "httpGet", "path"));
      assertThat(at(container, probe, "httpGet", "port"))
          .isEqualTo(at(container, "ports", 0, "name"));
    }
    HttpClient http = HttpClient.newHttpClient();
    try (ModelServer server =
        ModelServer.start(
            FunctionModel.of(ItemShape.of(1), 1, (in, out) -> out[0] = in[0]),
            ServerOptions.local("model"))) {
      for (String path : paths) {
        assertThat(
                http.send(
                        HttpRequest.newBuilder(URI.create(server.address() + path)).build(),
                        BodyHandlers.ofString())
                    .statusCode())
            .as(path)
            .isEqualTo(200);
      }
    }
  }

  @Test
  void namesPortsAndTimesFitEachOther() throws Exception {
    Object set = manifest("StatefulSet");
    Object service = manifest("Service");
    Object labels = at(set, "spec", "template", "metadata", "labels");
    assertThat(at(service, "spec", "clusterIP")).isEqualTo("None");
    assertThat(at(set, "spec", "serviceName")).isEqualTo(at(service, "metadata", "name"));
    assertThat(at(service, "spec", "selector")).isEqualTo(labels);
    assertThat(at(set, "spec", "selector", "matchLabels")).isEqualTo(labels);
    assertThat(at(manifest("PodDisruptionBudget"), "spec", "selector", "matchLabels"))
        .isEqualTo(labels);
    List<String> arguments = strings(at(set, "spec", "template", "spec", "containers", 0, "args"));
    for (int i = 0; i < 2; i++) {
      Object port = at(set, "spec", "template", "spec", "containers", 0, "ports", i);
      assertThat(at(service, "spec", "ports", i, "port")).isEqualTo(at(port, "containerPort"));
      assertThat(at(service, "spec", "ports", i, "targetPort")).isEqualTo(at(port, "name"));
      assertThat(arguments).anyMatch(argument -> argument.endsWith("port=" + portOf(port)));
    }
    int grace = (Integer) at(set, "spec", "template", "spec", "terminationGracePeriodSeconds");
    int pause =
        Integer.parseInt(
            strings(
                    at(
                        set,
                        "spec",
                        "template",
                        "spec",
                        "containers",
                        0,
                        "lifecycle",
                        "preStop",
                        "exec",
                        "command"))
                .get(1));
    assertThat(pause + seconds(arguments, "--drain=") + seconds(arguments, "--patience="))
        .isLessThan(grace);
  }

  private static Object portOf(Object port) {
    return at(port, "containerPort");
  }

  private static int seconds(List<String> arguments, String option) {
    return arguments.stream()
        .filter(argument -> argument.startsWith(option))
        .mapToInt(argument -> Integer.parseInt(argument.substring(option.length())))
        .sum();
  }
}
