package io.github.approxifer.models.training;

import io.github.approxifer.models.datasets.Dataset;
import io.github.approxifer.models.weights.SafetensorsType;
import io.github.approxifer.models.weights.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Writes the files that a training leaves: weights, report and chart. */
final class TrainingReport {

  private final Path output;
  private final String title;
  private final TrainingTask task;
  private final String verdict;

  TrainingReport(Path output, String title, TrainingTask task, String verdict) {
    this.output = output;
    this.title = title;
    this.task = task;
    this.verdict = verdict;
  }

  void write(Trainer.Outcome outcome) throws IOException {
    Map<String, String> facts = task.lesson().facts();
    SafetensorsWriter weights =
        new SafetensorsWriter()
            .metadata("network", task.lesson().network().name())
            .metadata("trained on", task.lesson().material())
            .metadata("recipe", task.describe())
            .metadata("result", verdict);
    facts.forEach(weights::metadata);
    outcome
        .parameters()
        .forEach(
            (parameter, values) ->
                weights.add(parameter.name(), SafetensorsType.F32, parameter.shape(), values));
    weights.write(output.resolve(title + ".safetensors"));
    Files.writeString(
        output.resolve(title + ".md"), text(outcome, facts) + chart(outcome.losses().points()));
  }

  private String text(Trainer.Outcome outcome, Map<String, String> facts) {
    List<LossCurve.Point> points = outcome.losses().points();
    Dataset train = task.lesson().images().train();
    String remarks = String.join("; ", train.provenance().remarks());
    return "# "
        + title
        + "\n\n- Result: "
        + verdict
        + "\n- Trained on: "
        + task.lesson().material()
        + (remarks.isEmpty() ? "" : " (" + remarks + ")")
        + "\n- Recipe: SGD with Nesterov momentum, one-cycle rate, "
        + task.describe()
        + facts.entrySet().stream()
            .map(fact -> "\n- " + fact.getKey() + ": " + fact.getValue())
            .collect(Collectors.joining())
        + "\n- Loss at the end: "
        + (points.isEmpty() ? "unknown" : points.get(points.size() - 1).loss())
        + "\n- Steps: "
        + outcome.steps()
        + " in "
        + TrainingProgress.time(outcome.seconds())
        + " by "
        + task.limits().threads()
        + " threads\n";
  }

  /** Draws the chart and refers to it, or says why there is none: small machines have no fonts. */
  private String chart(List<LossCurve.Point> points) throws IOException {
    if (points.isEmpty()) {
      return "";
    }
    try {
      draw(points);
      return "\n![loss](" + title + ".png)\n";
    } catch (LinkageError | InternalError | RuntimeException e) {
      return "\nNo chart could be drawn here: " + e + "\n";
    }
  }

  private void draw(List<LossCurve.Point> points) throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(500)
            .title(title)
            .xAxisTitle("step")
            .yAxisTitle("loss")
            .build();
    chart.getStyler().setLegendVisible(false);
    chart
        .addSeries(
            "loss",
            points.stream().mapToDouble(LossCurve.Point::step).toArray(),
            points.stream().mapToDouble(LossCurve.Point::loss).toArray())
        .setMarker(SeriesMarkers.NONE);
    BitmapEncoder.saveBitmap(chart, output.resolve(title).toString(), BitmapFormat.PNG);
  }
}
