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

/** Finds out what a manifest needs and refers to. */
final class ManifestReading {
  private final IndexRule rule;

  ManifestReading(IndexRule rule) {
    this.rule = rule;
  }

  PushedManifest read(RawManifest raw, Optional<Tag> tag) {
    try {
      return read(raw.parse(), tag);
    } catch (InvalidFormatException e) {
      throw new RefusedException(RefusalCode.MANIFEST_INVALID, String.valueOf(e.getMessage()));
    }
  }

  private PushedManifest read(Manifest manifest, Optional<Tag> tag) {
    return switch (manifest) {
      case ImageManifest image -> image(image, tag);
      case ImageIndex index -> index(index, tag);
      case Schema1Manifest old -> {
        Map<Digest, Optional<Long>> blobs = new HashMap<>();
        old.layers().forEach(layer -> blobs.put(layer, Optional.empty()));
        yield new PushedManifest(
            old.raw(), tag, blobs, List.of(), List.of(), PushedManifest.Reference.NONE);
      }
      case UnknownManifest unknown ->
          throw new RefusedException(
              RefusalCode.MANIFEST_INVALID,
              "%s is no type of a manifest that this registry knows"
                  .formatted(unknown.raw().mediaType()));
    };
  }

  private static PushedManifest image(ImageManifest image, Optional<Tag> tag) {
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
        tag,
        blobs,
        optional,
        List.of(),
        new PushedManifest.Reference(
            Optional.ofNullable(image.subject()), Optional.of(type), image.annotations()));
  }

  private PushedManifest index(ImageIndex index, Optional<Tag> tag) {
    List<Digest> children =
        switch (rule) {
          case COMPLETE -> index.manifests().stream().map(Descriptor::digest).distinct().toList();
          case SPARSE -> List.of();
        };
    return new PushedManifest(
        index.raw(),
        tag,
        Map.of(),
        List.of(),
        children,
        new PushedManifest.Reference(
            Optional.ofNullable(index.subject()),
            Optional.ofNullable(index.artifactType()),
            index.annotations()));
  }
}
