package io.github.approxifer.models.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatasetFoldersTest {

  private static DatasetFolders folders(
      Map<String, String> properties, Map<String, String> variables) {
    return DatasetFolders.of(properties::get, variables::get);
  }

  @Test
  void takesTheFolderOfTheUser() {
    assertThat(folders(Map.of("approxifer.data", "a"), Map.of("APPROXIFER_DATA", "b")).provided())
        .contains(Path.of("a"));
    assertThat(folders(Map.of(), Map.of("APPROXIFER_DATA", "b")).provided()).contains(Path.of("b"));
    assertThat(folders(Map.of(), Map.of()).provided()).isEmpty();
  }

  @Test
  void followsTheConventionOfTheSystemForTheCache() {
    Map<String, String> linux = Map.of("user.home", "home", "os.name", "Linux");
    Map<String, String> mac = Map.of("user.home", "home", "os.name", "Mac OS X");
    Map<String, String> windows = Map.of("user.home", "home", "os.name", "Windows 11");
    assertThat(folders(linux, Map.of()).cache()).isEqualTo(Path.of("home/.cache/approxifer/data"));
    assertThat(folders(linux, Map.of("XDG_CACHE_HOME", "xdg")).cache())
        .isEqualTo(Path.of("xdg/approxifer/data"));
    assertThat(folders(mac, Map.of()).cache())
        .isEqualTo(Path.of("home/Library/Caches/approxifer/data"));
    assertThat(folders(windows, Map.of("LOCALAPPDATA", "local")).cache())
        .isEqualTo(Path.of("local/approxifer/data"));
    assertThat(folders(windows, Map.of()).cache())
        .isEqualTo(Path.of("home/AppData/Local/approxifer/data"));
    assertThat(folders(Map.of(), Map.of()).cache()).isEqualTo(Path.of("./.cache/approxifer/data"));
  }
}
