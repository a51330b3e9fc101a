package io.drayage.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What came of the referrers of one image.
 *
 * @param found how many the source has of those that are wanted, referrers of referrers included
 * @param copied how many were written to the destination
 * @param present how many the destination had already
 * @param problems why others are missing, or may be
 */
public record ReferrerOutcome(
    Inquiry inquiry, int found, int copied, int present, List<String> problems) {

  /** Whether the source was asked, and if not, why. */
  public enum Inquiry {
    MADE,
    /** They are not wanted. */
    NOT_WANTED,
    /** The image was at the destination already. */
    IMAGE_UNCHANGED,
    /** The image has another digest at the destination, to which none of them refers. */
    DIGEST_CHANGED,
    /** A place like {@code dir:} cannot hold referrers. */
    NO_PLACE
  }

  public ReferrerOutcome {
    Objects.requireNonNull(inquiry);
    problems = List.copyOf(problems);
  }

  /** Nobody was asked. */
  public static ReferrerOutcome notAsked(Inquiry reason) {
    return new ReferrerOutcome(reason, 0, 0, 0, List.of());
  }

  /** Whether all that was found is at the destination now, and all could be looked for. */
  public boolean isComplete() {
    return problems.isEmpty() && copied + present == found;
  }

  /** The sum of both; the inquiry is that of the other unless this one was made. */
  public ReferrerOutcome plus(ReferrerOutcome other) {
    List<String> all = new ArrayList<>(problems);
    all.addAll(other.problems);
    return new ReferrerOutcome(
        inquiry == Inquiry.MADE ? inquiry : other.inquiry,
        found + other.found,
        copied + other.copied,
        present + other.present,
        all);
  }

  /** The same at another time, when all that was copied is there. */
  ReferrerOutcome again() {
    return new ReferrerOutcome(inquiry, found, 0, copied + present, problems);
  }
}
