package io.drayage.transport.local;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.registry.Body;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.LayerForm;
import io.drayage.transport.Referrer;
import io.drayage.transport.ReferrerStorage;
import io.drayage.transport.StreamingBlobs;
import io.drayage.transport.TransportContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Writes a tar file of an OCI layout that holds one image. Its content is spooled first. */
final class OciArchiveDestination implements ImageDestination, StreamingBlobs, ReferrerStorage {
  private static final int FOLDER_MODE = 0755;
  private static final int FILE_MODE = 0644;

  private final OciArchiveLocation location;
  private final SpoolFolder spool;
  private final OciDestination layout;

  private OciArchiveDestination(
      OciArchiveLocation location, SpoolFolder spool, OciDestination layout) {
    this.location = location;
    this.spool = spool;
    this.layout = layout;
  }

  static OciArchiveDestination open(OciArchiveLocation location, TransportContext context)
      throws IOException {
    ArchiveFile.check(location.file());
    SpoolFolder spool = SpoolFolder.in(context.temporaryFolder());
    boolean opened = false;
    try {
      Path folder = spool.path().resolve("layout");
      var layout =
          new OciDestination(
              new OciLocation(folder, location.choice()), Optional.empty(), Persistence.SCRATCH);
      opened = true;
      return new OciArchiveDestination(location, spool, layout);
    } finally {
      if (!opened) {
        spool.close();
      }
    }
  }

  @Override
  public OciArchiveLocation location() {
    return location;
  }

  @Override
  public LayerForm layerForm() {
    return layout.layerForm();
  }

  @Override
  public boolean accepts(MediaType manifestType) {
    return layout.accepts(manifestType);
  }

  /** Always empty: a new archive is written, whatever is there. */
  @Override
  public Optional<Digest> resolve() {
    return Optional.empty();
  }

  @Override
  public boolean hasBlob(Descriptor blob) throws IOException {
    return layout.hasBlob(blob);
  }

  @Override
  public void putBlob(Descriptor blob, Body body) throws IOException {
    layout.putBlob(blob, body);
  }

  @Override
  public Descriptor putBlob(MediaType type, InputStream content) throws IOException {
    return layout.putBlob(type, content);
  }

  @Override
  public boolean hasManifest(Digest digest) {
    return layout.hasManifest(digest);
  }

  @Override
  public void putManifest(RawManifest manifest) throws IOException {
    layout.putManifest(manifest);
  }

  @Override
  public void commit(RawManifest manifest) throws IOException {
    layout.commit(manifest);
    Path root = layout.location().folder();
    ArchiveFile.write(location.file(), tar -> writeTree(root, root.resolve("blobs"), tar));
  }

  @Override
  public <T> Optional<T> as(Class<T> ability) {
    return ability == ReferrerStorage.class && layout.as(ability).isEmpty()
        ? Optional.empty()
        : ImageDestination.super.as(ability);
  }

  @Override
  public ImageDestination placeFor(Referrer referrer) throws IOException {
    return layout.placeFor(referrer);
  }

  @Override
  public Set<Digest> listed(Digest subject) throws IOException {
    return layout.listed(subject);
  }

  private static void writeTree(Path root, Path blobs, TarWriter tar) throws IOException {
    for (Path path : sorted(blobs)) {
      String name = root.relativize(path).toString();
      if (Files.isDirectory(path)) {
        tar.folder(name + "/", FOLDER_MODE);
      } else {
        tar.file(name, FILE_MODE, path);
      }
    }
    for (String name : List.of(LayoutIndex.FILE, LayoutFolder.MARKER)) {
      tar.file(name, FILE_MODE, root.resolve(name));
    }
  }

  private static List<Path> sorted(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.sorted().toList();
    }
  }

  @Override
  public void close() throws IOException {
    try (spool) {
      layout.close();
    }
  }
}
