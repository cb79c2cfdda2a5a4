package io.github.approxifer.models.datasets;

import io.github.approxifer.models.Reasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of published datasets: found, downloaded as the last resort, and checked.
 *
 * <p>Each file is looked for, plain or with {@code .gz}, in {@code <folder>/<dataset>/}, where the
 * folder is
 *
 * <ol>
 *   <li>the one that the system property {@code approxifer.data} or else the environment variable
 *       {@code APPROXIFER_DATA} names; a file there that is not the published one is used with a
 *       warning, and the dataset's {@link Provenance} says so;
 *   <li>the user's cache ({@code ~/.cache/approxifer/data}, {@code
 *       ~/Library/Caches/approxifer/data} or {@code %LOCALAPPDATA%\approxifer\data}; {@code
 *       XDG_CACHE_HOME} is respected).
 * </ol>
 *
 * <p>Otherwise it is downloaded into the cache; a download that differs from the published file is
 * refused.
 *
 * <p>Thread-safe. Two processes may download the same file, the second then replaces it by itself.
 */
public final class DatasetStore {

  /** The test images of CIFAR-10 that are exact in all copies in use. */
  private static final int EXACT_TEST = 1000;

  private static final Logger LOGGER = LoggerFactory.getLogger(DatasetStore.class);

  private final DatasetFolders folders;

  private final Duration longestIdle;

  private DatasetStore(DatasetFolders folders, Duration longestIdle) {
    this.folders = folders;
    this.longestIdle = longestIdle;
  }

  /**
   * Returns a store on the folders that this process's properties and environment name.
   *
   * @return the store
   */
  public static DatasetStore standard() {
    return new DatasetStore(DatasetFolders.standard(), Downloader.LONGEST_IDLE);
  }

  /**
   * Returns a store on given folders.
   *
   * @param provided the folder of files that the user provides; it need not exist
   * @param cache the folder for downloads; created when needed
   * @return the store
   */
  public static DatasetStore of(Path provided, Path cache) {
    return of(provided, cache, Downloader.LONGEST_IDLE);
  }

  /** A store whose downloads may send nothing for another time. */
  static DatasetStore of(Path provided, Path cache, Duration longestIdle) {
    return new DatasetStore(new DatasetFolders(Optional.of(provided), cache), longestIdle);
  }

  /**
   * Says whether a split can be opened without a download.
   *
   * @param dataset the dataset
   * @param split the split
   * @return whether all files exist; they are not checked
   */
  public boolean isLocal(PublishedDataset dataset, Split split) {
    return dataset.files(split).stream().allMatch(file -> find(dataset, file).isPresent());
  }

  /**
   * Opens a split, downloading what is missing.
   *
   * @param dataset the dataset
   * @param split the split
   * @return its images
   * @throws DatasetException if a file is neither there nor can be downloaded, or is damaged; the
   *     message says how to provide it
   * @throws IOException if reading fails
   */
  public Dataset open(PublishedDataset dataset, Split split) throws IOException {
    download(dataset, missing(dataset, split));
    return read(dataset, split, dataset.files(split), List.of(), "");
  }

  /**
   * Opens some of the files of a split, downloading what is missing: the CIFAR-10 images of the
   * batches 1 to 4, so that batch 5 can judge. Meant for datasets whose files each hold images and
   * labels.
   *
   * @param dataset the dataset
   * @param split the split
   * @param first the first file, counted from 1
   * @param last the last file, counted from 1
   * @return their images
   * @throws DatasetException as {@link #open} does
   * @throws IOException if reading fails
   * @throws IllegalArgumentException if the dataset keeps images and labels in separate files or
   *     has no such files
   */
  public Dataset openFiles(PublishedDataset dataset, Split split, int first, int last)
      throws IOException {
    requireFiles(dataset, split, first, last);
    List<PublishedFile> wanted = dataset.files(split).subList(first - 1, last);
    List<PublishedFile> missing = missing(dataset, split);
    missing.retainAll(wanted);
    download(dataset, missing);
    String numbers = first == last ? " batch " + first : " batches " + first + " to " + last;
    return read(dataset, split, wanted, List.of(), numbers);
  }

  /**
   * Opens the images that can judge a network which learned from some of the training files: the
   * other training files, and then the first {@value #EXACT_TEST} test images. Copies of CIFAR-10
   * are in use whose later test images went through JPEG; these images are exact in all of them.
   *
   * @param dataset a dataset whose files each hold images and labels
   * @param first the first training file that was learned from, counted from 1
   * @param last the last one
   * @return images that the network never saw; their name says which
   * @throws DatasetException as {@link #open} does
   * @throws IOException if reading fails
   * @throws IllegalArgumentException as {@link #openFiles} does
   */
  public Dataset openUnseen(PublishedDataset dataset, int first, int last) throws IOException {
    requireFiles(dataset, Split.TRAIN, first, last);
    int files = dataset.files(Split.TRAIN).size();
    Dataset test = open(dataset, Split.TEST);
    Dataset unseen = test.slice(0, Math.min(EXACT_TEST, test.size()));
    if (last < files) {
      unseen = openFiles(dataset, Split.TRAIN, last + 1, files).followedBy(unseen);
    }
    if (first > 1) {
      unseen = openFiles(dataset, Split.TRAIN, 1, first - 1).followedBy(unseen);
    }
    return unseen;
  }

