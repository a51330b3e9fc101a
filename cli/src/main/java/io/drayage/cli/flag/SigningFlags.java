package io.drayage.cli.flag;

import io.drayage.copy.SignatureOptions;
import java.util.List;

/**
 * The flags about signatures. Signing itself is yet to come, and is refused rather than ignored.
 */
public final class SigningFlags {
  private static final List<String> SIGNING =
      List.of(
          "--sign-by",
          "--sign-by-sq-fingerprint",
          "--sign-by-sigstore",
          "--sign-by-sigstore-private-key",
          "--sign-passphrase-file",
          "--sign-identity");

  private SigningFlags() {}

  public static void declare(Flags flags) {
    flags.toggle("--remove-signatures", "leave the signatures of the source behind");
    SIGNING.forEach(flags::hiddenText);
  }

  /**
   * Reads them.
   *
   * @throws UsageException when the image shall be signed
   */
  public static SignatureOptions read(Arguments arguments) {
    for (String flag : SIGNING) {
      if (arguments.has(flag)) {
        throw new UsageException(
            flag + " is not supported yet: copy without it, and sign with another tool");
      }
    }
    return arguments.isOn("--remove-signatures") ? SignatureOptions.REMOVE : SignatureOptions.COPY;
  }
}
