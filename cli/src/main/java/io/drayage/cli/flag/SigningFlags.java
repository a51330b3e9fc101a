package io.drayage.cli.flag;

import io.drayage.copy.SignatureRule;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Reference;
import java.nio.file.Path;
import java.util.Optional;

/** The flags about signatures. */
public final class SigningFlags {
  private static final String SIGN_BY = "--sign-by";
  private static final String SIGN_BY_SEQUOIA = "--sign-by-sq-fingerprint";
  private static final String SIGN_BY_SIGSTORE = "--sign-by-sigstore";
  private static final String SIGN_BY_SIGSTORE_KEY = "--sign-by-sigstore-private-key";
  private static final String PASSPHRASE = "--sign-passphrase-file";
  private static final String IDENTITY = "--sign-identity";

  private SigningFlags() {}

  /** What signs, as it was asked for. */
  public record Wanted(
      Optional<String> gpgKey,
      Optional<Path> sigstoreKey,
      Optional<Path> sigstoreParameters,
      Optional<Path> passphraseFile) {

    /** Whether nothing is to be signed. */
    public boolean isNothing() {
      return gpgKey.isEmpty() && sigstoreKey.isEmpty() && sigstoreParameters.isEmpty();
    }
  }

  /** Declares those that copy and sync have. */
  public static void declare(Flags flags) {
    flags
        .toggle("--remove-signatures", "leave the signatures of the source behind")
        .text(SIGN_BY, "FINGERPRINT", "sign the copy with this key of gpg")
        .text(
            SIGN_BY_SIGSTORE_KEY,
            "PATH",
            "sign the copy with this sigstore private key, as generate-sigstore-key makes them")
        .text(SIGN_BY_SIGSTORE, "PATH", "sign the copy as this sigstore parameter file says")
        .text(PASSPHRASE, "PATH", "file with the passphrase of the key that signs")
        .hiddenText(SIGN_BY_SEQUOIA);
  }

  /** Declares the one that is for single images. */
  public static void declareIdentity(Flags flags) {
    flags.text(
        IDENTITY, "REFERENCE", "the name that new signatures are for (default: the destination's)");
  }

  /** What happens to the signatures that the source has. */
  public static SignatureRule existing(Arguments arguments) {
    return arguments.isOn("--remove-signatures") ? SignatureRule.REMOVE : SignatureRule.COPY;
  }

  /**
   * The name that new signatures are for.
   *
   * @throws UsageException when it is no full reference
   */
  public static Optional<String> identity(Arguments arguments) {
    Optional<String> text = arguments.text(IDENTITY).filter(name -> !name.isEmpty());
    if (text.isEmpty()) {
      return text;
    }
    try {
      Reference reference = Reference.parse(text.get());
      if (!reference.toString().equals(text.get())) {
        throw Arguments.invalid(
            IDENTITY,
            text.get(),
            "a full reference with its registry and its tag or digest is needed, such as "
                + reference,
            null);
      }
      return text;
    } catch (InvalidFormatException e) {
      throw Arguments.invalid(IDENTITY, text.get(), String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Who signs.
   *
   * @throws UsageException when flags exclude each other, or one is not supported
   */
  public static Wanted wanted(Arguments arguments) {
    if (arguments.has(SIGN_BY_SEQUOIA)) {
      throw new UsageException(
          SIGN_BY_SEQUOIA
              + " is not supported, keys of Sequoia-PGP cannot be reached: import the key into gpg and use "
              + SIGN_BY);
    }
    Wanted wanted =
        new Wanted(
            arguments.text(SIGN_BY).filter(key -> !key.isEmpty()),
            arguments.path(SIGN_BY_SIGSTORE_KEY),
            arguments.path(SIGN_BY_SIGSTORE),
            arguments.path(PASSPHRASE));
    if (wanted.passphraseFile().isPresent()
        && wanted.gpgKey().isPresent()
        && wanted.sigstoreKey().isPresent()) {
      throw new UsageException(
          "Only one of %s, %s and %s can be used with %s"
              .formatted(SIGN_BY, SIGN_BY_SEQUOIA, SIGN_BY_SIGSTORE_KEY, PASSPHRASE));
    }
    return wanted;
  }
}
