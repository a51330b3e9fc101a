package io.drayage.storage.domain;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.image.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A manifest with what it says about other content.
 *
 * @param tags what it is to be found by, besides its digest
 * @param blobs digests that must be in the repository, with their sizes where they are known
 * @param optional layers that may live elsewhere
 * @param children manifests that must be in the repository
 */
public record PushedManifest(
    RawManifest raw,
    List<Tag> tags,
    Map<Digest, Optional<Long>> blobs,
    List<Digest> optional,
    List<Digest> children,
    Reference reference) {

  public PushedManifest {
    tags = List.copyOf(tags);
    blobs = Map.copyOf(blobs);
    optional = List.copyOf(optional);
    children = List.copyOf(children);
  }

  /** The same, to be stored before any of the content that it names is there. */
  public PushedManifest withoutContent() {
    List<Digest> all = new ArrayList<>(optional);
    all.addAll(blobs.keySet());
    return new PushedManifest(raw, tags, Map.of(), all, List.of(), reference);
  }

  /** What it says to referrers lists. */
  public record Reference(
      Optional<Descriptor> subject,
      Optional<MediaType> artifactType,
      Map<String, String> annotations) {
    static final Reference NONE = new Reference(Optional.empty(), Optional.empty(), Map.of());

    public Reference {
      annotations = new LinkedHashMap<>(annotations);
    }
  }
}
