package io.drayage.cli.command;

import io.drayage.cli.Version;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.PassphraseFile;
import io.drayage.cli.flag.SigningFlags;
import io.drayage.cli.flag.UsageException;
import io.drayage.copy.ImageSigner;
import io.drayage.copy.SignatureOptions;
import io.drayage.signature.GpgSigner;
import io.drayage.signature.Signature;
import io.drayage.signature.SignatureStamp;
import io.drayage.signature.SigstoreSigner;
import io.drayage.transport.SignatureStorage.Form;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes ready those who sign, as flags ask for it. */
final class Signers {
  private final Invocation invocation;
  private final SignatureStamp stamp =
      new SignatureStamp("drayage " + Version.text(), InstantSource.system());

  private Signers(Invocation invocation) {
    this.invocation = invocation;
  }

  /**
   * What happens to signatures.
   *
   * @throws IOException when a key cannot be used; no image was looked at then
   */
  static SignatureOptions read(Arguments arguments, Invocation invocation) throws IOException {
    SigningFlags.Wanted wanted = SigningFlags.wanted(arguments);
    return new SignatureOptions(
        SigningFlags.existing(arguments),
        wanted.isNothing() ? List.of() : new Signers(invocation).of(wanted),
        SigningFlags.identity(arguments));
  }

  /**
   * A sigstore key in a file, for what is no image.
   *
   * @param passphraseFile without one, whoever sits at the terminal is asked
   */
  static SigstoreSigner sigstore(Path key, Optional<Path> passphraseFile, Invocation invocation)
      throws IOException {
    return new Signers(invocation).sigstoreSigner(key, passphraseFile);
  }

  private List<ImageSigner> of(SigningFlags.Wanted wanted) throws IOException {
    List<ImageSigner> signers = new ArrayList<>();
    Optional<Path> parameterFile = wanted.sigstoreParameters();
    if (parameterFile.isPresent()) {
      SigstoreParameters parameters = SigstoreParameters.read(parameterFile.get());
      signers.add(sigstore(parameters.privateKey(), parameters.passphraseFile()));
    }
    if (wanted.gpgKey().isPresent()) {
      signers.add(gpg(wanted.gpgKey().get(), wanted.passphraseFile()));
    }
    if (wanted.sigstoreKey().isPresent()) {
      signers.add(sigstore(wanted.sigstoreKey().get(), wanted.passphraseFile()));
    }
    return signers;
  }

  private ImageSigner gpg(String key, Optional<Path> passphraseFile) throws IOException {
    Optional<String> passphrase =
        passphraseFile.isPresent()
            ? Optional.of(PassphraseFile.read(passphraseFile.get()))
            : Optional.empty();
    return new ImageSigner(
        "the gpg key " + key,
        Form.SIMPLE,
        new GpgSigner(SignatureFiles.gpg(invocation), key, passphrase, stamp));
  }

  private ImageSigner sigstore(Path key, Optional<Path> passphraseFile) throws IOException {
    return new ImageSigner(
        "the sigstore key " + key, Form.SIGSTORE, sigstoreSigner(key, passphraseFile));
  }

  private SigstoreSigner sigstoreSigner(Path key, Optional<Path> passphraseFile)
      throws IOException {
    byte[] pem = SignatureFiles.bytes(key, Signature.MAXIMUM_SIZE);
    String passphrase =
        passphraseFile.isPresent() ? PassphraseFile.read(passphraseFile.get()) : ask(key);
    return SigstoreSigner.read(pem, passphrase, stamp);
  }

  private String ask(Path key) {
    return invocation
        .surroundings()
        .terminal()
        .askSecretly("Passphrase for key %s: ".formatted(key))
        .orElseThrow(
            () ->
                new UsageException(
                    "no passphrase for the key %s: name a file by --sign-passphrase-file, or privateKeyPassphraseFile in a parameter file; there is no terminal to ask at"
                        .formatted(key)));
  }
}
