package io.github.approxifer.models.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.approxifer.models.ImageShape;
import io.github.approxifer.models.weights.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NetworksTest {

  private static final ImageShape CIFAR = new ImageShape(32, 32, 3);

  private static int trainable(Network network) {
    return NetworkParameters.of(network).stream()
        .filter(parameter -> parameter.kind().trainable())
        .mapToInt(Parameter::size)
        .sum();
  }

  /**
   * The published counts for 10 classes and 3 channels are 33.647 M (VGG-16), 26.483 M
   * (DenseNet-161) and 5.491 M (GoogLeNet); the last digits were summed by hand from the layers.
   */
  @ParameterizedTest
  @CsvSource({
    "vgg16, 33646666",
    "densenet161, 26482570",
    "googlenet, 5490986",
    "resnet20, 272474",
  })
  void hasThePublishedNumberOfParameters(String name, int count) {
    assertThat(trainable(Networks.of(name, CIFAR, 10))).isEqualTo(count);
  }

  /** 5 x 5 x 1 x 6 + 6, 5 x 5 x 6 x 16 + 16, 400 x 120 + 120, 120 x 84 + 84, 84 x 10 + 10. */
  @Test
  void leNetHasThe61706ParametersThatItIsKnownFor() {
    assertThat(trainable(Networks.of("lenet5", new ImageShape(28, 28, 1), 10))).isEqualTo(61_706);
  }

  static List<String> names() {
    return List.copyOf(Networks.names());
  }

  @ParameterizedTest
  @MethodSource("names")
  void keepsNameShapeAndClasses(String name) {
    Network network = Networks.of(name, CIFAR, 7);
    assertThat(network.name()).isEqualTo(name);
    assertThat(network.inputShape()).isEqualTo(CIFAR);
    assertThat(network.classes()).isEqualTo(7);
    assertThat(NetworkParameters.of(network)).extracting(Parameter::name).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("names")
  void refusesNoClasses(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Networks.of(name, CIFAR, 0))
        .withMessageContaining("was 0");
  }

  @Test
  void namesTheNetworksThereAreWhenAskedForAnother() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Networks.of("resnet19", CIFAR, 10))
        .withMessageContaining("'resnet19'")
        .withMessageContaining("resnet18");
  }

  @Test
  void leNetRefusesTinyImages() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Networks.of("lenet5", new ImageShape(11, 28, 1), 10))
        .withMessageContaining("12 x 12");
  }
}
