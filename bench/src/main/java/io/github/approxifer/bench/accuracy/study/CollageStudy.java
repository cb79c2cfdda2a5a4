package io.github.approxifer.bench.accuracy.study;

import io.github.approxifer.bench.accuracy.measure.LabelledImages;
import io.github.approxifer.bench.report.MarkdownTable;
import io.github.approxifer.bench.workload.CommittedWeights;
import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.CodeParameters;
import io.github.approxifer.coding.Encoder;
import io.github.approxifer.coding.answers.Answers;
import io.github.approxifer.coding.answers.WorkerSet;
import io.github.approxifer.coding.codes.Collage;
import io.github.approxifer.coding.codes.CollageCode;
import io.github.approxifer.coding.codes.SubsetParityCode;
import io.github.approxifer.coding.decode.LinearDecoder;
import io.github.approxifer.coding.order.QueryOrder;
import io.github.approxifer.coding.order.SimilarSubsets;
import io.github.approxifer.models.ImageShape;
import io.github.approxifer.models.Model;
import io.github.approxifer.models.datasets.PublishedDataset;
import io.github.approxifer.models.networks.Networks;
import io.github.approxifer.models.tensorflow.TensorFlowThreads;
import io.github.approxifer.models.weights.SafetensorsFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;

/**
 * How a parity should show two images: on top of each other or side by side, how far moved, and
 * over which seam. ResNet-18 on training images, so that test images choose nothing.
 */
final class CollageStudy implements Study {
  private static final CodeParameters PAIR = CodeParameters.stragglersOnly(2, 1);
  private static final String NETWORK = "resnet18";
  private static final int IMAGES = 10_000;
  private static final int PAIRS = 800;

  /** Out of so many drawn images the closest two make a pair, as in a group of K=8. */
  private static final int DRAWN = 8;

  private record Way(String shift, String seam, Code code) {}

  @Override
  public String question() {
    return "How should a parity show two images?";
  }

  @Override
  public void run(PrintStream out, Path folder) throws IOException {
    out.printf(
        Locale.ROOT,
        "- ResNet-18; %d pairs of training images, each the closest pair of %d drawn ones; each"
            + " image of a pair lost once%n",
        PAIRS,
        DRAWN);
    out.println(
        "- right: the share of lost answers whose class is recovered, with its standard error");
    for (PublishedDataset dataset : PublishedDataset.ALL) {
      out.printf(Locale.ROOT, "%n**%s**%n%n", dataset.title());
      MarkdownTable table = new MarkdownTable("images", "shift", "seam", "right");
      LabelledImages images = LabelledImages.lastOfTraining(dataset, IMAGES);
      List<int[]> pairs = pairs(images);
      try (SafetensorsFile weights = CommittedWeights.files().open(NETWORK, dataset.shortName());
          Model model =
              Networks.serve(
                  Networks.of(NETWORK, dataset.inputShape(), dataset.classes()),
                  weights,
                  TensorFlowThreads.allCores())) {
        for (Way way : ways(dataset.inputShape())) {
          double right = right(way.code(), model, images, pairs);
          double error = Math.sqrt(right * (1 - right) / (2 * PAIRS));
          table.row(
              way.code() instanceof CollageCode ? "side by side" : "mean",
              way.shift(),
              way.seam(),
              String.format(Locale.ROOT, "%.3f ± %.3f", right, error));
        }
      }
      out.print(table);
      System.out.println(dataset.title() + " done");
    }
  }

  private static List<Way> ways(ImageShape shape) {
    List<Way> ways = new ArrayList<>();
    ways.add(new Way("", "", SubsetParityCode.of(PAIR, 2, 1)));
    for (int shift = 0; shift <= 6; shift += 2) {
      for (int seam = 4; seam <= 28; seam += 12) {
        Collage collage = new Collage(shape.height(), shape.width(), shape.channels(), shift, seam);
        ways.add(new Way("" + shift, "" + seam, CollageCode.of(PAIR, collage)));
      }
    }
    return ways;
  }

  private static List<int[]> pairs(LabelledImages images) {
    Random random = new Random(5);
    List<int[]> pairs = new ArrayList<>();
    while (pairs.size() < PAIRS) {
      int[] drawn = random.ints(0, images.images().numRows).distinct().limit(DRAWN).toArray();
      QueryOrder order = SimilarSubsets.of(images.select(drawn).images(), 2, 1);
      pairs.add(new int[] {drawn[order.source(0)], drawn[order.source(1)]});
    }
    return pairs;
  }

  /** The share of lost answers that are recovered. */
  private static double right(Code code, Model model, LabelledImages images, List<int[]> pairs) {
    Encoder encoder = Encoder.of(code);
    LinearDecoder decoder = LinearDecoder.of(code);
    WorkerSet all = WorkerSet.all(3);
    int right = 0;
    for (int[] pair : pairs) {
      LabelledImages two = images.select(pair);
      FMatrixRMaj answers = new FMatrixRMaj(3, model.outputShape().size());
      model.predict(encoder.encode(two.images()).data, 3, answers.data);
      for (int lost = 0; lost < 2; lost++) {
        WorkerSet answered = all.without(lost);
        FMatrixRMaj received = Answers.select(all, answers, answered, null);
        int recovered = Answers.largest(decoder.combine(answered, received), lost);
        right += recovered == two.labels()[lost] ? 1 : 0;
      }
    }
    return right / (2.0 * pairs.size());
  }
}
