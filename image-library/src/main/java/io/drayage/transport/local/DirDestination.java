package io.drayage.transport.local;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.registry.Body;
import io.drayage.signature.Signature;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.LayerForm;
import io.drayage.transport.SignatureStorage;
import io.drayage.transport.StreamingBlobs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes an image into a {@code dir:} folder, alone: the folder is locked until the destination is
 * closed. The image that is there stays whole and visible until the commit; only then are the files
 * deleted that belong to it alone. A folder that is not there yet is made, and locked, when the
 * first thing is put into it: whoever only looks leaves nothing behind.
 */
final class DirDestination implements ImageDestination, StreamingBlobs, SignatureStorage {
  private final DirLocation location;
  private final DirFiles files;
  private final BlobFolder blobs;
  private final DirSignatures signatures;

  /** Of manifests that are not visible yet, until the commit says which of them is on top. */
  private final Map<Digest, List<Signature>> pending = new ConcurrentHashMap<>();

  private final ReentrantLock claiming = new ReentrantLock();
  private volatile @Nullable PlaceLock lock;
  private Made made = Made.NOTHING;

  /** What was not there before, and shall not be left when nothing is written. */
  private enum Made {
    NOTHING,
    VERSION,
    FOLDER
  }

  private DirDestination(DirLocation location) {
    this.location = location;
    this.files = new DirFiles(location.folder());
    this.blobs = files.blobs();
    this.signatures = new DirSignatures(files);
  }

