package io.drayage.copy;

import java.util.Objects;

/**
 * What happens to the referrers of an image: to the manifests that name it, or one of its
 * instances, as their subject, to those that cosign's tags name, and to the referrers of these.
 * They come along where the digest that they refer to stays the same.
 */
public record ReferrerRule(ReferrerFilter filter, Timing timing, Demand demand) {

  /** When the source is asked for referrers. */
  public enum Timing {
    /** When the image is copied. One that the destination has already costs nothing more. */
    WITH_THE_IMAGE,
    /** For images that the destination has already as well ({@code --update-referrers}). */
    ALWAYS
  }

  /** What it means when some did not arrive. */
  public enum Demand {
    /** The result tells. */
    OPTIONAL,
    /** The copy fails before the image gets its name. Asks for images that are there, too. */
    REQUIRED
  }

  /** All of them, when an image is copied. */
  public static final ReferrerRule STANDARD =
      new ReferrerRule(new ReferrerFilter.All(), Timing.WITH_THE_IMAGE, Demand.OPTIONAL);

  /** They are left behind. */
  public static final ReferrerRule NONE =
      new ReferrerRule(new ReferrerFilter.None(), Timing.WITH_THE_IMAGE, Demand.OPTIONAL);

  public ReferrerRule {
    Objects.requireNonNull(filter);
    Objects.requireNonNull(timing);
    Objects.requireNonNull(demand);
  }

  boolean asksForUnchanged() {
    return timing == Timing.ALWAYS || demand == Demand.REQUIRED;
  }
}
