package io.drayage.storage.domain.retention;

import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Tag;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tags that stand for something that belongs to another manifest: the referrers tag of the
 * distribution specification 1.1 ("Referrers Tag Schema"), and cosign's signatures, attestations
 * and SBOMs. They live as long as that manifest.
 */
final class CompanionTags {
  private static final Pattern FORM =
      Pattern.compile("(sha256|sha512)-([0-9a-f]{64}|[0-9a-f]{128})(?:\\.[A-Za-z0-9]+)?");

  private CompanionTags() {}

  /** The manifest that a tag belongs to. */
  static Optional<Digest> subject(Tag tag) {
    Matcher matcher = FORM.matcher(tag.value());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Digest.parse(matcher.group(1) + ":" + matcher.group(2)));
    } catch (InvalidFormatException _) {
      return Optional.empty(); // the algorithm and the length do not fit: a tag like any other
    }
  }
}
