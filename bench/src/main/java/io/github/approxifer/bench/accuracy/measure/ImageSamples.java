package io.github.approxifer.bench.accuracy.measure;

import io.github.approxifer.coding.BatchModel;
import io.github.approxifer.coding.advisor.SampleGroup;
import io.github.approxifer.coding.answers.Answers;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;

/** Images in groups of K, as the trials of the advisor take them. */
public final class ImageSamples {
  private ImageSamples() {}

  /**
   * Draws groups at random, without replacement in one group. The same seed draws the same images
   * for every code of the same K.
   *
   * @param images how many there are
   * @param queries K
   * @param groups how many groups
   * @param seed of the draws
   * @return the images of each group
   */
  public static List<int[]> draw(int images, int queries, int groups, long seed) {
    Random random = new Random(seed);
    List<int[]> drawn = new ArrayList<>();
    for (int g = 0; g < groups; g++) {
      drawn.add(random.ints(0, images).distinct().limit(queries).toArray());
    }
    return drawn;
  }

  /**
   * Groups of images to which the answers are known. A group's matrices are made when it is asked
   * for.
   *
   * @param images the images
   * @param answers what the model answers to each of them; not modified
   * @param groups the images of each group
   * @return the groups
   */
  public static List<SampleGroup> of(
      LabelledImages images, FMatrixRMaj answers, List<int[]> groups) {
    return new AbstractList<>() {
      @Override
      public SampleGroup get(int index) {
        int[] members = groups.get(index);
        LabelledImages selected = images.select(members);
        FMatrixRMaj known = new FMatrixRMaj(members.length, answers.numCols);
        for (int j = 0; j < members.length; j++) {
          Answers.copyRow(answers, members[j], known, j);
        }
        return SampleGroup.of(selected.images(), known, selected.labels());
      }

      @Override
      public int size() {
        return groups.size();
      }
    };
  }

  /**
   * Groups of images that the model answers now.
   *
   * @param images the images
   * @param model answers them
   * @param groups the images of each group
   * @return the groups, all in memory
   */
  public static List<SampleGroup> answered(
      LabelledImages images, BatchModel model, List<int[]> groups) {
    List<SampleGroup> all = new ArrayList<>();
    for (int[] members : groups) {
      LabelledImages selected = images.select(members);
      all.add(
          SampleGroup.of(selected.images(), model.predict(selected.images()), selected.labels()));
    }
    return all;
  }
}
