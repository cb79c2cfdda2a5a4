package io.github.approxifer.bench.accuracy.study;

import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.Encoder;
import io.github.approxifer.coding.order.QueryOrder;
import io.github.approxifer.coding.order.QueryPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;

/**
 * Groups of K images drawn at random, and what all N workers honestly answer to them. The same seed
 * draws the same images for every code of the same K. Immutable but for the answers, which are not
 * copied.
 */
public final class CodedGroups {
  private final List<FMatrixRMaj> answers;
  private final List<FMatrixRMaj> clean;
  private final int[][] labels;

  private CodedGroups(List<FMatrixRMaj> answers, List<FMatrixRMaj> clean, int[][] labels) {
    this.answers = answers;
    this.clean = clean;
    this.labels = labels;
  }

  /**
   * The answers.
   *
   * @return for each group N x c; not to be modified
   */
  public List<FMatrixRMaj> answers() {
    return answers;
  }

  /**
   * What the model answers to the images themselves.
   *
   * @return for each group K x c; not to be modified
   */
  public List<FMatrixRMaj> clean() {
    return clean;
  }

  /**
   * The class of an image.
   *
   * @param group which group
   * @param query which of its K images
   * @return the class
   */
  public int label(int group, int query) {
    return labels[group][query];
  }

  /**
   * Draws groups, encodes them and asks the model.
   *
   * @param code the code
   * @param model n x d to n x c, one row an image; must not modify its argument
   * @param images the images to draw from, without replacement in one group; not modified
   * @param groups how many groups, at least 1
   * @param ordered whether the images of a group are put in an order in which neighbours resemble
   *     each other
   * @param seed of the draws
   * @return the groups
   */
  public static CodedGroups draw(
      Code code,
      UnaryOperator<FMatrixRMaj> model,
      LabelledImages images,
      int groups,
      boolean ordered,
      long seed) {
    int queries = code.parameters().queries();
    int[] classes = images.labels();
    Random random = new Random(seed);
    Encoder encoder = new Encoder(code);
    List<FMatrixRMaj> answers = new ArrayList<>();
    List<FMatrixRMaj> clean = new ArrayList<>();
    int[][] labels = new int[groups][queries];
    for (int g = 0; g < groups; g++) {
      int[] drawn = random.ints(0, classes.length).distinct().limit(queries).toArray();
      if (ordered) {
        QueryOrder path = QueryPath.of(images.select(drawn).images());
        int[] asDrawn = drawn;
        drawn = IntStream.range(0, queries).map(j -> asDrawn[path.source(j)]).toArray();
      }
      for (int j = 0; j < queries; j++) {
        labels[g][j] = classes[drawn[j]];
      }
      FMatrixRMaj group = images.select(drawn).images();
      answers.add(model.apply(encoder.encode(group)));
      clean.add(model.apply(group));
    }
    return new CodedGroups(answers, clean, labels);
  }
}
