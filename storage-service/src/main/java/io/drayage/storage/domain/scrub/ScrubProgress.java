package io.drayage.storage.domain.scrub;

import java.time.Instant;
import java.util.Optional;

/**
 * How far the scrubber came. One pass looks at every blob, then for content that nobody knows.
 *
 * @param begun when the pass that goes on began, or the last one
 * @param ended when it ended, unless it goes on
 * @param blobs how many it has looked at
 * @param bytes how many bytes it has read
 * @param strays how much unknown content it has removed
 */
public record ScrubProgress(
    Stage stage, Instant begun, Optional<Instant> ended, long blobs, long bytes, long strays) {

  /** What is next. */
  public sealed interface Stage {
    /** Blobs behind a digest; the empty text is before all of them. */
    record Blobs(String after) implements Stage {}

    /** Unknown content behind a position; the empty text is before all. */
    record Strays(String after) implements Stage {}

    /** A pass, when it is time for one. */
    record Rest() implements Stage {}
  }

  static ScrubProgress beginning(Instant now) {
    return new ScrubProgress(new Stage.Blobs(""), now, Optional.empty(), 0, 0, 0);
  }

  ScrubProgress past(String digest, long read) {
    return new ScrubProgress(
        new Stage.Blobs(digest), begun, ended, blobs + 1, bytes + read, strays);
  }

  ScrubProgress sweeping(String after, int removed) {
    return new ScrubProgress(new Stage.Strays(after), begun, ended, blobs, bytes, strays + removed);
  }

  ScrubProgress over(Instant now, int removed) {
    return new ScrubProgress(
        new Stage.Rest(), begun, Optional.of(now), blobs, bytes, strays + removed);
  }
}
