package io.github.approxifer.models.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Downloads published files into a folder, uncompressed. A file appears under its name only after
 * its SHA-256 was found right; one that differs is refused and not kept.
 */
final class Downloader {

  private static final Logger LOGGER = LoggerFactory.getLogger(Downloader.class);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);
  private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(60);
  private static final String PART = ".part";

  /** How long a download may send nothing. */
  static final Duration LONGEST_IDLE = Duration.ofSeconds(30);

  /** A part that nobody has written to for so long was left by a process that is gone. */
  private static final Duration PART_LIVES = Duration.ofMinutes(10);

  private final Duration longestIdle;

  Downloader(Duration longestIdle) {
    this.longestIdle = longestIdle;
  }

  /** Downloads files of a dataset from its address. */
  void download(PublishedDataset dataset, List<PublishedFile> files, Path folder)
      throws IOException {
    try {
      Files.createDirectories(folder);
      deleteOldParts(folder);
    } catch (IOException e) {
      throw new DatasetException(
          "the folder %s for downloads cannot be written".formatted(folder), e);
    }
    URI address = dataset.address();
    if (address.getPath().endsWith("/")) {
      for (PublishedFile file : files) {
        URI source = address.resolve(file.name() + ".gz");
        try (InputStream in = new GZIPInputStream(get(source), 1 << 16)) {
          store(in, file, folder, source);
        }
      }
    } else {
      downloadArchive(address, files, folder);
    }
  }

  private static void deleteOldParts(Path folder) throws IOException {
    Instant oldest = Instant.now().minus(PART_LIVES);
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "*" + PART)) {
      for (Path part : parts) {
        if (Files.getLastModifiedTime(part).toInstant().isBefore(oldest)) {
          Files.deleteIfExists(part);
        }
      }
    }
  }

  private void downloadArchive(URI source, List<PublishedFile> files, Path folder)
      throws IOException {
    Map<String, PublishedFile> wanted = new HashMap<>();
    files.forEach(file -> wanted.put(file.name(), file));
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new GZIPInputStream(get(source), 1 << 16))) {
      TarArchiveEntry entry = tar.getNextEntry();
      while (entry != null && !wanted.isEmpty()) {
        String name = entry.getName();
        PublishedFile file = wanted.remove(name.substring(name.lastIndexOf('/') + 1));
        if (file != null) {
          store(tar, file, folder, source);
        }
        entry = tar.getNextEntry();
      }
    }
    if (!wanted.isEmpty()) {
      throw new DatasetException(source + " does not hold " + wanted.keySet());
    }
  }

  private InputStream get(URI source) throws IOException {
    LOGGER.info("Downloading {}", source);
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    HttpRequest request = HttpRequest.newBuilder(source).timeout(RESPONSE_TIMEOUT).build();
    try {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      if (response.statusCode() != 200) {
        response.body().close();
        throw new DatasetException(source + " answered with status " + response.statusCode());
      }
      return new GuardedStream(
          response.body(),
          source,
          response.headers().firstValueAsLong("Content-Length"),
          longestIdle);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatasetException("the download of " + source + " was interrupted", e);
    }
  }

  private static void store(InputStream in, PublishedFile file, Path folder, URI source)
      throws IOException {
    Path temporary = Files.createTempFile(folder, file.name(), PART);
    try {
      MessageDigest digest = Sha256.newDigest();
      long count;
      try (OutputStream out = new DigestOutputStream(Files.newOutputStream(temporary), digest)) {
        count = copy(in, out, file.bytes() + 1L);
      }
      String sha256 = Sha256.hex(digest.digest());
      if (!sha256.equals(file.sha256())) {
        throw new DatasetException(
            file.name()
                + " from "
                + source
                + " is not the published file: it has the SHA-256 "
                + sha256
                + " ("
                + (count > file.bytes() ? "more than " + file.bytes() : count)
                + " bytes), but "
                + file.sha256()
                + " ("
                + file.bytes()
                + " bytes) is expected. It was not kept");
      }
      Files.move(temporary, folder.resolve(file.name()), StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Copies at most {@code limit} bytes: a file that is too long is refused before it fills disks.
   */
  private static long copy(InputStream in, OutputStream out, long limit) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long total = 0;
    while (total < limit) {
      int count = in.read(buffer, 0, (int) Math.min(buffer.length, limit - total));
      if (count < 0) {
        break;
      }
      out.write(buffer, 0, count);
      total += count;
    }
    return total;
  }
}