  /** Takes the folder, unless something else than an image is in it. */
  static DirDestination open(DirLocation location) throws IOException {
    Path folder = location.folder();
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new IOException("%s is a file; dir: needs a folder".formatted(folder));
    }
    DirDestination destination = new DirDestination(location);
    switch (made(destination.files)) {
      case NOTHING -> destination.claim();
      case VERSION -> {
        if (!isEmpty(folder)) {
          throw refusal(folder, "it is not empty and has no version file");
        }
      }
      case FOLDER -> {}
    }
    return destination;
  }

  /** Makes the folder this destination's own, once. */
  private void claim() throws IOException {
    if (lock != null) {
      return;
    }
    claiming.lock();
    try {
      if (lock == null) {
        made = made(files);
        lock = claim(location.folder(), files);
      }
    } finally {
      claiming.unlock();
    }
  }

  private static PlaceLock claim(Path folder, DirFiles files) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw WriteFailure.of(folder, e);
    }
    PlaceLock lock =
        PlaceLock.acquire(files.version(), Duration.ZERO)
            .orElseThrow(
                () -> new IOException("another copy is writing to %s now".formatted(folder)));
    boolean claimed = false;
    try {
      writeVersion(lock, folder);
      PartialFile.sweep(folder);
      claimed = true;
      return lock;
    } finally {
      if (!claimed) {
        lock.close();
      }
    }
  }

  private static Made made(DirFiles files) {
    if (!Files.exists(files.folder())) {
      return Made.FOLDER;
    }
    return Files.exists(files.version()) ? Made.NOTHING : Made.VERSION;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return !entries.iterator().hasNext();
    }
  }

  /** An empty version file is what is left when its writer was killed at once. */
  private static void writeVersion(PlaceLock lock, Path folder) throws IOException {
    String version = new String(lock.content(), StandardCharsets.UTF_8);
    if (version.isEmpty()) {
      lock.write(DirFiles.VERSION_TEXT.getBytes(StandardCharsets.UTF_8));
      return;
    }
    if (!version.equals(DirFiles.VERSION_TEXT)) {
      throw refusal(folder, "its version file says \"%s\"".formatted(version.strip()));
    }
  }

  private static IOException refusal(Path folder, String reason) {
    return new IOException(
        "%s is not a containers image directory, don't want to overwrite important data: %s"
            .formatted(folder, reason));
  }

  @Override
  public DirLocation location() {
    return location;
  }

  @Override
  public LayerForm layerForm() {
    return LayerForm.ANY;
  }

  @Override
  public boolean accepts(MediaType manifestType) {
    return true;
  }

  /** The digest of the image that is there; an image that is not complete counts as absent. */
  @Override
  public Optional<Digest> resolve() throws IOException {
    Optional<RawManifest> manifest = files.read();
    return manifest.isPresent() && files.images().below(manifest.get()).isComplete()
        ? Optional.of(manifest.get().digest())
        : Optional.empty();
  }

  @Override
  public boolean hasBlob(Descriptor blob) throws IOException {
    return blobs.has(blob);
  }

  @Override
  public void putBlob(Descriptor blob, Body body) throws IOException {
    claim();
    blobs.put(blob, body);
  }

  @Override
  public Descriptor putBlob(MediaType type, InputStream content) throws IOException {
    claim();
    return blobs.put(type, content);
  }

  @Override
  public boolean hasManifest(Digest digest) {
    return Files.isRegularFile(files.manifest(digest));
  }

  @Override
  public void putManifest(RawManifest manifest) throws IOException {
    claim();
    PartialFile.replace(files.manifest(manifest.digest()), manifest.bytes());
  }

  @Override
  public void commit(RawManifest manifest) throws IOException {
    claim();
    StoredBlobs.require(manifest, files.images(), location);
    Set<String> needed = new HashSet<>();
    for (Digest child : files.images().below(manifest).manifests()) {
      if (!child.equals(manifest.digest())) {
        needed.addAll(signatures.writeChild(child, signaturesOf(child)));
      }
    }
    List<Signature> own = signaturesOf(manifest.digest());
    PartialFile.syncFolder(location.folder());
    PartialFile.replace(files.manifest(), manifest.bytes());
    needed.addAll(signatures.writeTop(own));
    pending.clear();
    PartialFile.syncFolder(location.folder());
    deleteWhatIsNotOf(manifest, needed);
  }

  /** What is there, wherever the manifest was in the image until now, and what was put. */
  private List<Signature> signaturesOf(Digest manifest) throws IOException {
    return union(manifest, pending.getOrDefault(manifest, List.of()));
  }

  private List<Signature> union(Digest manifest, List<Signature> added) throws IOException {
    Set<Signature> all = new LinkedHashSet<>(signatures.read(manifest));
    all.addAll(added);
    return List.copyOf(all);
  }

  @Override
  public Optional<String> refusal(Form form) {
    return Optional.empty();
  }

  @Override
  public List<Signature> signatures(Digest manifest) throws IOException {
    return signatures.read(manifest);
  }

  @Override
  public void putSignatures(Digest manifest, List<Signature> added) throws IOException {
    claim();
    Optional<RawManifest> top = files.read();
    if (top.filter(there -> there.digest().equals(manifest)).isPresent()) {
      signatures.writeTop(union(manifest, added));
    } else if (top.isPresent() && files.images().below(top.get()).manifests().contains(manifest)) {
      signatures.writeChild(manifest, union(manifest, added));
    } else {
      pending.put(manifest, List.copyOf(added));
    }
  }

  private void deleteWhatIsNotOf(RawManifest manifest, Set<String> signatureFiles)
      throws IOException {
    StoredImages.Content content = files.images().below(manifest);
    Set<String> needed = new HashSet<>(signatureFiles);
    content.blobs().forEach(blob -> needed.add(blob.hex()));
    content
        .manifests()
        .forEach(child -> needed.add(files.manifest(child).getFileName().toString()));
    needed.remove(files.manifest(manifest.digest()).getFileName().toString());
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(location.folder())) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (DirFiles.belongsToImage(name) && !needed.contains(name)) {
          Files.delete(entry);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    PlaceLock held = lock;
    if (held == null) {
      return;
    }
    try {
      if (made != Made.NOTHING && isOnlyVersion()) {
        Files.deleteIfExists(files.version());
        if (made == Made.FOLDER) {
          Files.deleteIfExists(location.folder());
        }
      }
    } finally {
      held.close();
    }
  }

  /** Nothing was written, so nothing shall be left. */
  private boolean isOnlyVersion() throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(location.folder())) {
      for (Path entry : entries) {
        if (!entry.equals(files.version())) {
          return false;
        }
      }
    }
    return true;
  }
}
