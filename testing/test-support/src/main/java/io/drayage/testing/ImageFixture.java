package io.drayage.testing;

import io.drayage.image.Digest;
import io.drayage.image.Platform;
import io.drayage.image.RawManifest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image, index or artifact with all of its content, to be put where a test wants it: into a
 * {@link MemoryRegistry}, by {@link RegistryUpload} onto any registry, by {@link OciLayoutFixture}
 * into a folder.
 *
 * @param manifest the bytes that a tag points to
 * @param platform what it runs on, for the index that lists it
 * @param ownBlobs config and layers by digest, in the order of the manifest; none for an index
 * @param children what an index lists
 */
public record ImageFixture(
    RawManifest manifest,
    Optional<Platform> platform,
    Map<Digest, Content> ownBlobs,
    List<ImageFixture> children) {

  public ImageFixture {
    ownBlobs = Collections.unmodifiableMap(new LinkedHashMap<>(ownBlobs));
    children = List.copyOf(children);
  }

  public Digest digest() {
    return manifest.digest();
  }

  /** The blobs of this and of its children, each once. */
  public Map<Digest, Content> blobs() {
    Map<Digest, Content> all = new LinkedHashMap<>(ownBlobs);
    children.forEach(child -> all.putAll(child.blobs()));
    return all;
  }

  /** One of the {@link #blobs}. */
  public Content blob(Digest digest) {
    Content content = blobs().get(digest);
    if (content == null) {
      throw new IllegalArgumentException("%s has no blob %s".formatted(digest(), digest));
    }
    return content;
  }

  /** The sum of the blobs, each counted once, in bytes. */
  public long blobBytes() {
    return blobs().values().stream().mapToLong(Content::length).sum();
  }

  /** Puts it into a registry under these tags, without requests. */
  public ImageFixture storeIn(MemoryRegistry registry, String repository, String... tags) {
    children.forEach(child -> child.storeIn(registry, repository));
    ownBlobs.forEach((_, content) -> registry.putBlob(repository, content));
    registry.putManifest(repository, manifest, tags);
    return this;
  }
}
