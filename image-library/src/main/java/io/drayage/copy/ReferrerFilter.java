package io.drayage.copy;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.MediaType;
import io.drayage.transport.DigestTag;
import io.drayage.transport.Referrer;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Which referrers of an image are meant. */
public sealed interface ReferrerFilter {

  /** Whether a referrer is one of them. */
  boolean admits(Referrer referrer);

  record All() implements ReferrerFilter {
    @Override
    public boolean admits(Referrer referrer) {
      return true;
    }
  }

  record None() implements ReferrerFilter {
    @Override
    public boolean admits(Referrer referrer) {
      return false;
    }
  }

  /**
   * Those of some types.
   *
   * @param types artifact types, in which {@code *} stands for any text, and the suffixes of
   *     cosign's tags: {@code .sig}, {@code .att}, {@code .sbom}
   */
  record OfTypes(List<String> types) implements ReferrerFilter {
    public OfTypes {
      types = List.copyOf(types);
      if (types.isEmpty()) {
        throw new InvalidFormatException("a filter of referrers needs a type");
      }
      types.forEach(OfTypes::check);
    }

    private static void check(String type) {
      if (!isSuffix(type) && type.indexOf('/') < 0 && type.indexOf('*') < 0) {
        throw new InvalidFormatException(
            "invalid type of referrers \"%s\": expected all, none, an artifact type like application/spdx+json, or .sig, .att, .sbom"
                .formatted(type));
      }
    }

    private static boolean isSuffix(String type) {
      return Arrays.stream(DigestTag.Kind.values())
          .anyMatch(kind -> !kind.suffix().isEmpty() && kind.suffix().equals(type));
    }

    @Override
    public boolean admits(Referrer referrer) {
      if (referrer.tag().isPresent()) {
        return types.contains(referrer.tag().get().kind().suffix());
      }
      MediaType own = referrer.manifest().artifactType();
      String type = (own == null ? referrer.manifest().mediaType() : own).value();
      return types.stream().anyMatch(wanted -> matches(wanted, type));
    }

    private static boolean matches(String wanted, String type) {
      String expression =
          Arrays.stream(wanted.split("\\*", -1))
              .map(Pattern::quote)
              .reduce((a, b) -> a + ".*" + b)
              .orElse("");
      return wanted.indexOf('*') < 0 ? wanted.equals(type) : type.matches(expression);
    }
  }

  /**
   * Reads what a person writes.
   *
   * @param words {@code all}, {@code none}, or {@linkplain OfTypes types}
   * @throws InvalidFormatException when a word is none of those
   */
  static ReferrerFilter parse(List<String> words) {
    if (words.equals(List.of("all"))) {
      return new All();
    }
    if (words.equals(List.of("none"))) {
      return new None();
    }
    return new OfTypes(words);
  }
}
