package io.drayage.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes simple signatures with a key of {@code gpg}. Thread-safe. */
public final class GpgSigner implements Signer {
  private static final String STATUS = "[GNUPG:] ";

  private final GpgProgram gpg;
  private final String key;
  private final Optional<String> passphrase;
  private final SignatureStamp stamp;
  private @Nullable OpenPgpKeys ownKeys;

  /**
   * @param key the fingerprint of the key, or another name that {@code gpg} knows it by
   * @param passphrase of the key; without one, {@code gpg}'s agent knows it or asks for it
   * @throws SigningException when the passphrase has a line break, which {@code gpg} cannot be told
   */
  public GpgSigner(GpgProgram gpg, String key, Optional<String> passphrase, SignatureStamp stamp)
      throws SigningException {
    if (passphrase.filter(text -> text.indexOf('\n') >= 0).isPresent()) {
      throw new SigningException(
          "the passphrase of key %s must not contain a line break".formatted(key));
    }
    this.gpg = gpg;
    this.key = key;
    this.passphrase = passphrase.filter(text -> !text.isEmpty());
    this.stamp = stamp;
  }

  @Override
  public SimpleSignature sign(Digest manifest, String dockerReference) throws IOException {
    byte[] document = stamp.claims(manifest, dockerReference).json(ClaimsType.SIMPLE);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--batch",
                "--no-tty",
                "--no-armor",
                "--no-textmode",
                "--digest-algo",
                "SHA512",
                "--status-fd",
                "2"));
    byte[] input = document;
    if (passphrase.isPresent()) {
      // The first line of the input is the passphrase, the rest is signed.
      arguments.addAll(List.of("--pinentry-mode", "loopback", "--passphrase-fd", "0"));
      byte[] line = (passphrase.get() + "\n").getBytes(UTF_8);
      input = Arrays.copyOf(line, line.length + document.length);
      System.arraycopy(document, 0, input, line.length, document.length);
    }
    arguments.addAll(List.of("--local-user", key, "--sign"));
    GpgProgram.Run run = gpg.run(arguments, input);
    if (run.exitCode() != 0 || !run.report().contains(STATUS + "SIG_CREATED")) {
      throw new SigningException(
          "gpg did not sign %s with key %s: %s".formatted(dockerReference, key, reason(run)));
    }
    return new SimpleSignature(run.output());
  }

  @Override
  public boolean made(Signature signature, Digest manifest, String dockerReference) {
    if (!(signature instanceof SimpleSignature simple)) {
      return false;
    }
    try {
      byte[] content = ownKeys().verify(simple.message(), stamp.time().instant()).content();
      return SignedClaims.parse(ClaimsType.SIMPLE, content).says(manifest, dockerReference);
    } catch (IOException | RejectedSignatureException | InvalidFormatException e) {
      // Of somebody else, or of a key that gpg does not hand out: one more signature does no harm.
      return false;
    }
  }

  private synchronized OpenPgpKeys ownKeys() throws IOException {
    if (ownKeys == null) {
      GpgProgram.Run run =
          gpg.run(List.of("--batch", "--no-tty", "--export", "--", key), new byte[0]);
      ownKeys = OpenPgpKeys.read(List.of(run.output()));
    }
    return ownKeys;
  }

  /** What gpg said to people, and what to do if that is known. */
  private static String reason(GpgProgram.Run run) {
    String words =
        String.join("; ", run.report().lines().filter(line -> line.startsWith("gpg: ")).toList());
    if (run.report().contains("No secret key")) {
      return words + "; list the keys that it has with gpg --list-secret-keys";
    }
    if (run.report().contains("Bad passphrase")) {
      return words + "; correct the passphrase file";
    }
    return words.isEmpty() ? "exit code " + run.exitCode() : words;
  }
}
