package io.drayage.cli.proxy;

import io.drayage.cli.go.GoJson;
import io.drayage.cli.go.GoValue;
import io.drayage.cli.go.GoValue.Struct;
import io.drayage.cli.inspect.ConfigView;
import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageIndex;
import io.drayage.image.ImageManifest;
import io.drayage.image.Manifest;
import io.drayage.image.ManifestConversion;
import io.drayage.image.MediaType;
import io.drayage.image.PlatformChoice;
import io.drayage.image.RawManifest;
import io.drayage.transport.BlobContent;
import io.drayage.transport.ImageSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An image that the other side has opened. Of an index it is the image for the platform. */
final class ProxiedImage implements AutoCloseable {
  private final ImageSource source;
  private final RawManifest top;
  private final PlatformChoice platform;
  private @Nullable ImageManifest chosen;

  ProxiedImage(ImageSource source, RawManifest top, PlatformChoice platform) {
    this.source = source;
    this.top = top;
    this.platform = platform;
  }

  /** The digest by which the image is pulled. */
  Digest digest() throws IOException {
    return manifest().raw().digest();
  }

  /** The manifest in OCI's format. */
  byte[] ociManifest() throws IOException {
    ImageManifest manifest = manifest();
    return manifest.raw().mediaType().equals(MediaType.OCI_MANIFEST)
        ? manifest.raw().bytes()
        : ManifestConversion.convert(manifest, config(), MediaType.OCI_MANIFEST)
            .manifest()
            .raw()
            .bytes();
  }

  /** The configuration in OCI's format. */
  byte[] fullConfig() throws IOException {
    return json(ConfigView.of(config()));
  }

  /** Only how the image runs: the member {@code config} of the configuration. */
  byte[] runtimeConfig() throws IOException {
    Struct whole = (Struct) ConfigView.of(config());
    return json(
        whole.fields().stream()
            .filter(field -> field.name().equals("Config"))
            .findFirst()
            .orElseThrow()
            .value());
  }

  List<Descriptor> layers() throws IOException {
    return manifest().layers();
  }

  BlobContent blob(Descriptor blob) throws IOException {
    return source.blob(blob);
  }

  /** A blob that the other side knows the digest of only; the manifest knows the rest. */
  BlobContent blob(Digest digest) throws IOException {
    for (Descriptor blob : manifest().blobs()) {
      if (blob.digest().equals(digest)) {
        return source.blob(blob);
      }
    }
    throw new IOException("the image has no blob " + digest);
  }

  private ImageManifest manifest() throws IOException {
    ImageManifest known = chosen;
    if (known != null) {
      return known;
    }
    Manifest manifest = top.parse();
    if (manifest instanceof ImageIndex index) {
      manifest = source.manifest(platform.choose(index)).parse();
    }
    if (!(manifest instanceof ImageManifest image)) {
      throw new IOException(
          "unsupported manifest MIME type: " + manifest.raw().mediaType().value());
    }
    chosen = image;
    return image;
  }

  private byte[] config() throws IOException {
    Descriptor config = manifest().config();
    try (BlobContent blob = source.blob(config)) {
      byte[] bytes = blob.stream().readNBytes(RawManifest.MAXIMUM_SIZE + 1);
      if (bytes.length > RawManifest.MAXIMUM_SIZE) {
        throw new IOException(
            "the image config has more than %d bytes".formatted(RawManifest.MAXIMUM_SIZE));
      }
      return bytes;
    }
  }

  private static byte[] json(GoValue value) {
    return GoJson.compact(value).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
