package io.drayage.cli.flag;

import io.drayage.copy.ReferrerFilter;
import io.drayage.copy.ReferrerRule;
import io.drayage.copy.ReferrerRule.Demand;
import io.drayage.copy.ReferrerRule.Timing;
import io.drayage.image.InvalidFormatException;
import java.util.List;
import java.util.Optional;

/** The flags about what refers to an image: signatures, attestations, SBOMs. */
public final class ReferrerFlags {
  private ReferrerFlags() {}

  public static void declare(Flags flags) {
    declareForReading(flags);
    flags.toggle(
        "--update-referrers",
        "look for new ones of images that are at the destination already, too");
  }

  /** Declares those that make sense where no destination is asked what it has. */
  public static void declareForReading(Flags flags) {
    flags
        .text(
            "--referrers",
            "all|none|TYPES",
            "what of signatures, attestations and SBOMs comes along (default: all); TYPES as in"
                + " application/spdx+json,.sig")
        .toggle("--require-referrers", "fail if one of them does not arrive");
  }

  /**
   * Reads them.
   *
   * @throws UsageException when they contradict each other or a type is none
   */
  public static ReferrerRule read(Arguments arguments) {
    Optional<String> types = arguments.text("--referrers");
    boolean required = arguments.isOn("--require-referrers");
    ReferrerFilter filter;
    try {
      filter =
          types
              .map(text -> ReferrerFilter.parse(List.of(text.split(",", -1))))
              .orElseGet(ReferrerFilter.All::new);
    } catch (InvalidFormatException e) {
      throw Arguments.invalid("--referrers", types.orElse(""), String.valueOf(e.getMessage()), e);
    }
    if (required && filter instanceof ReferrerFilter.None) {
      throw new UsageException("--require-referrers and --referrers none contradict each other");
    }
    return new ReferrerRule(
        filter,
        arguments.isOn("--update-referrers") ? Timing.ALWAYS : Timing.WITH_THE_IMAGE,
        required ? Demand.REQUIRED : Demand.OPTIONAL);
  }
}
