package io.github.approxifer.coding.advisor;

import io.github.approxifer.coding.BatchModel;
import io.github.approxifer.coding.Code;
import io.github.approxifer.coding.GroupDecoder;
import io.github.approxifer.coding.Scheme;
import io.github.approxifer.coding.order.GroupOrdering;
import io.github.approxifer.coding.student.Student;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A scheme to be measured, with a label: how groups are served, what its decoder is fitted to, and
 * what runs beside the served model. Immutable.
 */
public final class Candidate {
  private final String label;
  private final Scheme scheme;
  private final @Nullable Fitting fitting;
  private final @Nullable BatchModel ownModel;
  private final @Nullable Student student;

  /** Makes a decoder out of groups in which nobody lied. */
  @FunctionalInterface
  public interface Fitting {

    /**
     * Fits.
     *
     * @param code the candidate's code
     * @param sample groups of the candidate
     * @return a decoder of the code
     * @throws IllegalArgumentException if the groups are too few for this decoder
     */
    GroupDecoder fit(Code code, HonestGroups sample);
  }

  private Candidate(
      String label,
      Scheme scheme,
      @Nullable Fitting fitting,
      @Nullable BatchModel ownModel,
      @Nullable Student student) {
    this.label = label;
    this.scheme = scheme;
    this.fitting = fitting;
    this.ownModel = ownModel;
    this.student = student;
  }

  /**
   * A code, served as suits it.
   *
   * @param label what the report calls it
   * @param code the code
   * @return the candidate
   */
  public static Candidate of(String label, Code code) {
    return of(label, Scheme.of(code));
  }

  /**
   * A scheme as it is.
   *
   * @param label what the report calls it
   * @param scheme the scheme
   * @return the candidate
   */
  public static Candidate of(String label, Scheme scheme) {
    return new Candidate(label, scheme, null, null, null);
  }

  /**
   * A code whose decoder is fitted to samples, ordered as suits it.
   *
   * @param label what the report calls it
   * @param code the code
   * @param fitting makes the decoder
   * @return the candidate
   */
  public static Candidate fitted(String label, Code code, Fitting fitting) {
    return new Candidate(label, Scheme.of(code), fitting, null, null);
  }

  /**
   * The same candidate with another order of the queries.
   *
   * @param rule the order
   * @return a new candidate
   */
  public Candidate withOrdering(GroupOrdering rule) {
    return new Candidate(label, scheme.withOrdering(rule), fitting, ownModel, student);
  }

  /**
   * The same candidate with another label.
   *
   * @param name what the report calls it
   * @return a new candidate
   */
  public Candidate withLabel(String name) {
    return new Candidate(name, scheme, fitting, ownModel, student);
  }

  /**
   * The same candidate with a model for the workers of a role of their own, such as a parity model.
   *
   * @param model what the workers run that {@linkplain Code#runsOwnModel run a model of their own}
   * @return a new candidate
   * @throws IllegalArgumentException if the code has no such workers
   */
  public Candidate withOwnModel(BatchModel model) {
    if (!hasOwnModels()) {
      throw new IllegalArgumentException(
          "all workers of %s run the served model; no other model has a place there"
              .formatted(scheme.code()));
    }
    return new Candidate(label, scheme, fitting, model, student);
  }

  /**
   * The same candidate with a student, whose answers its ordering and its decoder see.
   *
   * @param small a student of the served model; thread-safe
   * @return a new candidate
   */
  public Candidate withStudent(Student small) {
    return new Candidate(
        label, scheme, fitting, ownModel, Objects.requireNonNull(small, "student"));
  }

  /**
   * The same candidate with its decoder fitted.
   *
   * @param sample groups of this candidate
   * @return a new candidate that needs no fitting; this if it needs none
   * @throws IllegalArgumentException if the groups are too few for the decoder
   */
  public Candidate fit(HonestGroups sample) {
    Fitting open = fitting;
    if (open == null) {
      return this;
    }
    Scheme fitted = scheme.withDecoder(open.fit(scheme.code(), sample));
    return new Candidate(label, fitted, null, ownModel, student);
  }

  private boolean hasOwnModels() {
    Code code = scheme.code();
    return IntStream.range(0, code.workers()).anyMatch(worker -> code.runsOwnModel(worker));
  }

  /** Refuses a candidate whose workers have nothing to run. */
  Candidate requireModels() {
    if (ownModel == null && hasOwnModels()) {
      throw new IllegalArgumentException(
          "%s has workers with a model of their own; give one to the candidate %s"
              .formatted(scheme.code(), label));
    }
    return this;
  }

  /**
   * What the report calls it.
   *
   * @return the label
   */
  public String label() {
    return label;
  }

  /**
   * How groups are served; until it is fitted, by the decoder that needs no sample.
   *
   * @return the scheme
   */
  public Scheme scheme() {
    return scheme;
  }

  /**
   * Which mixtures the workers get.
   *
   * @return the code of the scheme
   */
  public Code code() {
    return scheme.code();
  }

  /**
   * Whether the decoder is to be fitted to samples yet.
   *
   * @return true if it is
   */
  public boolean needsFitting() {
    return fitting != null;
  }

  /**
   * What workers with a role of their own run.
   *
   * @return the model, or null
   */
  public @Nullable BatchModel ownModel() {
    return ownModel;
  }

  /**
   * The small model at the coordinator.
   *
   * @return the student, or null
   */
  public @Nullable Student student() {
    return student;
  }
}
