package io.drayage.transport.local;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.registry.Body;
import io.drayage.transport.AttachedManifest;
import io.drayage.transport.Deletion;
import io.drayage.transport.DigestTag;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.LayerForm;
import io.drayage.transport.Referrer;
import io.drayage.transport.ReferrerStorage;
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
import java.util.stream.Collectors;

/** Writes into an OCI layout in a folder. Nothing is made before the first blob is put. */
final class OciDestination
    implements ImageDestination,
        Deletion,
        StreamingBlobs,
        SharedBlobs,
        ReferrerStorage,
        AttachedManifest {
  private final OciLocation location;
  private final LayoutFolder layout;
  private final Optional<Path> sharedBlobs;
  private final Persistence persistence;

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
    this.sharedBlobs = sharedBlobs;
    this.persistence = persistence;
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

  /** An image without a name must stay the only entry, or nobody finds it: no referrers there. */
  @Override
  public <T> Optional<T> as(Class<T> ability) {
    Optional<String> name = location.choice().givenName();
    boolean missing =
        (ability == ReferrerStorage.class && name.isEmpty())
            || (ability == AttachedManifest.class && name.flatMap(DigestTag::parse).isEmpty());
    return missing ? Optional.empty() : ImageDestination.super.as(ability);
  }

  @Override
  public RawManifest attached() throws IOException {
    return new LayoutSource(location, location.choice(), layout.content()).manifest();
  }

  @Override
  public ImageDestination placeFor(Referrer referrer) throws IOException {
    if (referrer.tag().isEmpty()) {
      return new LayoutReferrerPlace(this, layout, referrer);
    }
    var name = new ImageChoice.Named(referrer.tag().get().tag().value());
    return new OciDestination(new OciLocation(location.folder(), name), sharedBlobs, persistence);
  }

  /** Whatever has an entry is found by its subject. */
  @Override
  public Set<Digest> listed(Digest subject) throws IOException {
    return layout.index().entries().stream().map(Descriptor::digest).collect(Collectors.toSet());
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
          if (sharedBlobs.isEmpty()) {
            layout.blobs().delete(garbage);
          }
        });
  }

  @Override
  public void close() {}
}
