package io.drayage.cli.command;

import io.drayage.bundle.BundleKey;
import io.drayage.bundle.BundleSigner;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.UsageException;
import io.drayage.signature.Signature;
import io.drayage.signature.SigstorePublicKey;
import io.drayage.signature.SigstoreSigner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The keys that bundles are signed and checked with, as flags name them. */
final class BundleKeys {
  private static final String PRIVATE_KEY = "--sign-by-sigstore-private-key";
  private static final String PASSPHRASE = "--sign-passphrase-file";
  private static final String PUBLIC_KEY = "--public-key";

  private BundleKeys() {}

  static void declareSigning(Flags flags) {
    flags
        .text(
            PRIVATE_KEY,
            "PATH",
            "sign the list of contents with this sigstore private key, as generate-sigstore-key"
                + " makes them")
        .text(PASSPHRASE, "PATH", "file with the passphrase of the key that signs");
  }

  static void declareChecking(Flags flags) {
    flags.text(
        PUBLIC_KEY,
        "PATH",
        "refuse a bundle that was not signed with the private half of this key");
  }

  /**
   * Who signs; empty when nobody shall.
   *
   * @throws UsageException when there is a passphrase and no key for it
   */
  static Optional<BundleSigner> signer(Arguments arguments, Invocation invocation)
      throws IOException {
    Optional<Path> file = arguments.path(PRIVATE_KEY);
    Optional<Path> passphraseFile = arguments.path(PASSPHRASE);
    if (file.isEmpty()) {
      if (arguments.has(PRIVATE_KEY) || passphraseFile.isPresent()) {
        // The other side would find out that the bundle is not signed, where it is too late.
        throw new UsageException(
            "%s has no key to sign the bundle with: name it by %s"
                .formatted(arguments.has(PRIVATE_KEY) ? PRIVATE_KEY : PASSPHRASE, PRIVATE_KEY));
      }
      return Optional.empty();
    }
    SigstoreSigner signer = Signers.sigstore(file.get(), passphraseFile, invocation);
    return Optional.of(contents -> signer.sign(contents, "the list of contents"));
  }

  /**
   * The key that must have signed a bundle; empty when none must.
   *
   * @throws UsageException when the flag is there and its value is empty, as an unset variable
   *     makes it
   */
  static Optional<BundleKey> required(Arguments arguments) throws IOException {
    if (!arguments.has(PUBLIC_KEY)) {
      return Optional.empty();
    }
    Path file =
        arguments
            .path(PUBLIC_KEY)
            .orElseThrow(() -> new UsageException(PUBLIC_KEY + " names no file"));
    SigstorePublicKey key =
        SigstorePublicKey.read(
            SignatureFiles.bytes(file, Signature.MAXIMUM_SIZE), "the public key " + file);
    return Optional.of(new BundleKey(file.toString(), key::verifies));
  }
}
