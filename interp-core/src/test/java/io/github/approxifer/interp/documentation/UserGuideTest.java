package io.github.approxifer.interp.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.approxifer.interp.aaa.Aaa;
import io.github.approxifer.interp.aaa.AaaApproximant;
import io.github.approxifer.interp.aaa.AaaOptions;
import io.github.approxifer.interp.barycentric.BarycentricInterpolant;
import io.github.approxifer.interp.barycentric.EvaluationMatrix;
import io.github.approxifer.interp.barycentric.VectorInterpolant;
import io.github.approxifer.interp.lebesgue.LebesgueFunction;
import io.github.approxifer.interp.nodes.ChebyshevNodes;
import io.github.approxifer.interp.nodes.EquispacedNodes;
import io.github.approxifer.interp.spline.CubicSpline;
import io.github.approxifer.interp.spline.InterpolatingSpline;
import io.github.approxifer.interp.spline.ShapePreservingCurve;
import io.github.approxifer.interp.spline.SmoothingParameter;
import io.github.approxifer.interp.spline.SmoothingSpline;
import io.github.approxifer.interp.weights.BerrutWeights;
import io.github.approxifer.interp.weights.FloaterHormannWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

/**
 * The examples of docs/interp-core.md: what stands between "example" and "end" stands there, too,
 * after its imports.
 */
class UserGuideTest {

  private static final Path SOURCE =
      Path.of("src/test/java", UserGuideTest.class.getName().replace('.', '/') + ".java");

  @Test
  void thePageShowsTheseExamples() throws IOException {
    String page = Files.readString(Path.of("../docs/interp-core.md"));
    Matcher examples =
        Pattern.compile("(?s)    // example\n(.*?)    // end\n").matcher(Files.readString(SOURCE));
    int count = 0;
    while (examples.find()) {
      assertThat(page).contains(";\n\n" + examples.group(1).replaceAll("(?m)^    ", "") + "```");
      count++;
    }
    assertThat(count).isEqualTo(6);
    assertThat(page.split("```java", -1)).hasSize(count + 1);
  }

  @Test
  void first() {
    // example
    double[] nodes = EquispacedNodes.of(41, -5, 5);
    double[] values = Arrays.stream(nodes).map(x -> 1 / (1 + x * x)).toArray();
    double[] weights = FloaterHormannWeights.of(nodes, 3);
    BarycentricInterpolant f = BarycentricInterpolant.of(nodes, weights, values);

    double atAPoint = f.value(0.3); // 0.91743, as 1 / (1 + 0.09)
    double slope = f.derivative(0.3, 1);
    double area = f.integral(-5, 5); // 2 arctan 5
    // end
    assertThat(atAPoint).isCloseTo(1 / 1.09, within(5e-6));
    assertThat(slope).isCloseTo(-0.6 / (1.09 * 1.09), within(1e-3));
    assertThat(area).isCloseTo(2 * Math.atan(5), within(1e-5));
  }

  @Test
  void manyPoints() {
    // example
    double[] nodes = ChebyshevNodes.secondKind(25, 0, 2);
    double[] values = Arrays.stream(nodes).map(Math::exp).toArray();
    double[] weights = BerrutWeights.second(25); // at these nodes the polynomial
    BarycentricInterpolant exp = BarycentricInterpolant.of(nodes, weights, values);

    double[] points = EquispacedNodes.of(100_000, 0, 2);
    double[] results = new double[points.length];
    exp.values(points, results); // allocates nothing
    double[] others = Arrays.stream(nodes).map(Math::sin).toArray();
    exp.withValues(others).values(points, results); // other values cost next to nothing
    // end
    assertThat(exp.value(0.7)).isCloseTo(Math.exp(0.7), within(1e-14));
    assertThat(results[50_000]).isCloseTo(Math.sin(points[50_000]), within(1e-14));
  }

  @Test
  void manyOutputs() {
    // example
    double[] nodes = ChebyshevNodes.firstKind(8);
    double[] points = {-0.5, 0, 0.5};
    DMatrixRMaj images = new DMatrixRMaj(8, 3072); // one row a node
    CommonOps_DDRM.fill(images, 2);

    DMatrixRMaj matrix = EvaluationMatrix.of(nodes, BerrutWeights.first(8), points, null); // 3 x 8
    DMatrixRMaj mixed = new DMatrixRMaj(points.length, 3072);
    CommonOps_DDRM.mult(matrix, images, mixed);
    DMatrixRMaj same =
        VectorInterpolant.of(nodes, BerrutWeights.first(8), images).values(points, null);
    // end
    assertThat(mixed.get(1, 77)).isCloseTo(2, within(1e-14));
    assertThat(same.get(2, 3071)).isCloseTo(2, within(1e-14));
  }

  @Test
  void aaa() {
    // example
    double[] points = EquispacedNodes.of(1000, -1, 1);
    double[] values = Arrays.stream(points).map(x -> Math.tan(Math.PI * x)).toArray();
    AaaApproximant r = Aaa.approximate(points, values, AaaOptions.defaults());
    Complex_F64[] poles = r.poles(); // close to -1/2, 1/2; farther out -3/2, 3/2, and some far away
    Complex_F64[] residues = r.residues(); // at the first two -1/pi
    // end
    assertThat(poles).anyMatch(p -> Math.hypot(p.real - 0.5, p.imaginary) < 1e-11);
    assertThat(residues).anyMatch(p -> Math.hypot(p.real + 1 / Math.PI, p.imaginary) < 1e-9);
  }

  @Test
  void spline() {
    // example
    double[] times = EquispacedNodes.of(200, 0, 1);
    Random random = new Random(5);
    double[] noisy =
        Arrays.stream(times).map(t -> Math.sin(6 * t) + 0.2 * random.nextGaussian()).toArray();

    double lambda = SmoothingParameter.byGeneralizedCrossValidation(times, noisy).lambda();
    SmoothingSpline smoother = SmoothingSpline.of(times, lambda);
    CubicSpline curve = smoother.fit(noisy);
    double speed = curve.derivative(0.5, 1);
    double[] residuals = smoother.leaveOneOutResiduals(noisy, new double[times.length]);
    // end
    assertThat(speed).isCloseTo(6 * Math.cos(3), within(1.0));
    assertThat(Arrays.stream(residuals).map(Math::abs).average().orElseThrow())
        .isCloseTo(0.2 * Math.sqrt(2 / Math.PI), within(0.03));
  }

  @Test
  void uneven() {
    // example
    double[] nodes = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30, 40, 50};
    double[] values = Arrays.stream(nodes).map(x -> 1 / (1 + x)).toArray();
    double[] weights = FloaterHormannWeights.of(nodes, 3);
    double lambda = LebesgueFunction.of(nodes, weights).constant(); // 2430, far too much
    double wild = BarycentricInterpolant.of(nodes, weights, values).value(25); // -2.7
    double tame = ShapePreservingCurve.monotone(nodes, values).value(25); // 0.038, as 1/26
    // end
    assertThat(lambda).isBetween(2425.0, 2435.0);
    assertThat(wild).isBetween(-2.75, -2.65);
    assertThat(tame).isCloseTo(1 / 26.0, within(5e-4));
    assertThat(InterpolatingSpline.notAKnot(nodes, values).value(25))
        .isCloseTo(1 / 26.0, within(0.01));
  }
}
