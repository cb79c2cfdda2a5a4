package io.github.approxifer.models.datasets;

/**
 * A file of a published dataset, uncompressed.
 *
 * @param name its name, without {@code .gz}
 * @param bytes its length
 * @param sha256 the SHA-256 of its content, 64 lower-case hexadecimal digits
 */
public record PublishedFile(String name, int bytes, String sha256) {}
