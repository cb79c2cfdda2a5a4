package io.github.approxifer.examples;

import io.github.approxifer.interp.barycentric.BarycentricInterpolant;
import io.github.approxifer.interp.nodes.EquispacedNodes;
import io.github.approxifer.interp.weights.FloaterHormannWeights;
import java.io.PrintStream;

/** Draws a curve through 41 samples, and reads values, slopes and an integral from it. */
final class Interpolate {
  private Interpolate() {}

  static void run(PrintStream out) {
    double[] nodes = EquispacedNodes.of(41, 0, 2);
    double[] samples = new double[nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      samples[i] = Math.exp(-nodes[i]) * Math.sin(3 * nodes[i]);
    }
    BarycentricInterpolant curve =
        BarycentricInterpolant.of(nodes, FloaterHormannWeights.of(nodes, 4), samples);

    double x = 0.77;
    double decay = Math.exp(-x);
    out.printf("value    %.7f (%.7f)%n", curve.value(x), decay * Math.sin(3 * x));
    out.printf(
        "slope    %.5f (%.5f)%n",
        curve.derivative(x, 1), decay * (3 * Math.cos(3 * x) - Math.sin(3 * x)));
    double area = (3 - Math.exp(-2) * (Math.sin(6) + 3 * Math.cos(6))) / 10;
    out.printf("integral %.7f (%.7f)%n", curve.integral(0, 2), area);
  }
}
