package io.github.approxifer.models.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a server on the loopback address. */
class DownloaderTest {

  @TempDir private Path folder;
  private final Map<String, byte[]> pages = new ConcurrentHashMap<>();
  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;
  private URI root;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    root =
        URI.create(
            "http://"
                + server.getAddress().getAddress().getHostAddress()
                + ":"
                + server.getAddress().getPort()
                + "/data/");
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          byte[] page = pages.get(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(page == null ? 404 : 200, page == null ? -1 : page.length);
          if (page != null) {
            exchange.getResponseBody().write(page);
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private DatasetStore store() {
    return DatasetStore.of(folder.resolve("none"), folder.resolve("cache"));
  }

  private static byte[] archive(Map<String, byte[]> members) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry("tiny-batches-bin/" + member.getKey());
        entry.setSize(member.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(member.getValue());
        tar.closeArchiveEntry();
      }
    }
    return SmallDatasets.gzip(bytes.toByteArray());
  }

  private void assertNothingKept() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void keepsPackedFilesUnpackedAndAsksForThemOnce() throws IOException {
    PublishedDataset dataset = SmallDatasets.idx().at(root);
    pages.put("/data/images.gz", SmallDatasets.gzip(SmallDatasets.IDX_IMAGES));
    pages.put("/data/labels.gz", SmallDatasets.gzip(SmallDatasets.IDX_LABELS));
    assertThat(store().open(dataset, Split.TEST).provenance().isExact()).isTrue();
    assertThat(folder.resolve("cache/tiny-idx/images")).hasBinaryContent(SmallDatasets.IDX_IMAGES);
    assertThat(store().open(dataset, Split.TEST).size()).isEqualTo(2);
    assertThat(requests).hasValue(2);
  }

  @Test
  void takesTheFilesOfASplitOutOfAnArchive() throws IOException {
    PublishedDataset dataset = SmallDatasets.cifar().at(root.resolve("tiny.tar.gz"));
    pages.put(
        "/data/tiny.tar.gz",
        archive(
            Map.of(
                "one.bin",
                SmallDatasets.CIFAR,
                "readme.html",
                new byte[3],
                "two.bin",
                SmallDatasets.CIFAR_MORE)));
    assertThat(store().open(dataset, Split.TRAIN).size()).isEqualTo(3);
    assertThat(folder.resolve("cache/tiny-cifar/readme.html")).doesNotExist();
    assertThatExceptionOfType(DatasetException.class)
        .isThrownBy(() -> store().open(dataset, Split.TEST))
        .withMessageContaining("does not hold [test.bin]");
  }

  @Test
  void refusesWhatIsNotThePublishedFileAndKeepsNothing() throws IOException {
    PublishedDataset dataset = SmallDatasets.idx().at(root);
    byte[] changed = SmallDatasets.IDX_IMAGES.clone();
    changed[20]++;
    pages.put("/data/images.gz", SmallDatasets.gzip(changed));
    pages.put("/data/labels.gz", SmallDatasets.gzip(SmallDatasets.IDX_LABELS));
    assertThatExceptionOfType(DatasetException.class)
        .isThrownBy(() -> store().open(dataset, Split.TEST))
        .withMessageContainingAll(
            "images from " + root,
            "not the published file",
            Sha256.of(changed),
            Sha256.of(SmallDatasets.IDX_IMAGES),
            "-Dapproxifer.data=DIR");
    assertNothingKept();
  }

  @Test
  void stopsAtAFileThatIsTooLong() throws IOException {
    PublishedDataset dataset = SmallDatasets.idx().at(root);
    pages.put("/data/images.gz", SmallDatasets.gzip(new byte[1 << 20]));
    assertThatExceptionOfType(DatasetException.class)
        .isThrownBy(() -> store().open(dataset, Split.TEST))
        .withMessageContaining("more than 28 bytes");
    assertNothingKept();
  }

  @Test
  void saysThatAFileIsNotThereOrCutOff() throws IOException {
    PublishedDataset dataset = SmallDatasets.idx().at(root);
    assertThatExceptionOfType(DatasetException.class)
        .isThrownBy(() -> store().open(dataset, Split.TEST))
        .withMessageContaining("images.gz answered with status 404");
    byte[] whole = SmallDatasets.gzip(SmallDatasets.IDX_IMAGES);
    pages.put("/data/images.gz", Arrays.copyOf(whole, whole.length - 9));
    assertThatExceptionOfType(DatasetException.class)
        .isThrownBy(() -> store().open(dataset, Split.TEST))
        .withMessageContaining("failed: Unexpected end of ZLIB input stream");
    assertNothingKept();
  }

  @Test
  void givesUpADownloadThatSendsNothingMore() throws IOException {
    PublishedDataset dataset = SmallDatasets.idx().at(root);
    byte[] whole = SmallDatasets.gzip(SmallDatasets.IDX_IMAGES);
    CountDownLatch over = new CountDownLatch(1);
    server.createContext(
        "/data/images.gz",
        exchange -> {
          exchange.sendResponseHeaders(200, whole.length);
          exchange.getResponseBody().write(whole, 0, 12);
          exchange.getResponseBody().flush();
          awaitQuietly(over);
          exchange.close();
        });
    Path old = Files.createDirectories(folder.resolve("cache/tiny-idx")).resolve("images1.part");
    Files.write(old, new byte[3]);
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
    DatasetStore store =
        DatasetStore.of(folder.resolve("none"), folder.resolve("cache"), Duration.ofMillis(200));
    assertThatExceptionOfType(DatasetException.class)
        .isThrownBy(() -> store.open(dataset, Split.TEST))
        .withMessageContaining("images.gz has sent nothing for 200 ms");
    over.countDown();
    assertNothingKept();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void saysThatTheFolderCannotBeWritten() throws IOException {
    PublishedDataset dataset = SmallDatasets.idx().at(root);
    Files.write(folder.resolve("cache"), new byte[1]);
    assertThatExceptionOfType(DatasetException.class)
        .isThrownBy(() -> store().open(dataset, Split.TEST))
        .withMessageContaining("for downloads cannot be written");
    assertThat(requests).hasValue(0);
  }
}
