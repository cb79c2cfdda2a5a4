package io.github.approxifer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages read well, and lead somewhere. */
class PagesTest {
  private static final int MOST_WORDS = 40;
  private static final Pattern TARGET =
      Pattern.compile("(?:]\\(|src=\")([^)\\s#\"]*)(?:#([^)\\s]*))?[)\"]");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");

  @Test
  void noSentenceIsOverFortyWords() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path page : Pages.all()) {
      for (String sentence : Pages.sentences(Files.readString(page))) {
        long words = 1 + sentence.chars().filter(letter -> letter == ' ').count();
        if (words > MOST_WORDS) {
          tooLong.add(page + " (" + words + "): " + sentence);
        }
      }
    }
    assertThat(tooLong).isEmpty();
  }

  @Test
  void sentencesAreToldApart() {
    String page =
        """
        # No sentence. Of a heading.

        **One.** Two is 0.5 of `a. B`
        in length! [Three. Four](five.md#six) "seven."
        - Eight
            goes on.
        - Nine: 10. 11 is new.

        | no. | Cell. |

            no. Code.
        ```
        no. Code.
        ```
        Last
        """;
    assertThat(Pages.sentences(page))
        .containsExactly(
            "**One.**",
            "Two is 0.5 of CODE in length!",
            "Three.",
            "Four \"seven.\"",
            "Eight goes on.",
            "Nine: 10.",
            "11 is new.",
            "Last");
  }

  @Test
  void everyLinkLeadsToAFileAndAHeading() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : Pages.all()) {
      Matcher target = TARGET.matcher(Files.readString(page));
      while (target.find()) {
        String file = target.group(1);
        if (file.contains(":")) {
          continue; // another site
        }
        Path to = file.isEmpty() ? page : page.resolveSibling(file).normalize();
        String anchor = target.group(2);
        if (!Files.exists(to) || (anchor != null && !anchors(to).contains(anchor))) {
          broken.add(page + ": " + target.group());
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void everyPictureIsShown() throws IOException {
    Set<Path> shown = new HashSet<>();
    for (Path page : Pages.all()) {
      Matcher target = TARGET.matcher(Files.readString(page));
      while (target.find()) {
        shown.add(page.resolveSibling(target.group(1)).normalize());
      }
    }
    try (Stream<Path> docs = Files.walk(Pages.ROOT.resolve("docs"))) {
      assertThat(docs.filter(file -> file.toString().matches(".*\\.(svg|png)")))
          .isNotEmpty()
          .allMatch(file -> shown.contains(file.normalize()));
    }
  }

  /**
   * What a link may say after {@code #}: the headings in small letters, words joined by hyphens.
   */
  private static List<String> anchors(Path page) throws IOException {
    return HEADING
        .matcher(Files.readString(page))
        .results()
        .map(
            heading ->
                heading
                    .group(1)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .strip()
                    .replace(' ', '-'))
        .toList();
  }
}
