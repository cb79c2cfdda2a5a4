package io.github.approxifer.bench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * Curves and points over a plane. Each has its name beside it, in its colour, where there is most
 * room. What lies outside of the axes is cut off.
 */
public final class CurveChart implements Chart {
  private static final double PLOT = 210;
  private static final double LEFT = 34;
  private static final double RIGHT = WIDTH - 12;
  private static final double HEAD = 22;
  private static final double TEXT = 12;

  /** How many points of a curve are drawn. */
  private static final int SAMPLES = 801;

  /** How far names are moved along a curve in search of room, in samples. */
  private static final int STRIDE = 10;

  private static final class Line {
    private final String name;
    private final Family family;
    private final boolean dots;
    private final double[] x;
    private final double[] y;

    Line(String name, Family family, boolean dots, double[] x, double[] y) {
      this.name = name;
      this.family = family;
      this.dots = dots;
      this.x = x;
      this.y = y;
    }
  }

  /** Where a name has room: its middle and its foot. */
  private record Place(double x, double y, double room) {}

  private final String title;
  private final String across;
  private final Scale horizontal;
  private final Scale vertical;
  private final List<Line> lines = new ArrayList<>();

  /**
   * An empty chart.
   *
   * @param title what it shows
   * @param across what the axis below counts
   * @param left the value at the left end
   * @param right the value at the right end, above the left one
   * @param low the value at the lower end
   * @param high the value at the upper end, above the lower one
   * @throws IllegalArgumentException if the ends of an axis are not in this order
   */
  public CurveChart(
      String title, String across, double left, double right, double low, double high) {
    if (!(left < right && low < high)) {
      throw new IllegalArgumentException(
          "no axes go from %s to %s and from %s to %s".formatted(left, right, low, high));
    }
    this.title = title;
    this.across = across;
    this.horizontal = new Scale(left, right, LEFT, RIGHT);
    this.vertical = new Scale(low, high, HEAD + PLOT, HEAD);
  }

  /**
   * Adds a function over the whole width.
   *
   * @param name what stands beside it
   * @param family its colour
   * @param f the function
   * @return this chart
   */
  public CurveChart curve(String name, Family family, DoubleUnaryOperator f) {
    double[] x = new double[SAMPLES];
    double span = horizontal.high() - horizontal.low();
    Arrays.setAll(x, i -> horizontal.low() + span * i / (SAMPLES - 1));
    return add(new Line(name, family, false, x, Arrays.stream(x).map(f).toArray()));
  }

