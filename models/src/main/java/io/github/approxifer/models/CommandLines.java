package io.github.approxifer.models;

import java.util.Arrays;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * Command lines that Maven fills in: a property that the user did not set arrives as an option
 * without a value, {@code --seed=}, and counts as not given.
 */
public final class CommandLines {
  private static final Pattern NO_VALUE = Pattern.compile("--[A-Za-z0-9-]+=");

  private CommandLines() {}

  /**
   * Runs a command.
   *
   * @param command an object with picocli's annotations, a {@link java.util.concurrent.Callable} of
   *     an exit code or a {@link Runnable}
   * @param arguments the command line; options without a value are left out. A value may itself end
   *     in an equals sign; the case of names to choose from does not matter
   * @return the exit code: the command's own, or picocli's if it could not be run
   */
  public static int execute(Object command, String... arguments) {
    String[] given =
        Arrays.stream(arguments)
            .filter(argument -> !NO_VALUE.matcher(argument).matches())
            .toArray(String[]::new);
    return new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).execute(given);
  }
}