  private static void requireFiles(PublishedDataset dataset, Split split, int first, int last) {
    requireWholeFiles(dataset);
    int files = dataset.files(split).size();
    if (first < 1 || last < first || last > files) {
      throw new IllegalArgumentException(
          "there are files 1 to %d of %s, but %d to %d were asked for"
              .formatted(files, dataset.title(), first, last));
    }
  }

  private void download(PublishedDataset dataset, List<PublishedFile> missing)
      throws DatasetException {
    if (missing.isEmpty()) {
      return;
    }
    try {
      new Downloader(longestIdle).download(dataset, missing, cacheOf(dataset));
    } catch (IOException e) {
      throw new DatasetException(notFound(dataset, missing, e), e);
    }
  }

  private static void requireWholeFiles(PublishedDataset dataset) {
    if (dataset.format() == PublishedDataset.Format.IDX) {
      throw new IllegalArgumentException(
          dataset.title() + " keeps images and labels apart, so there is no useful part of it");
    }
  }

  /**
   * Opens the files of a split that are there, without any download. Meant for datasets whose files
   * each hold images and labels, as CIFAR-10's do; the {@link Provenance} names what is missing.
   *
   * @param dataset the dataset
   * @param split the split
   * @return the images that are there
   * @throws DatasetException if none of the files is there or one is damaged
   * @throws IOException if reading fails
   * @throws IllegalArgumentException if the dataset keeps images and labels in separate files
   */
  public Dataset openPartial(PublishedDataset dataset, Split split) throws IOException {
    requireWholeFiles(dataset);
    List<PublishedFile> missing = missing(dataset, split);
    List<PublishedFile> present = new ArrayList<>(dataset.files(split));
    present.removeAll(missing);
    if (present.isEmpty()) {
      throw new DatasetException(notFound(dataset, missing, null));
    }
    return read(dataset, split, present, missing, "");
  }

  private Dataset read(
      PublishedDataset dataset,
      Split split,
      List<PublishedFile> published,
      List<PublishedFile> missing,
      String part)
      throws IOException {
    List<String> remarks = new ArrayList<>();
    for (PublishedFile file : missing) {
      remarks.add(file.name() + " is missing");
    }
    List<DataFile> files = new ArrayList<>();
    for (PublishedFile file : published) {
      files.add(read(dataset, file, remarks));
    }
    ImageSource images;
    if (dataset.format() == PublishedDataset.Format.IDX) {
      images = IdxFormat.read(dataset, files.get(0), files.get(1));
    } else {
      List<ImageSource> parts = new ArrayList<>();
      for (DataFile file : files) {
        parts.add(CifarFormat.read(dataset, file));
      }
      images = parts.size() == 1 ? parts.get(0) : new JoinedImages(parts);
    }
    return new Dataset(
        dataset.title() + " " + split.name().toLowerCase(Locale.ROOT) + part,
        dataset.inputShape(),
        dataset.classes(),
        new Provenance(
            remarks.isEmpty() ? Provenance.Source.PUBLISHED : Provenance.Source.MODIFIED, remarks),
        images,
        0,
        images.size());
  }

  private DataFile read(PublishedDataset dataset, PublishedFile file, List<String> remarks)
      throws IOException {
    Path path =
        find(dataset, file)
            .orElseThrow(() -> new DatasetException(notFound(dataset, List.of(file), null)));
    DataFile data = DataFile.read(path, file);
    if (!data.isPublished()) {
      if (path.startsWith(cacheOf(dataset))) {
        throw data.broken("is not the file that was downloaded (its SHA-256 differs)");
      }
      String remark = file.name() + " is not the published file (its SHA-256 differs)";
      LOGGER.warn("{}: {} is used although it is not the published file", dataset.title(), path);
      remarks.add(remark);
    }
    return data;
  }

  private List<PublishedFile> missing(PublishedDataset dataset, Split split) {
    return dataset.files(split).stream()
        .filter(file -> find(dataset, file).isEmpty())
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private Optional<Path> find(PublishedDataset dataset, PublishedFile file) {
    for (Path folder : searched(dataset)) {
      for (String name : List.of(file.name(), file.name() + ".gz")) {
        Path path = folder.resolve(name);
        if (Files.isRegularFile(path)) {
          return Optional.of(path);
        }
      }
    }
    return Optional.empty();
  }

  private List<Path> searched(PublishedDataset dataset) {
    List<Path> paths = new ArrayList<>();
    folders
        .provided()
        .ifPresent(
            folder -> {
              paths.add(folder.resolve(dataset.folder()));
              dataset
                  .unpackedFolder()
                  .ifPresent(
                      unpacked -> {
                        paths.add(folder.resolve(dataset.folder()).resolve(unpacked));
                        paths.add(folder.resolve(unpacked));
                      });
            });
    paths.add(cacheOf(dataset));
    return paths;
  }

  private Path cacheOf(PublishedDataset dataset) {
    return folders.cache().resolve(dataset.folder());
  }

  private String notFound(
      PublishedDataset dataset, List<PublishedFile> missing, @Nullable IOException failure) {
    return dataset.title()
        + " is not here: "
        + missing.stream().map(PublishedFile::name).collect(Collectors.joining(", "))
        + " (plain or .gz) not found in "
        + searched(dataset)
        + (failure == null
            ? ""
            : ", and the download from " + dataset.address() + " failed: " + Reasons.of(failure))
        + ". Put the published files in a folder DIR/"
        + dataset.folder()
        + " and name DIR by "
        + DatasetFolders.SETTING.usage();
  }
}
