package io.github.approxifer.models.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.approxifer.models.ImageShape;
import io.github.approxifer.models.weights.Parameter;
import io.github.approxifer.models.weights.Parameter.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResNetTest {

  private static final ImageShape CIFAR = new ImageShape(32, 32, 3);
  private static final ImageShape MNIST = new ImageShape(28, 28, 1);

  private static int trainable(Network network) {
    return NetworkParameters.of(network).stream()
        .filter(parameter -> parameter.kind().trainable())
        .mapToInt(Parameter::size)
        .sum();
  }

  /** 11.174, 21.282 and 23.521 million are the published counts for this form of the networks. */
  @Test
  void hasThePublishedNumberOfParameters() {
    assertThat(trainable(ResNet.resNet18(CIFAR, 10))).isEqualTo(11_173_962);
    assertThat(trainable(ResNet.resNet34(CIFAR, 10))).isEqualTo(21_282_122);
    assertThat(trainable(ResNet.resNet50(CIFAR, 10))).isEqualTo(23_520_842);
  }

  /** By hand: a stem, blocks of 3, 8, 36 and 3 bottlenecks, four projections, and a dense layer. */
  @Test
  void countsResNet152AsByHand() {
    long count = 3 * 3 * 3 * 64L + 2 * 64;
    int channels = 64;
    int[] blocks = {3, 8, 36, 3};
    for (int stage = 0; stage < 4; stage++) {
      int w = 64 << stage;
      count += 4L * channels * w + 8L * w;
      for (int block = 0; block < blocks[stage]; block++) {
        count += (long) channels * w + 9L * w * w + 4L * w * w + 2L * (w + w + 4 * w);
        channels = 4 * w;
      }
    }
    count += 2048 * 10 + 10;
    assertThat(trainable(ResNet.resNet152(CIFAR, 10))).isEqualTo((int) count);
  }

  @Test
  void aGreyImageNeedsTwoThirdsOfTheFirstKernelLess() {
    assertThat(trainable(ResNet.resNet18(MNIST, 10))).isEqualTo(11_173_962 - 2 * 9 * 64);
  }

  @Test
  void namesItsParametersAsPyTorch() {
    List<Parameter> parameters = NetworkParameters.of(ResNet.resNet18(CIFAR, 10));
    assertThat(parameters)
        .extracting(Parameter::name)
        .doesNotHaveDuplicates()
        .contains(
            "conv1.weight",
            "bn1.running_mean",
            "layer1.0.conv1.weight",
            "layer4.1.bn2.running_var",
            "layer2.0.downsample.0.weight",
            "layer2.0.downsample.1.bias",
            "fc.weight",
            "fc.bias")
        .doesNotContain("layer1.0.downsample.0.weight", "layer2.1.downsample.0.weight");
    assertThat(parameters)
        .contains(
            new Parameter(
                "layer3.0.conv1.weight", Kind.CONVOLUTION_KERNEL, List.of(3, 3, 128, 256)),
            new Parameter("fc.weight", Kind.DENSE_KERNEL, List.of(512, 10)));
  }

  @Test
  void refusesNoClasses() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResNet.resNet18(CIFAR, 0))
        .withMessageContaining("was 0");
  }
}
