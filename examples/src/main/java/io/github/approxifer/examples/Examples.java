package io.github.approxifer.examples;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Runs the example that is named: {@code mvn -pl examples run -Dexample=NAME}. */
public final class Examples {
  private static final Map<String, Consumer<PrintStream>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("interpolate", Interpolate::run);
    ALL.put("code", CodeByHand::run);
    ALL.put("student", TeachAStudent::run);
    ALL.put("serve", ServeWithStragglers::run);
    ALL.put("liars", FindLiars::run);
    ALL.put("privacy", ReleaseInPrivate::run);
  }

  private Examples() {}

  /**
   * Runs one example.
   *
   * @param arguments its name, or {@code list}
   */
  public static void main(String... arguments) {
    String name = arguments.length == 0 ? "list" : arguments[0];
    if (!run(name, System.out)) {
      System.exit(2);
    }
  }

  /** Runs an example, or lists them; false if there is none of that name. */
  static boolean run(String name, PrintStream out) {
    Consumer<PrintStream> example = ALL.get(name);
    if (example != null) {
      example.accept(out);
      return true;
    }
    boolean list = name.isEmpty() || name.equals("list");
    if (!list) {
      out.println("there is no example \"" + name + "\"");
    }
    out.println("-Dexample=NAME runs one of " + String.join(", ", ALL.keySet()));
    return list;
  }
}
