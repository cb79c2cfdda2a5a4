package io.github.approxifer.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.approxifer.bench.report.RowChart.Shape;
import io.github.approxifer.bench.report.RowChart.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

class PageTest {
  private static RowChart chart() {
    return new RowChart("a < b", "s", "%.2f")
        .series("ours", Shape.BAR, Family.OURS)
        .series("printed", Shape.LINE, Family.PRINTED)
        .heading("MNIST")
        .row("K=8", new Value(2, 0.5), Value.of(4))
        .row("K=12", null, Value.of(3));
  }

  @Test
  void aChartDrawsWhatItHoldsToScale() throws Exception {
    Document svg = parse(chart().document());
    NodeList bars = svg.getElementsByTagName("rect");
    // One in the key, one for the only bar.
    assertThat(bars.getLength()).isEqualTo(2);
    Element bar = (Element) bars.item(1);
    double left = number(bar, "x");
    double unit = number(bar, "width") / 2;
    NodeList lines = svg.getElementsByTagName("line");
    double[] interval = {};
    int printed = 0;
    for (int i = 0; i < lines.getLength(); i++) {
      Element line = (Element) lines.item(i);
      if (line.getAttribute("class").equals("interval")) {
        interval = new double[] {number(line, "x1"), number(line, "x2")};
      }
      printed += line.getAttribute("class").equals("mark printed") ? 1 : 0;
    }
    // Coordinates are written with one decimal.
    assertThat(interval).hasSize(2);
    assertThat(Math.abs(interval[0] - (left + 1.5 * unit))).isLessThan(0.2);
    assertThat(Math.abs(interval[1] - (left + 2.5 * unit))).isLessThan(0.2);
    assertThat(printed).isEqualTo(3);
    assertThat(svg.getDocumentElement().getAttribute("aria-label")).isEqualTo("a < b");
    assertThat(svg.getDocumentElement().getTextContent())
        .contains("2.00", "K=12", "MNIST", "prefers-color-scheme: dark");
  }

  @Test
  void aRowHasAValueForEachSeries() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> chart().row("K=2", Value.of(1)))
        .withMessage("a row of 1 values in a chart of 2 series");
    assertThatIllegalArgumentException().isThrownBy(() -> chart().axis(1, 1));
    assertThat(chart().isEmpty()).isFalse();
    assertThat(new RowChart("", "", "%f").heading("nothing").isEmpty()).isTrue();
  }

  @Test
  void partsOfABarLieSideBySide() throws Exception {
    StackChart chart =
        new StackChart("parts", "ms")
            .part("model", Family.OURS)
            .part("coding", Family.PRINTED)
            .row("CIFAR-10", "")
            .row("K=8", "25 %", 3, 1);
    NodeList bars = parse(chart.document()).getElementsByTagName("rect");
    assertThat(bars.getLength()).isEqualTo(4);
    Element model = (Element) bars.item(2);
    Element coding = (Element) bars.item(3);
    assertThat(Math.abs(number(coding, "x") - number(model, "x") - number(model, "width")))
        .isLessThan(0.2);
    assertThat(number(model, "width") / number(coding, "width")).isBetween(2.95, 3.05);
    assertThatIllegalArgumentException().isThrownBy(() -> chart.row("K=8", "", 1));
  }

  @Test
  void noNoteOfABarIsCutOff() throws Exception {
    String note = "12.67 % of it is coding";
    StackChart chart = new StackChart("parts", "ms").part("model", Family.OURS).row("K=8", note, 3);
    NodeList bars = parse(chart.document()).getElementsByTagName("rect");
    Element bar = (Element) bars.item(bars.getLength() - 1);
    assertThat(number(bar, "x") + number(bar, "width") + note.length() * Svg.LETTER)
        .isLessThan(Chart.WIDTH);
  }

  @Test
  void aChartAsAFileHasASize() throws Exception {
    Element svg = parse(chart().document()).getDocumentElement();
    double[] box =
        Arrays.stream(svg.getAttribute("viewBox").split(" ", -1))
            .mapToDouble(Double::parseDouble)
            .toArray();
    assertThat(number(svg, "width")).isEqualTo(Chart.ENLARGED * box[2]);
    // A half of a unit may be rounded away.
    assertThat(Math.abs(number(svg, "height") - Chart.ENLARGED * box[3])).isLessThan(0.6);
    assertThat(chart().svg().lines().findFirst().orElseThrow()).doesNotContain(" width=");
  }

  @ParameterizedTest
  @EnumSource
  void aFamilyHasAColourOnBothGroundsAndForEveryShape(Family family) {
    String style = family.style();
    assertThat(Styles.chart().split("--" + style + ": #", -1)).hasSize(3);
    for (String rule :
        List.of(
            "svg ." + style + " { fill: var(--" + style + "); }",
            "svg line." + style + ", svg path." + style + " { stroke: var(--" + style + "); }")) {
      assertThat(Styles.chart()).contains(rule);
    }
  }

  @Test
  void aPageNeedsNothingElse(@TempDir Path folder) throws IOException {
    Page page = new Page("Tables & charts");
    page.verdict("The code is `fast`.");
    page.lead("lead", "the chart at the head", chart());
    Section section = new Section("Table 5: all", "dataset", "seconds");
    section.words("Printed in both reports.");
    for (int row = 0; row < 9; row++) {
      section.row(row == 8 ? "ResNet-18 on all images of MNIST" : "MNIST", "~0.5 ± 0.1");
    }
    section.chart("table-5", "the chart of the table", chart());
    page.add(section);
    page.write(folder, "tables.md", "- Command: `mvn -pl bench jmh`\n- Commit: abc\n");

    String html = Files.readString(folder.resolve("index.html"));
    assertThat(html)
        .contains("<title>Tables &amp; charts</title>", "<li>The code is <code>fast</code>.</li>")
        .contains("<a href=\"#table-5-all\">Table 5: all</a>", "<section id=\"table-5-all\">")
        .contains("<details><summary>table of 9 rows</summary>")
        .contains("<td class=\"number\">~0.5 ± 0.1</td>", "<td>MNIST</td>")
        .contains("<td class=\"words\">ResNet-18 on all images of MNIST</td>")
        .contains("<dt>Command</dt><dd><code>mvn -pl bench jmh</code></dd>")
        .containsSubsequence("The code", "<svg", "Contents", "<svg", "Machine and commit");
    // Nothing is loaded from anywhere; the name space of SVG is no address that is asked.
    assertThat(html.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http", "src=", "url(", "@import", "<script", "<link");
    assertThat(Files.readString(folder.resolve("tables.md")))
        .startsWith("# Tables & charts\n\n- Command: `mvn -pl bench jmh`\n")
        .contains("- The code is `fast`.\n", "![the chart at the head](lead.svg)")
        .contains("## Table 5: all\n\nPrinted in both reports.\n\n![the chart of the table]")
        .contains("| MNIST                            | ~0.5 ± 0.1 |");
    assertThat(folder.resolve("lead.svg")).exists();
    assertThat(folder.resolve("table-5.svg")).exists();
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  private static Document parse(String svg)
      throws ParserConfigurationException, IOException, SAXException {
    DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    return builder.parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }
}
