package io.drayage.transport.local;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.RawManifest;
import io.drayage.transport.BlobContent;
import io.drayage.transport.ContentMismatchException;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.ImageSource;
import io.drayage.transport.RangeReads;
import io.drayage.transport.Referrer;
import io.drayage.transport.ReferrerListing;
import io.drayage.transport.TagListing;
import io.drayage.transport.VerifiedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** An image in an OCI layout, whether that is a folder or an archive. */
final class LayoutSource implements ImageSource, RangeReads, TagListing, ReferrerListing {
  private final ImageLocation location;
  private final LayoutContent content;
  private final Once<LayoutIndex> index;
  private final Once<Descriptor> top;
  private final Once<RawManifest> manifest;
  private final Once<LayoutReferrers> referrers;

  LayoutSource(ImageLocation location, ImageChoice choice, LayoutContent content) {
    this.location = location;
    this.content = content;
    this.index = new Once<>(() -> LayoutIndex.parse(content.index(), location));
    this.top =
        new Once<>(
            () -> {
              LayoutIndex known = index.get();
              return known.entries().get(known.position(choice, location));
            });
    this.manifest = new Once<>(() -> manifest(top.get()));
    this.referrers = new Once<>(() -> LayoutReferrers.of(index.get(), this::manifest));
  }

  @Override
  public ImageLocation location() {
    return location;
  }

  @Override
  public Optional<Digest> resolve() throws IOException {
    return Optional.of(top.get().digest());
  }

  @Override
  public RawManifest manifest() throws IOException {
    return manifest.get();
  }

  @Override
  public RawManifest manifest(Descriptor child) throws IOException {
    String where = content.describe(child.digest());
    byte[] bytes;
    try (InputStream in = content.blob(child.digest(), 0)) {
      bytes = SmallFile.read(in, where);
    }
    try {
      return RawManifest.verified(bytes, child.mediaType(), child.digest());
    } catch (InvalidFormatException e) {
      var mismatch = new ContentMismatchException("%s: %s".formatted(where, e.getMessage()));
      mismatch.initCause(e);
      throw mismatch;
    }
  }

  @Override
  public BlobContent blob(Descriptor blob) throws IOException {
    var size = VerifiedInputStream.knownSize(blob);
    InputStream in = content.blob(blob.digest(), 0);
    return new BlobContent(
        new VerifiedInputStream(in, blob.digest(), size, content.describe(blob.digest())), size);
  }

  @Override
  public InputStream blobFrom(Descriptor blob, long offset) throws IOException {
    return content.blob(blob.digest(), offset);
  }

  /** The names in the layout. */
  @Override
  public List<String> tags() throws IOException {
    return index.get().names();
  }

  @Override
  public List<Referrer> referrers(Digest subject) throws IOException {
    return referrers.get().of(subject);
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
