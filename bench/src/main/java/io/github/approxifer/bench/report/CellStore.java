package io.github.approxifer.bench.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What cells came to, kept in a file each as soon as it is known, so that a run that is cut off
 * goes on where it stopped. Confined to one thread.
 */
public final class CellStore {
  private static final Gson GSON =
      new GsonBuilder().serializeSpecialFloatingPointValues().setPrettyPrinting().create();

  private final Path folder;
  private final SortedSet<String> commits = new TreeSet<>();
  private @Nullable String commit;

  /**
   * A store.
   *
   * @param folder where its files are; made when the first cell is kept
   */
  public CellStore(Path folder) {
    this.folder = folder;
  }

  /** What a file holds: the key in full, as its name is a hash. */
  private record Kept(String key, String commit, String value) {}

  /**
   * Looks up a cell.
   *
   * @param key tells apart all that the cell depends on
   * @param type of its value
   * @param <T> the same
   * @return the value, if it was kept
   * @throws IOException if its file cannot be read
   */
  public <T> Optional<T> find(String key, Class<T> type) throws IOException {
    Path file = file(key);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Kept kept =
          Objects.requireNonNull(GSON.fromJson(Files.readString(file), Kept.class), "empty");
      if (!kept.key().equals(key)) {
        return Optional.empty();
      }
      T value = GSON.fromJson(kept.value(), type);
      commits.add(kept.commit());
      return Optional.ofNullable(value);
    } catch (JsonParseException | NullPointerException e) {
      throw new IOException(file + " is damaged; delete it to measure its cell again", e);
    }
  }

  /**
   * Keeps a cell.
   *
   * @param key as for {@link #find}
   * @param value what it came to
   * @throws IOException if writing fails
   */
  public void keep(String key, Object value) throws IOException {
    if (commit == null) {
      commit = Conditions.commit();
    }
    commits.add(commit);
    Path file = file(key);
    Files.createDirectories(folder);
    Path part = folder.resolve(file.getFileName() + ".part");
    Files.writeString(part, GSON.toJson(new Kept(key, commit, GSON.toJson(value))));
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * At which commits the cells that were looked up or kept have been measured.
   *
   * @return their hashes, grows as cells are looked up and kept
   */
  public SortedSet<String> commits() {
    return commits;
  }

  private Path file(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return folder.resolve(HexFormat.of().formatHex(hash, 0, 12) + ".json");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
