package io.github.approxifer.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FolderSettingTest {

  private static final FolderSetting SETTING = new FolderSetting("a.folder", "A_FOLDER");

  @Test
  void prefersThePropertyToTheVariable() {
    assertThat(SETTING.folder(Map.of("a.folder", "x")::get, Map.of("A_FOLDER", "y")::get))
        .contains(Path.of("x"));
    assertThat(SETTING.folder(name -> null, Map.of("A_FOLDER", "y")::get)).contains(Path.of("y"));
  }

  @Test
  void takesBlankForNotSet() {
    assertThat(SETTING.folder(Map.of("a.folder", "")::get, Map.of("A_FOLDER", "y")::get))
        .contains(Path.of("y"));
    assertThat(SETTING.folder(name -> null, Map.of("A_FOLDER", " ")::get)).isEmpty();
    assertThat(new FolderSetting("approxifer.no.such.property", "APPROXIFER_NO_SUCH").folder())
        .isEmpty();
  }

  @Test
  void saysHowToSetIt() {
    assertThat(SETTING.usage()).isEqualTo("-Da.folder=DIR or A_FOLDER=DIR");
  }
}
