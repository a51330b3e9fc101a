package io.drayage.transport;

import io.drayage.image.Digest;
import io.drayage.image.DigestAlgorithm;
import io.drayage.image.Tag;
import io.drayage.registry.Referrers;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tag that is made of the digest of another manifest: cosign's, for what it attaches to an image,
 * and the one of the referrers tag schema (OCI Distribution Specification 1.1).
 */
public record DigestTag(Digest subject, Kind kind) {
  private static final Pattern FORM =
      Pattern.compile("sha256-([0-9a-f]{64})(|\\.sig|\\.att|\\.sbom)");

  /** What the tag names. */
  public enum Kind {
    /** The index that lists the referrers of the manifest, on a registry that does not itself. */
    REFERRERS(""),
    SIGNATURE(".sig"),
    ATTESTATION(".att"),
    SBOM(".sbom");

    private final String suffix;

    Kind(String suffix) {
      this.suffix = suffix;
    }

    /** What stands behind the digest; empty for the referrers tag. */
    public String suffix() {
      return suffix;
    }
  }

  /** {@code sha256-HEX}, and the suffix. */
  public Tag tag() {
    return new Tag(Referrers.tagFor(subject) + kind.suffix);
  }

  /**
   * Reads a tag that is made of a SHA-256 digest; longer ones do not fit into a tag.
   *
   * @return empty for a tag of another form
   */
  public static Optional<DigestTag> parse(String tag) {
    Matcher parts = FORM.matcher(tag);
    if (!parts.matches()) {
      return Optional.empty();
    }
    Digest subject = new Digest(DigestAlgorithm.SHA256, parts.group(1));
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.suffix.equals(parts.group(2)))
        .findFirst()
        .map(kind -> new DigestTag(subject, kind));
  }
}
