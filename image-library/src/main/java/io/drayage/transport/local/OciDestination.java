package io.drayage.transport.local;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.registry.Body;
import io.drayage.transport.Deletion;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.LayerForm;
import io.drayage.transport.SharedBlobs;
import io.drayage.transport.StreamingBlobs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes into an OCI layout in a folder. Nothing is made before the first blob is put. */
final class OciDestination implements ImageDestination, Deletion, StreamingBlobs, SharedBlobs {
  private final OciLocation location;
  private final LayoutFolder layout;
  private final boolean sharesBlobs;

  OciDestination(OciLocation location, Optional<Path> sharedBlobs, Persistence persistence)
      throws IOException {
    if (location.choice() instanceof ImageChoice.At(int position)) {
      throw new IOException(
          "destination reference must not contain a manifest index @%d: %s"
              .formatted(position, location));
    }
    if (Files.exists(location.folder()) && !Files.isDirectory(location.folder())) {
      throw new IOException(
          "%s is a file; oci: needs a folder (oci-archive: writes a file)"
              .formatted(location.folder()));
    }
    this.location = location;
    this.layout = new LayoutFolder(location.folder(), sharedBlobs, persistence);
    this.sharesBlobs = sharedBlobs.isPresent();
    PartialFile.sweep(location.folder());
    PartialFile.sweep(PartialFile.parentOf(layout.blobs().path(Digest.of(new byte[0]))));
  }

  @Override
  public OciLocation location() {
    return location;
  }

  @Override
  public LayerForm layerForm() {
    return LayerForm.COMPRESSED;
  }

  @Override
  public boolean accepts(MediaType manifestType) {
    return manifestType.equals(MediaType.OCI_MANIFEST) || manifestType.equals(MediaType.OCI_INDEX);
  }

  /**
   * The digest that the name has now; for no name, that of the one entry without one. An image
   * whose content is not all there counts as absent: the copy that follows puts what is missing.
   */
  @Override
  public Optional<Digest> resolve() throws IOException {
    List<Descriptor> entries = layout.index().called(location.choice().givenName());
    return entries.size() == 1 && layout.images().below(entries.getFirst()).isComplete()
        ? Optional.of(entries.getFirst().digest())
        : Optional.empty();
  }

  @Override
  public Path store() {
    return PartialFile.parentOf(layout.blobs().path(Digest.of(new byte[0])))
        .toAbsolutePath()
        .normalize();
  }

  @Override
  public boolean hasBlob(Descriptor blob) throws IOException {
    return layout.blobs().has(blob);
  }

  @Override
  public void putBlob(Descriptor blob, Body body) throws IOException {
    layout.blobs().put(blob, body);
  }

  @Override
  public Descriptor putBlob(MediaType type, InputStream content) throws IOException {
    return layout.blobs().put(type, content);
  }

  @Override
  public boolean hasManifest(Digest digest) {
    return layout.blobs().has(digest);
  }

  @Override
  public void putManifest(RawManifest manifest) throws IOException {
    layout.blobs().put(manifest.digest(), manifest.bytes());
  }

  @Override
  public void commit(RawManifest manifest) throws IOException {
    putManifest(manifest);
    layout.blobs().sync();
    layout.change(
        index -> {
          // Under the lock: a deletion of another image may have taken what this one shares.
          StoredBlobs.require(manifest, layout.images(), location);
          return index.with(manifest.descriptor(), location.choice().givenName());
        },
        () -> {});
  }

  /**
   * Takes the entry out, then deletes the blobs that no other entry needs. Shared blobs stay: other
   * layouts may need them, and there is no list of those.
   */
  @Override
  public void delete() throws IOException {
    layout.content().index();
    Set<Digest> garbage = new HashSet<>();
    layout.change(
        index -> {
          int position = index.position(location.choice(), location);
          LayoutIndex rest = index.without(position);
          garbage.addAll(layout.images().below(index.entries().get(position)).all());
          for (Descriptor entry : rest.entries()) {
            garbage.removeAll(layout.images().below(entry).all());
          }
          return rest;
        },
        () -> {
          if (!sharesBlobs) {
            layout.blobs().delete(garbage);
          }
        });
  }

  @Override
  public void close() {}
}
