package io.github.approxifer.bench.results;

import static io.github.approxifer.bench.results.ResultStep.CELLS;
import static io.github.approxifer.bench.results.ResultStep.OUTPUT;

import io.github.approxifer.bench.accuracy.reproduce.ReproduceCommand;
import io.github.approxifer.bench.accuracy.study.StudyCommand;
import io.github.approxifer.bench.load.tail.TailCommand;
import io.github.approxifer.bench.runtime.RuntimeTablesCommand;
import java.util.ArrayList;
import java.util.List;

/** The commands behind the pages of docs/results, the shorter ones of a kind first. */
final class ResultSteps {
  private static final String SHORT = " -f 1 -wi 2 -w 500ms -i 4 -r 500ms -prof gc";

  private ResultSteps() {}

  static List<ResultStep> all() {
    List<ResultStep> all = new ArrayList<>();
    all.add(
        new ResultStep(
            "figures",
            "docs/figures/interp-*.svg",
            1,
            InterpolationFigures.class,
            List.of(OUTPUT),
            List.of(OUTPUT)));
    all.add(
        new ResultStep(
            "runtime-tables",
            "docs/results/runtime-tables.md",
            8,
            RuntimeTablesCommand.class,
            List.of("--output=" + OUTPUT, "--quick=false"),
            List.of("--output=" + OUTPUT, "--quick=true")));
    all.add(jmh("privacy-benchmarks", 5, "NoiseBenchmark" + SHORT));
    all.add(jmh("models-benchmarks", 10, "AdapterBenchmark -f 2 -wi 2 -w 3s -i 5 -r 3s -prof gc"));
    all.add(
        jmh(
            "kernel-benchmarks",
            15,
            "KernelBenchmark -bm sample -f 2 -wi 4 -w 500ms -i 4 -r 500ms -prof gc"));
    all.add(
        jmh(
            "coding-benchmarks",
            15,
            "KernelBenchmark LocatorBenchmark FrontDoorBenchmark" + SHORT));
    all.add(jmh("interp-core-benchmarks", 20, "micro.interp" + SHORT));
    all.add(jmh("serving", 15, "WorkersBenchmark -f 2 -wi 2 -i 4 -r 1 -w 1"));
    all.add(
        new ResultStep(
            "tail",
            "docs/results/tail.md",
            25,
            TailCommand.class,
            List.of("--output=" + OUTPUT, "--quick=false", "--seed=1"),
            List.of("--output=" + OUTPUT, "--quick=true", "--seed=1")));
    all.add(study("random-blocks", 5));
    all.add(study("privacy", 10));
    all.add(study("collages", 10));
    all.add(study("student", 10));
    all.add(study("locators", 60));
    all.add(accuracy("accuracy-resnet20-mnist", 20, "ResNet-20", "MNIST"));
    all.add(accuracy("accuracy-mnist", 60, "ResNet-18", "MNIST"));
    all.add(accuracy("accuracy-fashionmnist", 60, "ResNet-18", "Fashion-MNIST"));
    all.add(accuracy("accuracy-cifar10", 75, "ResNet-18", "CIFAR-10"));
    all.add(accuracy("accuracy-resnet34-mnist", 120, "ResNet-34", "MNIST"));
    all.add(accuracy("accuracy-resnet34-cifar10", 150, "ResNet-34", "CIFAR-10"));
    all.add(
        new ResultStep(
            "accuracy-tables",
            "docs/results/accuracy-tables.md",
            120,
            ReproduceCommand.class,
            List.of("--output=" + OUTPUT, "--cells=" + CELLS, "--queries=11000"),
            List.of("--output=" + OUTPUT, "--cells=" + CELLS, "--quick=true")));
    return all;
  }

  private static ResultStep jmh(String name, int minutes, String arguments) {
    return new ResultStep(
        name,
        "docs/results/" + name + ".md",
        minutes,
        RuntimeTablesCommand.class,
        List.of("--output=" + OUTPUT, "--jmh-args=" + arguments),
        List.of());
  }

  private static ResultStep study(String name, int minutes) {
    return new ResultStep(
        name,
        "docs/results/" + name + ".md",
        minutes,
        StudyCommand.class,
        List.of(name, "--output=" + OUTPUT),
        List.of());
  }

  private static ResultStep accuracy(String name, int minutes, String model, String dataset) {
    List<String> which =
        List.of(
            "--output=" + OUTPUT, "--cells=" + CELLS, "--model=" + model, "--dataset=" + dataset);
    List<String> whole = new ArrayList<>(which);
    whole.add("--queries=11000");
    return new ResultStep(
        name, "docs/results/" + name + ".md", minutes, ReproduceCommand.class, whole, List.of());
  }
}
