package io.github.approxifer.models;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A folder that the user names by a system property or, failing that, an environment variable.
 *
 * @param property the name of the system property
 * @param variable the name of the environment variable
 */
public record FolderSetting(String property, String variable) {

  /**
   * Returns the folder that this process's property or variable names.
   *
   * @return the folder, which need not exist; empty if neither is set or both are blank
   */
  public Optional<Path> folder() {
    return folder(System::getProperty, System::getenv);
  }

  /**
   * Returns the folder that given properties and variables name.
   *
   * @param properties maps the name of a property to its value or null
   * @param variables maps the name of a variable to its value or null
   * @return the folder, which need not exist; empty if neither is set or both are blank
   */
  public Optional<Path> folder(
      UnaryOperator<@Nullable String> properties, UnaryOperator<@Nullable String> variables) {
    return Optional.ofNullable(properties.apply(property))
        .filter(value -> !value.isBlank())
        .or(() -> Optional.ofNullable(variables.apply(variable)).filter(value -> !value.isBlank()))
        .map(Path::of);
  }

  /**
   * Returns how to set the folder, for messages.
   *
   * @return both ways to set it
   */
  public String usage() {
    return "-D" + property + "=DIR or " + variable + "=DIR";
  }
}
