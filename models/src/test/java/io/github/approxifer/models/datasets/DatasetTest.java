package io.github.approxifer.models.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetTest {

  private static final PublishedDataset CIFAR = PublishedDataset.CIFAR_10;

  private static float[] image(Dataset dataset, int index) {
    float[] values = new float[dataset.inputShape().size()];
    dataset.read(index, values, 0);
    return values;
  }

  @Test
  void drawsTheSameImagesFromTheSameSeed() {
    Dataset first = Dataset.synthetic(CIFAR, 100, 5);
    assertThat(image(first, 3)).isEqualTo(image(Dataset.synthetic(CIFAR, 100, 5), 3));
    assertThat(image(first, 3)).isNotEqualTo(image(first, 4));
    assertThat(image(first, 3)).isNotEqualTo(image(Dataset.synthetic(CIFAR, 100, 6), 3));
  }

  @Test
  void drawsAllClassesWithinTheRangeOfNormalizedPixels() {
    Dataset dataset = Dataset.synthetic(CIFAR, 200, 5);
    boolean[] seen = new boolean[CIFAR.classes()];
    float[] table = CIFAR.normalization().table()[0];
    for (int i = 0; i < dataset.size(); i++) {
      seen[dataset.label(i)] = true;
      float[] values = image(dataset, i);
      for (int pixel = 0; pixel < values.length; pixel += 3) {
        assertThat(values[pixel]).isBetween(table[0], table[255]);
      }
    }
    assertThat(seen).containsOnly(true);
    assertThat(dataset.provenance().source()).isEqualTo(Provenance.Source.SYNTHETIC);
    assertThat(dataset.provenance().isExact()).isFalse();
    assertThat(dataset.name()).isEqualTo("synthetic CIFAR-10");
  }

  @Test
  void refusesImagesThatDoNotExistAndArraysThatAreTooShort() {
    Dataset dataset = Dataset.synthetic(PublishedDataset.MNIST, 10, 1).slice(2, 6);
    float[] values = new float[784 * 2];
    assertThat(dataset.label(0))
        .isEqualTo(Dataset.synthetic(PublishedDataset.MNIST, 10, 1).label(2));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> dataset.label(4));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> dataset.label(-1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> dataset.readBatch(3, 2, values));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> dataset.readBatch(0, 3, values));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> dataset.read(0, values, 785));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> dataset.slice(0, 5));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> dataset.slice(2, 2))
        .withMessageContaining("empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.synthetic(CIFAR, 0, 1))
        .withMessageContaining("was 0");
  }

  @Test
  void joinsParts() {
    Dataset drawn = Dataset.synthetic(CIFAR, 10, 1);
    Dataset joined = drawn.slice(8, 10).followedBy(drawn.slice(0, 3));
    assertThat(joined.size()).isEqualTo(5);
    assertThat(joined.name()).isEqualTo("synthetic CIFAR-10 [8, 10) and synthetic CIFAR-10 [0, 3)");
    int[] order = {8, 9, 0, 1, 2};
    for (int i = 0; i < order.length; i++) {
      assertThat(image(joined, i)).isEqualTo(image(drawn, order[i]));
      assertThat(joined.label(i)).isEqualTo(drawn.label(order[i]));
    }
    assertThat(joined.provenance()).isEqualTo(drawn.provenance());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> drawn.followedBy(Dataset.synthetic(PublishedDataset.MNIST, 10, 1)))
        .withMessageContaining("synthetic MNIST 10 of 28 x 28 x 1");
  }

  @Test
  void refusesNormalizationsThatDivideByZeroOrDoNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Normalization(List.of(0f), List.of(0f)))
        .withMessageContaining("[0.0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Normalization(List.of(0f), List.of(1f, 1f)))
        .withMessageContaining("[1.0, 1.0]");
    assertThatIllegalArgumentException().isThrownBy(() -> new Normalization(List.of(), List.of()));
  }
}
