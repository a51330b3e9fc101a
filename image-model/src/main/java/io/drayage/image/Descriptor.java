package io.drayage.image;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What points to content: OCI image specification, descriptor.md. The size is in bytes. Field order
 * of annotations is kept.
 */
public record Descriptor(
    MediaType mediaType,
    Digest digest,
    long size,
    List<String> urls,
    Map<String, String> annotations,
    @Nullable Platform platform,
    @Nullable MediaType artifactType) {

  /** The config of an artifact that has none: the two bytes <code>{}</code>. */
  public static final Descriptor EMPTY =
      new Descriptor(MediaType.OCI_EMPTY, Digest.of("{}".getBytes(StandardCharsets.UTF_8)), 2);

  public Descriptor {
    Objects.requireNonNull(mediaType);
    Objects.requireNonNull(digest);
    if (size < 0) {
      throw new InvalidFormatException("the size of %s is negative: %d".formatted(digest, size));
    }
    urls = List.copyOf(urls);
    annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
  }

  public Descriptor(MediaType mediaType, Digest digest, long size) {
    this(mediaType, digest, size, List.of(), Map.of(), null, null);
  }

  public Descriptor withMediaType(MediaType other) {
    return new Descriptor(other, digest, size, urls, annotations, platform, artifactType);
  }

  /**
   * The same kind of layer with other bytes, because it was compressed anew. Where to fetch it and
   * its annotations spoke of the old bytes and are gone.
   *
   * @throws InvalidFormatException when this is no layer or its format has no such compression
   */
  public Descriptor recompressed(LayerCompression compression, Digest otherDigest, long otherSize) {
    MediaType type =
        compression
            .applyTo(mediaType)
            .orElseThrow(
                () ->
                    new InvalidFormatException(
                        "a layer of type %s cannot have the compression %s"
                            .formatted(mediaType, compression)));
    return new Descriptor(type, otherDigest, otherSize);
  }

  /** The same with other bytes; all else that is said of it stays. */
  public Descriptor withContent(Digest otherDigest, long otherSize) {
    return new Descriptor(
        mediaType, otherDigest, otherSize, urls, annotations, platform, artifactType);
  }

  public Descriptor withPlatform(@Nullable Platform other) {
    return new Descriptor(mediaType, digest, size, urls, annotations, other, artifactType);
  }

  public Descriptor withAnnotations(Map<String, String> other) {
    return new Descriptor(mediaType, digest, size, urls, other, platform, artifactType);
  }
}