  /**
   * Adds points.
   *
   * @param name what stands beside one of them; empty for nothing
   * @param family their colour
   * @param x where they are; copied
   * @param y how high they are, as many; copied
   * @return this chart
   * @throws IllegalArgumentException if there are more of one than of the other
   */
  public CurveChart dots(String name, Family family, double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException("%d points have %d heights".formatted(x.length, y.length));
    }
    return add(new Line(name, family, true, x.clone(), y.clone()));
  }

  private CurveChart add(Line line) {
    lines.add(line);
    return this;
  }

  @Override
  public String svg() {
    Svg svg = new Svg();
    svg.text(0, TEXT, "strong", title);
    for (double tick : horizontal.ticks()) {
      svg.line(horizontal.at(tick), HEAD, horizontal.at(tick), HEAD + PLOT, "grid");
      svg.text(horizontal.at(tick), HEAD + PLOT + 13, "faint middle", horizontal.text(tick));
    }
    for (double tick : vertical.ticks()) {
      svg.line(LEFT, vertical.at(tick), RIGHT, vertical.at(tick), "grid");
      svg.text(LEFT - 5, vertical.at(tick) + 4, "faint end", vertical.text(tick));
    }
    svg.text(WIDTH, HEAD + PLOT + 26, "faint end", across);
    for (Line line : lines) {
      if (line.dots) {
        for (int i = 0; i < line.x.length; i++) {
          if (isInside(line, i)) {
            svg.dot(horizontal.at(line.x[i]), vertical.at(line.y[i]), line.family.style());
          }
        }
      } else {
        svg.path(path(line), "curve " + line.family.style());
      }
    }
    List<double[]> taken = new ArrayList<>();
    for (Line line : lines) {
      if (!line.name.isEmpty()) {
        Place place = place(line, taken);
        taken.add(new double[] {place.x(), place.y(), width(line)});
        svg.text(place.x(), place.y(), "name middle " + line.family.style(), line.name);
      }
    }
    return svg.svg(HEAD + PLOT + 31, title);
  }

  private boolean isInside(Line line, int i) {
    double x = line.x[i];
    double y = line.y[i];
    return x >= horizontal.low()
        && x <= horizontal.high()
        && y >= vertical.low()
        && y <= vertical.high();
  }

  /** A curve goes on to the edge of the plot, and begins again where it comes back. */
  private String path(Line line) {
    StringBuilder commands = new StringBuilder();
    boolean drawing = false;
    for (int i = 0; i < line.x.length; i++) {
      boolean near =
          isInside(line, i)
              || (i > 0 && isInside(line, i - 1))
              || (i + 1 < line.x.length && isInside(line, i + 1));
      if (near && Double.isFinite(line.y[i])) {
        commands.append(
            String.format(
                Locale.ROOT,
                "%s%.1f %.1f",
                drawing ? "L" : "M",
                horizontal.at(line.x[i]),
                vertical.at(line.y[i])));
      }
      drawing = near && Double.isFinite(line.y[i]);
    }
    return commands.toString();
  }

  private static double width(Line line) {
    return line.name.length() * Svg.LETTER;
  }

  /**
   * The place beside the line where its name is far from everything else, and the line from the
   * others.
   */
  private Place place(Line line, List<double[]> taken) {
    Place best = new Place(LEFT + width(line) / 2, HEAD + TEXT, Double.NEGATIVE_INFINITY);
    double aside = width(line) / 2 + 8;
    int stride = line.dots ? 1 : STRIDE;
    for (int i = 0; i < line.x.length; i += stride) {
      if (isInside(line, i)) {
        double x = horizontal.at(line.x[i]);
        double y = vertical.at(line.y[i]);
        double apart = Math.min(20, apart(line, x, y));
        for (double[] middle :
            new double[][] {
              {x, y - 7}, {x, y + 7 + 0.8 * TEXT}, {x - aside, y + 4}, {x + aside, y + 4}
            }) {
          double room = Math.min(8, room(line, middle[0], middle[1], taken)) * 5 + apart;
          if (room > best.room()) {
            best = new Place(middle[0], middle[1], room);
          }
        }
      }
    }
    return best;
  }

  /** How far a point of a line is from the other curves. */
  private double apart(Line from, double x, double y) {
    double apart = Double.POSITIVE_INFINITY;
    for (Line line : lines) {
      for (int i = 0; i < line.x.length && !line.equals(from) && !line.dots; i++) {
        double dx = horizontal.at(line.x[i]) - x;
        apart = Math.min(apart, Math.hypot(dx, vertical.at(line.y[i]) - y));
      }
    }
    return apart;
  }

  /** How far a name is from the nearest other thing, at most 20. */
  private double room(Line named, double x, double y, List<double[]> taken) {
    double half = width(named) / 2;
    double top = y - 0.8 * TEXT;
    if (x - half < LEFT || x + half > RIGHT || top < HEAD || y > HEAD + PLOT - 2) {
      return Double.NEGATIVE_INFINITY;
    }
    double room = 20;
    for (Line line : lines) {
      for (int i = 0; i < line.x.length; i++) {
        if (isInside(line, i)) {
          double dx = Math.max(0, Math.abs(horizontal.at(line.x[i]) - x) - half);
          double at = vertical.at(line.y[i]);
          double dy = Math.max(0, Math.max(top - at, at - y));
          double distance = Math.hypot(dx, dy);
          // Its own line is to be near, but not to run through it.
          room = Math.min(room, line.equals(named) && distance >= 1.5 ? 20 : distance);
        }
      }
    }
    for (double[] other : taken) {
      double dx = Math.max(0, Math.abs(other[0] - x) - half - other[2] / 2);
      double distance = Math.hypot(dx, Math.max(0, Math.abs(other[1] - y) - TEXT));
      if (distance < 2) {
        return Double.NEGATIVE_INFINITY;
      }
      room = Math.min(room, distance);
    }
    return room;
  }
}
