package io.drayage.transport.local;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageConfig;
import io.drayage.image.ImageManifest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.image.TagReference;
import io.drayage.registry.Body;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.LayerForm;
import io.drayage.transport.StreamingBlobs;
import io.drayage.transport.TransportContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** Writes an archive as {@code docker save} does, of one image. Its content is spooled first. */
final class DockerArchiveDestination implements ImageDestination, StreamingBlobs {
  /** Writes the entries that it is given, somewhere. */
  interface Receiver {
    void receive(ArchiveFile.Content entries) throws IOException;
  }

  private final ImageLocation location;
  private final List<TagReference> names;
  private final Receiver receiver;
  private final SpoolFolder spool;
  private final BlobFolder blobs;

  /**
   * @param names of the image that is written
   * @param receiver gets the whole archive when the image is complete
   */
  DockerArchiveDestination(
      ImageLocation location, List<TagReference> names, Receiver receiver, SpoolFolder spool) {
    this.location = location;
    this.names = List.copyOf(names);
    this.receiver = receiver;
    this.spool = spool;
    this.blobs = BlobFolder.flat(spool.path(), Persistence.SCRATCH);
  }

  static DockerArchiveDestination open(DockerArchiveLocation location, TransportContext context)
      throws IOException {
    if (location.choice() instanceof ImageChoice.At(int position)) {
      throw new IOException(
          "destination reference must not contain a manifest index @%d: %s"
              .formatted(position, location));
    }
    ArchiveFile.check(location.file());
    if (Files.isRegularFile(location.file()) && Files.size(location.file()) > 0) {
      throw new IOException(
          "docker-archive doesn't support modifying existing images: delete %s first, or choose another name"
              .formatted(location.file()));
    }
    return new DockerArchiveDestination(
        location,
        location.names(),
        entries -> ArchiveFile.write(location.file(), entries),
        SpoolFolder.in(context.temporaryFolder()));
  }

  @Override
  public ImageLocation location() {
    return location;
  }

  @Override
  public LayerForm layerForm() {
    return LayerForm.UNCOMPRESSED;
  }

  @Override
  public boolean accepts(MediaType manifestType) {
    return manifestType.equals(MediaType.DOCKER_MANIFEST);
  }

  /** Always empty: an archive that is there is never written to. */
  @Override
  public Optional<Digest> resolve() {
    return Optional.empty();
  }

  @Override
  public boolean hasBlob(Descriptor blob) throws IOException {
    return blobs.has(blob);
  }

  @Override
  public void putBlob(Descriptor blob, Body body) throws IOException {
    blobs.put(blob, body);
  }

  @Override
  public Descriptor putBlob(MediaType type, InputStream content) throws IOException {
    return blobs.put(type, content);
  }

  @Override
  public boolean hasManifest(Digest digest) {
    return false;
  }

  @Override
  public void putManifest(RawManifest manifest) throws IOException {
    throw new IOException(
        "%s takes one image per copy, not an index and its images".formatted(location));
  }

  @Override
  public void commit(RawManifest manifest) throws IOException {
    if (!accepts(manifest.mediaType())) {
      throw new IOException(
          "%s takes %s only, not %s"
              .formatted(location, MediaType.DOCKER_MANIFEST, manifest.mediaType()));
    }
    ImageManifest image = parse(manifest);
    for (Descriptor blob : image.blobs()) {
      if (!blobs.has(blob)) {
        throw new IOException("%s: blob %s was not put".formatted(location, blob.digest()));
      }
    }
    byte[] config = SmallFile.read(blobs.path(image.config().digest()));
    List<Digest> layers = image.layers().stream().map(Descriptor::digest).toList();
    requireUncompressed(config, layers);
    var content = new SavedArchive(config, image.config().digest(), layers, names);
    receiver.receive(tar -> content.writeTo(tar, blobs));
  }

  private ImageManifest parse(RawManifest manifest) throws IOException {
    try {
      return (ImageManifest) manifest.parse();
    } catch (InvalidFormatException e) {
      throw new IOException("%s: %s".formatted(location, e.getMessage()), e);
    }
  }

  /** Readers find layers by diff id: what is stored under another digest nobody could load. */
  private void requireUncompressed(byte[] config, List<Digest> layers) throws IOException {
    List<Digest> diffIds;
    try {
      diffIds = ImageConfig.parse(config).diffIds();
    } catch (InvalidFormatException e) {
      throw new IOException("%s: %s".formatted(location, e.getMessage()), e);
    }
    if (!diffIds.equals(layers)) {
      throw new IOException(
          "%s needs uncompressed layers, those that the config lists as diff_ids"
              .formatted(location));
    }
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }
}
