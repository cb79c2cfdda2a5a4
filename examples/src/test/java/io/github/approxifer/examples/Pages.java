package io.github.approxifer.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages of this project, and the sentences in them. */
final class Pages {
  static final Path ROOT = Path.of("..");

  private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```$");
  private static final Pattern CODE = Pattern.compile("(?s)`[^`]*`");
  private static final Pattern LINK = Pattern.compile("(?s)\\[([^\\]]*)]\\([^)]*\\)");
  private static final Pattern ITEM = Pattern.compile("\\s*(?:[-*]|\\d+\\.)\\s+(.*)");
  private static final Pattern NO_PROSE = Pattern.compile("\\s*|\\s*\\|.*|#.*|!\\[.*| {4,}\\S.*");
  private static final Pattern END =
      Pattern.compile("(?<=[.!?][\"')*]{0,3})\\s+(?=[\"'(*]*(?:\\p{Lu}|\\d))");

  private Pages() {}

  /** Every page: those at the root, then the guide and the results. */
  static List<Path> all() throws IOException {
    try (Stream<Path> root = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(root.sorted(), docs.sorted())
          .filter(file -> file.toString().endsWith(".md"))
          .toList();
    }
  }

  /** The sentences of the paragraphs and lists; not those of code, tables and headings. */
  static List<String> sentences(String page) {
    List<String> sentences = new ArrayList<>();
    StringBuilder paragraph = new StringBuilder();
    for (String line : BLOCK.matcher(page).replaceAll("\n").lines().toList()) {
      Matcher bullet = ITEM.matcher(line);
      boolean item = bullet.matches();
      boolean goesOn = paragraph.length() > 0 && line.startsWith("    ") && !line.isBlank();
      boolean prose = item || goesOn || !NO_PROSE.matcher(line).matches();
      if (item || !prose) {
        addSentences(paragraph, sentences);
      }
      if (prose) {
        paragraph.append(' ').append(item ? bullet.group(1) : line.strip());
      }
    }
    addSentences(paragraph, sentences);
    return sentences;
  }

  private static void addSentences(StringBuilder paragraph, List<String> sentences) {
    String plain = LINK.matcher(CODE.matcher(paragraph).replaceAll("CODE")).replaceAll("$1");
    paragraph.setLength(0);
    END.splitAsStream(plain.strip()).filter(one -> !one.isEmpty()).forEach(sentences::add);
  }
}
