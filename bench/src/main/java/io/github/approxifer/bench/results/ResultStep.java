package io.github.approxifer.bench.results;

import java.util.List;

/**
 * A command that makes a committed page, or a part of one, again.
 *
 * @param name what it is called on the command line
 * @param page what it makes, from the root of the repository
 * @param minutes about how long it takes on two idle cores
 * @param typed the command as its page names it, except where data lie
 * @param main the class of the command
 * @param arguments its arguments; {@link #OUTPUT} stands for its folder, {@link #CELLS} for that of
 *     the cells that all steps share
 * @param quick the arguments of a trial; empty if there is none
 */
record ResultStep(
    String name,
    String page,
    int minutes,
    String typed,
    Class<?> main,
    List<String> arguments,
    List<String> quick) {
  static final String OUTPUT = "OUTPUT";
  static final String CELLS = "CELLS";
}
