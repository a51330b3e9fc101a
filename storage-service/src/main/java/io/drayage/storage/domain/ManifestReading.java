package io.drayage.storage.domain;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageIndex;
import io.drayage.image.ImageManifest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Manifest;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.image.Schema1Manifest;
import io.drayage.image.Tag;
import io.drayage.image.UnknownManifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds out what a manifest needs and refers to. */
final class ManifestReading {
  /** Its annotations have to fit into a list of referrers, which is as large as a manifest. */
  private static final int LARGEST_REFERRER = RawManifest.MAXIMUM_SIZE - 4096;

  private static final Pattern TYPE = Pattern.compile("[\\x21-\\x7e]+");

  private final IndexRule rule;

  ManifestReading(IndexRule rule) {
    this.rule = rule;
  }

  PushedManifest read(RawManifest raw, List<Tag> tags) {
    try {
      PushedManifest manifest = read(raw.parse(), tags);
      check(manifest.reference(), raw.size());
      return manifest;
    } catch (InvalidFormatException e) {
      throw new RefusedException(RefusalCode.MANIFEST_INVALID, String.valueOf(e.getMessage()));
    }
  }

  private static void check(PushedManifest.Reference reference, int size) {
    if (reference.subject().isPresent() && size > LARGEST_REFERRER) {
      throw new RefusedException(
          RefusalCode.TOO_LARGE,
          "a manifest with a subject may have at most %d bytes".formatted(LARGEST_REFERRER));
    }
    reference
        .artifactType()
        .filter(type -> !TYPE.matcher(type.value()).matches())
        .ifPresent(
            _ -> {
              throw new InvalidFormatException("the artifact type is no media type (RFC 6838)");
            });
  }

  private PushedManifest read(Manifest manifest, List<Tag> tags) {
    return switch (manifest) {
      case ImageManifest image -> image(image, tags);
      case ImageIndex index -> index(index, tags);
      case Schema1Manifest old -> {
        Map<Digest, Optional<Long>> blobs = new HashMap<>();
        old.layers().forEach(layer -> blobs.put(layer, Optional.empty()));
        yield new PushedManifest(
            old.raw(), tags, blobs, List.of(), List.of(), PushedManifest.Reference.NONE);
      }
      case UnknownManifest unknown ->
          throw new RefusedException(
              RefusalCode.MANIFEST_INVALID,
              "%s is no type of a manifest that this registry knows"
                  .formatted(unknown.raw().mediaType()));
    };
  }

  private static PushedManifest image(ImageManifest image, List<Tag> tags) {
    Map<Digest, Optional<Long>> blobs = new HashMap<>();
    List<Digest> optional = new ArrayList<>();
    for (Descriptor blob : image.blobs()) {
      if (blob.mediaType().isForeignLayer() || !blob.urls().isEmpty()) {
        optional.add(blob.digest());
      } else {
        Optional<Long> size = Optional.of(blob.size());
        if (!blobs.merge(blob.digest(), size, (before, _) -> before).equals(size)) {
          throw new InvalidFormatException(
              "the manifest gives %s two sizes".formatted(blob.digest()));
        }
      }
    }
    MediaType type =
        image.artifactType() == null ? image.config().mediaType() : image.artifactType();
    return new PushedManifest(
        image.raw(),
        tags,
        blobs,
        optional,
        List.of(),
        new PushedManifest.Reference(
            Optional.ofNullable(image.subject()), Optional.of(type), image.annotations()));
  }

  private PushedManifest index(ImageIndex index, List<Tag> tags) {
    List<Digest> children =
        switch (rule) {
          case COMPLETE -> index.manifests().stream().map(Descriptor::digest).distinct().toList();
          case SPARSE -> List.of();
        };
    return new PushedManifest(
        index.raw(),
        tags,
        Map.of(),
        List.of(),
        children,
        new PushedManifest.Reference(
            Optional.ofNullable(index.subject()),
            Optional.ofNullable(index.artifactType()),
            index.annotations()));
  }
}
