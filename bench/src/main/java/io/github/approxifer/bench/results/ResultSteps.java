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

  /** Where the pages are. */
  private static final String RESULTS = "docs/results/";

  private ResultSteps() {}

  static List<ResultStep> all() {
    List<ResultStep> all = new ArrayList<>();
    all.add(
        new ResultStep(
            "figures",
            "docs/figures/interp-*.svg",
            1,
            "mvn -pl bench figures",
            InterpolationFigures.class,
            List.of(OUTPUT),
            List.of(OUTPUT)));
    all.add(
        new ResultStep(
            "runtime-tables",
            RESULTS + "runtime-tables.md",
            8,
            "mvn -pl bench jmh",
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
    all.add(
        jmh(
            "interp-core-benchmarks",
            20,
            "micro.interp.(Java|Construction|Evaluation) -e Logarithms|matrix|naive"
                + " -f 1 -wi 3 -w 500ms -i 5 -r 200ms -prof gc"));
    all.add(jmh("serving", 15, "WorkersBenchmark -f 2 -wi 2 -i 4 -r 1 -w 1"));
    all.add(tail("tail", 5, "simulated"));
    all.add(tail("tail-workers", 20, "workers"));
    all.add(study("random-blocks", 5));
    all.add(study("privacy", 10));
    all.add(study("collages", 10));
    all.add(study("student", 10));
    all.add(study("locators", 60));
    all.add(accuracy("accuracy-resnet20-mnist", 20, "model=ResNet-20", "dataset=MNIST"));
    all.add(accuracy("accuracy-mnist", 60, "model=ResNet-18", "dataset=MNIST"));
    all.add(accuracy("accuracy-fashionmnist", 60, "model=ResNet-18", "dataset=Fashion-MNIST"));
    all.add(
        accuracy("accuracy-cifar10", 75, "model=ResNet-18", "dataset=CIFAR-10", "queries=11000"));
    all.add(accuracy("accuracy-resnet34-mnist", 20, "model=ResNet-34", "dataset=MNIST"));
    all.add(
        accuracy(
            "accuracy-resnet34-cifar10",
            30,
            "model=ResNet-34",
            "dataset=CIFAR-10",
            "queries=11000"));
    all.add(
        accuracy(
            "accuracy-resnet152-mnist", 10, "model=ResNet-152", "dataset=MNIST", "queries=1920"));
    all.add(
        accuracy(
            "accuracy-resnet152-cifar10",
            60,
            "model=ResNet-152",
            "dataset=CIFAR-10",
            "queries=5500"));
    all.add(
        new ResultStep(
            "accuracy-tables",
            RESULTS + "accuracy-tables.md",
            120,
            "mvn -pl bench reproduce",
            ReproduceCommand.class,
            List.of("--output=" + OUTPUT, "--cells=" + CELLS),
            List.of("--output=" + OUTPUT, "--cells=" + CELLS, "--quick=true")));
    return all;
  }

  private static ResultStep jmh(String name, int minutes, String arguments) {
    return new ResultStep(
        name,
        RESULTS + name + ".md",
        minutes,
        "mvn -pl bench jmh -Djmh.args=\"" + arguments + "\"",
        RuntimeTablesCommand.class,
        List.of("--output=" + OUTPUT, "--jmh-args=" + arguments),
        List.of());
  }

  private static ResultStep tail(String name, int minutes, String part) {
    List<String> arguments =
        List.of("--output=" + OUTPUT, "--quick=false", "--part=" + part, "--seed=1");
    return new ResultStep(
        name,
        RESULTS + "tail.md",
        minutes,
        "mvn -pl bench tail -Dpart=" + part + " -Dseed=1",
        TailCommand.class,
        arguments,
        arguments.stream().map(one -> one.replace("--quick=false", "--quick=true")).toList());
  }

  private static ResultStep study(String name, int minutes) {
    return new ResultStep(
        name,
        RESULTS + name + ".md",
        minutes,
        "mvn -pl bench study -Dstudy=" + name,
        StudyCommand.class,
        List.of(name, "--output=" + OUTPUT),
        List.of());
  }

  /** Without streams, which no committed page has. */
  private static ResultStep accuracy(String name, int minutes, String... which) {
    List<String> options = new ArrayList<>(List.of(which));
    options.add("streams=false");
    List<String> arguments = new ArrayList<>(List.of("--output=" + OUTPUT, "--cells=" + CELLS));
    options.forEach(option -> arguments.add("--" + option));
    return new ResultStep(
        name,
        RESULTS + name + ".md",
        minutes,
        "mvn -pl bench reproduce -D" + String.join(" -D", options),
        ReproduceCommand.class,
        arguments,
        List.of());
  }
}
