package io.drayage.transport;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import java.util.Objects;
import java.util.Optional;

/**
 * A manifest that belongs to another one of the same place.
 *
 * @param manifest its artifact type is there as far as the place tells it
 * @param subject what it belongs to
 * @param tag the tag of cosign by which it was found; empty for one that names its subject itself
 */
public record Referrer(Descriptor manifest, Digest subject, Optional<DigestTag> tag) {
  public Referrer {
    Objects.requireNonNull(manifest);
    Objects.requireNonNull(subject);
    Objects.requireNonNull(tag);
  }

  /** What it is, for people: {@code application/spdx+json}, or cosign's suffix. */
  public String type() {
    if (tag.isPresent()) {
      return "cosign " + tag.get().kind().suffix();
    }
    return String.valueOf(
        manifest.artifactType() == null ? manifest.mediaType() : manifest.artifactType());
  }

  /** Prints {@code application/spdx+json sha256:…}. */
  @Override
  public String toString() {
    return type() + " " + manifest.digest();
  }
}
