package io.drayage.copy;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageManifest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.transport.AttachmentConfig;
import io.drayage.transport.BlobContent;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.ImageSource;
import io.drayage.transport.RangeReads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What cosign's tag names at the source, on its way to where the tag may name something already.
 * Signatures are the layers of such a manifest; none may be lost: what the destination has and the
 * source has not is added to the end.
 */
final class AttachmentSource implements ImageSource {
  private final ImageSource source;
  private @Nullable Descriptor mergedConfig;
  private byte[] mergedConfigBytes = {};

  AttachmentSource(ImageSource source) {
    this.source = source;
  }

  @Override
  public ImageLocation location() {
    return source.location();
  }

  @Override
  public Optional<Digest> resolve() throws IOException {
    return source.resolve();
  }

  @Override
  public RawManifest manifest() throws IOException {
    return source.manifest();
  }

  /**
   * What the destination shall have: what is there if that has all of the source's layers, the
   * source's manifest if that has all of the others', or one with the layers of both.
   */
  RawManifest mergedWith(RawManifest there) throws IOException {
    RawManifest here = source.manifest();
    try {
      if (!(here.parse() instanceof ImageManifest ours)
          || !(there.parse() instanceof ImageManifest theirs)
          || !here.mediaType().equals(MediaType.OCI_MANIFEST)
          || !there.mediaType().equals(MediaType.OCI_MANIFEST)) {
        return here;
      }
      List<Descriptor> missing = new ArrayList<>(theirs.layers());
      missing.removeIf(ours.layers()::contains);
      if (missing.isEmpty()) {
        return here;
      }
      return theirs.layers().containsAll(ours.layers()) ? there : merged(ours, missing).raw();
    } catch (InvalidFormatException e) {
      throw new IOException(
          "merging what is attached at both sides: %s".formatted(e.getMessage()), e);
    }
  }

  private ImageManifest merged(ImageManifest ours, List<Descriptor> more) throws IOException {
    byte[] config = AttachmentConfig.grown(configOf(ours), more, "the config");
    Descriptor descriptor =
        new Descriptor(ours.config().mediaType(), Digest.of(config), config.length);
    mergedConfig = descriptor;
    mergedConfigBytes = config;
    List<Descriptor> layers = new ArrayList<>(ours.layers());
    layers.addAll(more);
    return ours.with(descriptor, layers);
  }

  private byte[] configOf(ImageManifest manifest) throws IOException {
    try (BlobContent content = source.blob(manifest.config())) {
      byte[] bytes = content.stream().readNBytes(RawManifest.MAXIMUM_SIZE + 1);
      if (bytes.length > RawManifest.MAXIMUM_SIZE) {
        throw new IOException(
            "the config has more than %d bytes".formatted(RawManifest.MAXIMUM_SIZE));
      }
      return bytes;
    }
  }

  @Override
  public RawManifest manifest(Descriptor child) throws IOException {
    return source.manifest(child);
  }

  @Override
  public BlobContent blob(Descriptor blob) throws IOException {
    Descriptor config = mergedConfig;
    return config != null && config.digest().equals(blob.digest())
        ? new BlobContent(
            new ByteArrayInputStream(mergedConfigBytes), OptionalLong.of(mergedConfigBytes.length))
        : source.blob(blob);
  }

  /** Without parts of blobs: one of them is made here. */
  @Override
  public <T> Optional<T> as(Class<T> ability) {
    return ability == RangeReads.class ? Optional.empty() : source.as(ability);
  }

  /** The source is closed by whoever opened it. */
  @Override
  public void close() {}
}
