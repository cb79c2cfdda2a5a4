package io.github.approxifer.models.datasets;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where the images of a dataset come from; results made from them should say so.
 *
 * @param source the kind of source
 * @param remarks what a reader of a result should know, for example which file differs from the
 *     published one; empty for published data
 */
public record Provenance(Source source, List<String> remarks) {

  /** Kinds of source. */
  public enum Source {
    /** All files are byte for byte the published ones, by their SHA-256. */
    PUBLISHED,
    /** At least one file that the user provided differs from the published one, or is missing. */
    MODIFIED,
    /** Drawn from a seed. */
    SYNTHETIC
  }

  /**
   * Copies the remarks.
   *
   * @param source the kind of source
   * @param remarks what a reader of a result should know
   */
  public Provenance {
    remarks = List.copyOf(remarks);
  }

  /**
   * What a reader of a result should know, in a line.
   *
   * @return such as {@code as published} or {@code not as published: train.bin is missing}
   */
  public String describe() {
    String told = String.join("; ", remarks);
    return switch (source) {
      case PUBLISHED -> "as published";
      case MODIFIED -> "not as published: " + told;
      case SYNTHETIC -> "synthetic: " + told;
    };
  }

  /**
   * Says whether the data are exactly the published ones.
   *
   * @return whether the source is {@link Source#PUBLISHED}
   */
  public boolean isExact() {
    return source == Source.PUBLISHED;
  }

  /** The provenance of images of both, each remark once; the less exact source of the two. */
  Provenance and(Provenance other) {
    return new Provenance(
        source.compareTo(other.source) < 0 ? other.source : source,
        Stream.concat(remarks.stream(), other.remarks.stream()).distinct().toList());
  }
}
