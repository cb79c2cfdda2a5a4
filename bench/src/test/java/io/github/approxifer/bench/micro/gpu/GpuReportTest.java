package io.github.approxifer.bench.micro.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GpuReportTest {
  @Test
  void rowsWithoutAGpuSaySo() {
    String report =
        new GpuReport(List.of(), Optional.of("no GPU: CUDA sees no device")).section().markdown();
    assertThat(report).contains("CUDA sees no device");
    // Three networks with five batches and a row of groups, and four rows of coding.
    assertThat(report.split("\\| no GPU ", -1)).hasSize(3 * 6 + 4 + 1);
  }

  @Test
  void rowsThatWereNotRunSaySo() {
    assertThat(new GpuReport(List.of(), Optional.empty()).section().markdown())
        .contains("not run")
        .doesNotContain("no GPU");
  }
}
