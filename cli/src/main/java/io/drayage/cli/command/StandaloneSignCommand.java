package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.cli.Version;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.PassphraseFile;
import io.drayage.cli.flag.UsageException;
import io.drayage.signature.GpgSigner;
import io.drayage.signature.SignatureStamp;
import io.drayage.signature.SimpleSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** {@code dray standalone-sign}: a simple signature of a manifest in a file. */
final class StandaloneSignCommand implements Command {
  private static final String USAGE =
      "Usage: dray standalone-sign MANIFEST DOCKER-REFERENCE KEY-FINGERPRINT --output SIGNATURE";

  @Override
  public String name() {
    return "standalone-sign";
  }

  @Override
  public Description description() {
    return new Description(
        "Create a signature of a manifest in a file",
        "MANIFEST DOCKER-REFERENCE KEY-FINGERPRINT --output SIGNATURE",
        List.of(
            "The signature is made by gpg with a key of yours ($GNUPGHOME). It says that the manifest is known by DOCKER-REFERENCE, which is not checked."),
        List.of(
            "dray standalone-sign manifest.json registry.example.com/app:1.0 1D8230F6CDB6A06716E414C1DB72F2188BB46CC8 -o app.signature"));
  }

  @Override
  public void declare(Flags flags) {
    flags
        .text("-o, --output", "SIGNATURE", "write the signature to this file")
        .text("--passphrase-file", "PATH", "file with the passphrase of the key");
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    List<String> words = arguments.exactly(3, USAGE);
    Path output = arguments.path("--output").orElseThrow(() -> new UsageException(USAGE));
    Optional<Path> passphraseFile = arguments.path("--passphrase-file");
    Optional<String> passphrase =
        passphraseFile.isPresent()
            ? Optional.of(PassphraseFile.read(passphraseFile.get()))
            : Optional.empty();
    GpgSigner signer =
        new GpgSigner(
            SignatureFiles.gpg(invocation),
            words.get(2),
            passphrase,
            new SignatureStamp("drayage " + Version.text(), InstantSource.system()));
    SimpleSignature signature =
        signer.sign(SignatureFiles.manifest(Path.of(words.get(0))).digest(), words.get(1));
    Files.write(output, signature.message());
    return ExitCode.SUCCESS;
  }
}
