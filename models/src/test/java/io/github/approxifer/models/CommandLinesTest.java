package io.github.approxifer.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class CommandLinesTest {
  @Command(name = "echo")
  private static final class Echo implements Callable<Integer> {
    @Option(names = "--seed")
    private long seed = 7;

    @Option(names = "--token")
    private String token = "none";

    @Option(names = "--fail")
    private boolean fails;

    @Override
    public Integer call() {
      return fails ? 3 : 0;
    }
  }

  @Test
  void anOptionWithoutAValueCountsAsNotGiven() {
    Echo echo = new Echo();
    assertThat(CommandLines.execute(echo, "--seed=", "--token=")).isZero();
    assertThat(echo.seed).isEqualTo(7);
    assertThat(echo.token).isEqualTo("none");
  }

  /** Secrets in base 64 end like this, and must not be dropped. */
  @Test
  void aValueMayEndInAnEqualsSign() {
    Echo echo = new Echo();
    assertThat(CommandLines.execute(echo, "--seed=9", "--token=c2VjcmV0cw==")).isZero();
    assertThat(echo.seed).isEqualTo(9);
    assertThat(echo.token).isEqualTo("c2VjcmV0cw==");
  }

  @Test
  void exitCodesAreThoseOfTheCommandOrOfItsCommandLine() {
    assertThat(CommandLines.execute(new Echo(), "--fail")).isEqualTo(3);
    assertThat(CommandLines.execute(new Echo(), "--fial")).isEqualTo(CommandLine.ExitCode.USAGE);
  }
}
