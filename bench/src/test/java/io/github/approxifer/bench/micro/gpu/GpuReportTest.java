package io.github.approxifer.bench.micro.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GpuReportTest {
  @Test
  void rowsWithoutAGpuSaySo() {
    String report = new GpuReport(List.of(), Optional.of("no GPU: CUDA sees no device")).markdown();
    assertThat(report).contains("CUDA sees no device");
    // 15 batches, 3 networks' groups, and four rows of coding.
    assertThat(report.split("\\| no GPU ", -1)).hasSize(15 + 3 + 4 + 1);
  }

  @Test
  void rowsThatWereNotRunSaySo() {
    assertThat(new GpuReport(List.of(), Optional.empty()).markdown())
        .contains("not run")
        .doesNotContain("no GPU");
  }
}
