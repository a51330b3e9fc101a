package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.UsageException;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.RawManifest;
import io.drayage.signature.Signature;
import io.drayage.signature.SimpleSignature;
import io.drayage.signature.StandaloneVerification;
import io.drayage.signature.StandaloneVerification.Expectation;
import io.drayage.signature.StandaloneVerification.Verified;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** {@code dray standalone-verify}: verifies a simple signature of a manifest in a file. */
final class StandaloneVerifyCommand implements Command {
  private static final String ANY = "any";

  @Override
  public String name() {
    return "standalone-verify";
  }

  @Override
  public Description description() {
    return new Description(
        "Verify a signature of a manifest in a file",
        "MANIFEST DOCKER-REFERENCE KEY-FINGERPRINTS SIGNATURE",
        List.of(
            "KEY-FINGERPRINTS are those of the keys that are trusted, separated by commas, or \"any\" for every key of --public-key-file.",
            "Who wants to be sure of images that are copied writes a trust policy instead: containers-policy.json(5)."),
        List.of(
            "dray standalone-verify manifest.json registry.example.com/app:1.0 1D8230F6CDB6A06716E414C1DB72F2188BB46CC8 app.signature",
            "dray standalone-verify --public-key-file keys.asc manifest.json registry.example.com/app:1.0 any app.signature"));
  }

  @Override
  public void declare(Flags flags) {
    flags.text(
        "--public-key-file", "PATH", "file with the public keys (default: those that gpg knows)");
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    List<String> words =
        arguments.exactly(
            4,
            "Usage: dray standalone-verify MANIFEST DOCKER-REFERENCE KEY-FINGERPRINTS SIGNATURE");
    Optional<Path> keyFile = arguments.path("--public-key-file");
    boolean any = words.get(2).equals(ANY);
    if (any && keyFile.isEmpty()) {
      throw new UsageException("Cannot use any fingerprint without a public key file");
    }
    RawManifest manifest = SignatureFiles.manifest(Path.of(words.get(0)));
    SimpleSignature signature = SignatureFiles.signature(Path.of(words.get(3)));
    List<String> fingerprints = List.of(words.get(2).split(",", -1));
    byte[] publicKeys =
        keyFile.isPresent()
            ? SignatureFiles.bytes(keyFile.get(), Signature.MAXIMUM_SIZE)
            : SignatureFiles.gpg(invocation).publicKeys(fingerprints);
    StandaloneVerification verification =
        new StandaloneVerification(publicKeys, InstantSource.system());
    Expectation expectation =
        new Expectation(manifest, words.get(1), any ? verification.fingerprints() : fingerprints);
    try {
      Verified verified = verification.verify(signature, expectation);
      invocation
          .out()
          .println(
              "Signature verified using fingerprint %s, digest %s"
                  .formatted(verified.fingerprint(), verified.manifest()));
      return ExitCode.SUCCESS;
    } catch (InvalidFormatException e) {
      throw new InvalidFormatException("Error verifying signature: " + e.getMessage(), e);
    }
  }
}
