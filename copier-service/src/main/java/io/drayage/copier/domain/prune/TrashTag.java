package io.drayage.copier.domain.prune;

import io.drayage.image.Digest;
import io.drayage.image.Tag;
import java.nio.charset.StandardCharsets;

/** The tag that keeps an image reachable while it is in the trash. */
final class TrashTag {
  private static final String PREFIX = "drayage-trash-";
  private static final int LONGEST = 128;
  private static final int DIGITS = 16;

  private TrashTag() {}

  /** Of a long tag only a part is in it, and what tells it from others. */
  static Tag of(long run, Tag tag) {
    String text = PREFIX + run + "-" + tag.value();
    if (text.length() > LONGEST) {
      String unique =
          Digest.of(tag.value().getBytes(StandardCharsets.UTF_8)).hex().substring(0, DIGITS);
      text = text.substring(0, LONGEST - DIGITS - 1) + "-" + unique;
    }
    return new Tag(text);
  }

  static boolean is(Tag tag) {
    return tag.value().startsWith(PREFIX);
  }
}
