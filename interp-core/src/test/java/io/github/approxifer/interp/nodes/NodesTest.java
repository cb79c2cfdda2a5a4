package io.github.approxifer.interp.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class NodesTest {

  @Test
  void passesGoodNodesOn() {
    double[] nodes = {3, -1, 2};
    assertThat(Nodes.requireDistinct(nodes)).isSameAs(nodes).containsExactly(3, -1, 2);
    double[] sorted = {-1, 2, 3};
    assertThat(Nodes.requireIncreasing(sorted)).isSameAs(sorted);
  }

  @Test
  void namesTheNodeThatIsWrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Nodes.requireDistinct(new double[] {0, 1, 2.5, 1}))
        .withMessageContaining("nodes[3] = 1.0 repeats nodes[1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Nodes.requireDistinct(new double[] {0.0, -0.0}))
        .withMessageContaining("nodes[1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Nodes.requireDistinct(new double[] {0, Double.NaN}))
        .withMessageContaining("nodes[1] = NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Nodes.requireDistinct(new double[0]))
        .withMessageContaining("is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Nodes.requireIncreasing(new double[] {0, 2, 1}))
        .withMessageContaining("nodes[2] = 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Nodes.requireFinite("points", new double[] {Double.NEGATIVE_INFINITY}))
        .withMessageContaining("points[0] = -Infinity");
  }
}
