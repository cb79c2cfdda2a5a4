package io.github.approxifer.models.datasets;

import io.github.approxifer.models.FolderSetting;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The folders where datasets are looked for.
 *
 * @param provided the user's folder, or empty
 * @param cache the folder for downloads, created when needed
 */
record DatasetFolders(Optional<Path> provided, Path cache) {

  /** How the user names a folder. */
  static final FolderSetting SETTING = new FolderSetting("approxifer.data", "APPROXIFER_DATA");

  /** The folders that the system properties and environment variables of this process name. */
  static DatasetFolders standard() {
    return of(System::getProperty, System::getenv);
  }

  static DatasetFolders of(
      UnaryOperator<@Nullable String> property, UnaryOperator<@Nullable String> variable) {
    return new DatasetFolders(
        SETTING.folder(property, variable),
        cache(property, variable).resolve("approxifer").resolve("data"));
  }

  /** The system's convention for caches; XDG_CACHE_HOME is respected everywhere. */
  private static Path cache(
      UnaryOperator<@Nullable String> property, UnaryOperator<@Nullable String> variable) {
    String xdg = variable.apply("XDG_CACHE_HOME");
    if (xdg != null && !xdg.isBlank()) {
      return Path.of(xdg);
    }
    Path home = Path.of(orElse(property.apply("user.home"), "."));
    String system = orElse(property.apply("os.name"), "").toLowerCase(Locale.ROOT);
    if (system.startsWith("windows")) {
      String local = variable.apply("LOCALAPPDATA");
      return local == null ? home.resolve("AppData").resolve("Local") : Path.of(local);
    }
    return system.startsWith("mac")
        ? home.resolve("Library").resolve("Caches")
        : home.resolve(".cache");
  }

  private static String orElse(@Nullable String value, String other) {
    return value == null ? other : value;
  }
}
