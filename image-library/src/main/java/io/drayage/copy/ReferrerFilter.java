package io.drayage.copy;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.MediaType;
import io.drayage.transport.DigestTag;
import io.drayage.transport.Referrer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Which referrers of an image are meant. */
public sealed interface ReferrerFilter {

  /** Whether a referrer is one of them. */
  boolean admits(Referrer referrer);

  /** Whether what cosign's tags of a kind name is among them. */
  boolean admits(DigestTag.Kind kind);

  record All() implements ReferrerFilter {
    @Override
    public boolean admits(Referrer referrer) {
      return true;
    }

    @Override
    public boolean admits(DigestTag.Kind kind) {
      return true;
    }
  }

  record None() implements ReferrerFilter {
    @Override
    public boolean admits(Referrer referrer) {
      return false;
    }

    @Override
    public boolean admits(DigestTag.Kind kind) {
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
        return admits(referrer.tag().get().kind());
      }
      MediaType own = referrer.manifest().artifactType();
      String type = (own == null ? referrer.manifest().mediaType() : own).value();
      return types.stream().anyMatch(wanted -> matches(wanted, type));
    }

    @Override
    public boolean admits(DigestTag.Kind kind) {
      return types.contains(kind.suffix());
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
   * Those that another filter admits and that are no signatures: {@code --remove-signatures}.
   * Attestations are statements that are signed, and stay.
   */
  record WithoutSignatures(ReferrerFilter others) implements ReferrerFilter {
    private static final Set<String> SIGNATURES =
        Set.of(
            "application/vnd.dev.cosign.artifact.sig.v1+json",
            "application/vnd.cncf.notary.signature");
    private static final String PREDICATE = "dev.sigstore.bundle.predicateType";
    private static final String SIGNING = "https://sigstore.dev/cosign/sign/v1";

    public WithoutSignatures {
      Objects.requireNonNull(others);
    }

    @Override
    public boolean admits(Referrer referrer) {
      return !isSignature(referrer) && others.admits(referrer);
    }

    private static boolean isSignature(Referrer referrer) {
      return referrer.tag().filter(tag -> tag.kind() == DigestTag.Kind.SIGNATURE).isPresent()
          || SIGNATURES.contains(String.valueOf(referrer.manifest().artifactType()))
          || SIGNING.equals(referrer.manifest().annotations().get(PREDICATE));
    }

    @Override
    public boolean admits(DigestTag.Kind kind) {
      return kind != DigestTag.Kind.SIGNATURE && others.admits(kind);
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
