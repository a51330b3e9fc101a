package io.drayage.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.signature.StandaloneVerification.Expectation;
import io.drayage.testing.Command;
import io.drayage.testing.CommandResult;
import io.drayage.testing.GpgHome;
import io.drayage.testing.RequiresProgram;
import io.drayage.testing.SkopeoCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What gpg and skopeo sign is verified here, and the reverse, with the same verdicts. */
@RequiresProgram({"gpg", "skopeo"})
class SimpleSigningIT {
  private static final String NAME = "registry.example/team/app:1";
  private static final SignatureStamp STAMP =
      new SignatureStamp("drayage test", InstantSource.system());
  private static final byte[] MANIFEST =
      "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\"}"
          .getBytes(UTF_8);

  /** Long ago, with the exclamation mark that stops the clock. */
  private static final String[] IN_2020 = {"--faked-system-time", "20200101T000000!"};

  @TempDir static Path folder;
  private static GpgHome home;
  private static String key;

  @BeforeAll
  static void makeKey() throws Exception {
    home = GpgHome.create();
    key = home.newKey("Tester <tester@example.com>");
    Files.write(folder.resolve("manifest.json"), MANIFEST);
  }

  @AfterAll
  static void end() throws Exception {
    home.close();
  }

  private static GpgProgram gpg() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("GNUPGHOME", home.folder().toString());
    return new GpgProgram(environment);
  }

  private static RawManifest manifest() {
    return RawManifest.of(MANIFEST, MediaType.OCI_MANIFEST);
  }

  @Test
  void skopeoVerifiesWhatIsSignedHere() throws Exception {
    SimpleSignature signature =
        new GpgSigner(gpg(), key, Optional.empty(), STAMP).sign(manifest().digest(), NAME);

    assertThat(skopeo(key, signature.message()).orFail().output())
        .contains("Signature verified", manifest().digest().toString());
  }

  @Test
  void signsWithPassphrase() throws Exception {
    String locked =
        home.newKey("Locked <locked@example.com>", "never", "--passphrase", "öpen sesame");

    SimpleSignature signature =
        new GpgSigner(gpg(), locked, Optional.of("öpen sesame"), STAMP)
            .sign(manifest().digest(), NAME);

    skopeo(locked, signature.message()).orFail();
    forgetPassphrases();
    GpgSigner wrong = new GpgSigner(gpg(), locked, Optional.of("wrong"), STAMP);
    assertThatExceptionOfType(SigningException.class)
        .isThrownBy(() -> wrong.sign(manifest().digest(), NAME))
        .withMessageContaining("Bad passphrase")
        .withMessageContaining(locked)
        .withMessageNotContaining("wrong");
  }

  private static void forgetPassphrases() throws Exception {
    Command.of("gpgconf", "--reload", "gpg-agent")
        .with("GNUPGHOME", home.folder().toString())
        .run()
        .orFail();
  }

  @Test
  void saysWhichKeyIsMissing() throws IOException {
    GpgSigner signer = new GpgSigner(gpg(), "DEADBEEF", Optional.empty(), STAMP);

    assertThatExceptionOfType(SigningException.class)
        .isThrownBy(() -> signer.sign(manifest().digest(), NAME))
        .withMessageContaining("DEADBEEF")
        .withMessageContaining("No secret key")
        .withMessageContaining("--list-secret-keys");
    assertThatExceptionOfType(SigningException.class)
        .isThrownBy(() -> gpg().publicKeys(List.of("DEADBEEF")))
        .withMessageContaining("no public key DEADBEEF");
  }

  @Test
  void verifiesWhatSkopeoSigned() throws Exception {
    Path file = folder.resolve("by-skopeo");
    SkopeoCommand.of(
            "standalone-sign",
            folder.resolve("manifest.json").toString(),
            NAME,
            key,
            "-o",
            file.toString())
        .with("GNUPGHOME", home.folder().toString())
        .run()
        .orFail();

    assertThat(verify(key, Files.readAllBytes(file))).isEqualTo("accepted");
  }

  /**
   * How gpg signs, and the verdicts. Where the verdicts differ, this one is stricter: a digest
   * whose collisions can be made, and bytes that nobody signed.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --compress-algo none               | plain    | yes | accepted
          --compress-algo zip                | plain    | yes | accepted
          --compress-algo zlib               | plain    | yes | accepted
          --compress-algo bzip2              | plain    | yes | accepted
          --textmode                         | plain    | yes | accepted
          --digest-algo SHA256               | plain    | yes | accepted
          --digest-algo SHA384               | plain    | yes | accepted
          --default-sig-expire 1d            | plain    | yes | accepted
          --digest-algo SHA1                 | plain    | yes | not safe
          --digest-algo RIPEMD160            | plain    | yes | not safe
          --compress-algo none               | doubled  | no  | 2 signatures
          --compress-algo none               | trailed  | no  | behind it
          --compress-algo zip                | trailed  | yes | stand behind
          --compress-algo none               | cut      | no  | truncated
          --compress-algo zip                | cut      | no  | OpenPGP message
          --compress-algo none               | flipped  | no  | not fit its content
          """)
  void verdictsAreThoseOfSkopeo(String options, String change, String skopeo, String here)
      throws Exception {
    byte[] signature = changed(signed(key, options.split(" ", -1)), change);

    assertThat(skopeo(key, signature).exitCode() == 0).isEqualTo(skopeo.equals("yes"));
    assertThat(verify(key, signature)).contains(here);
  }

  @Test
  void expiredKeysAndSignaturesAreRefusedByBoth() throws Exception {
    String expired = home.newKey("Expired <expired@example.com>", "1d", IN_2020);
    String old = home.newKey("Old <old@example.com>", "never", IN_2020);

    assertBothRefuse(expired, signed(expired, IN_2020), "expired on 2020-01-02");
    assertBothRefuse(
        old,
        signed(old, IN_2020[0], IN_2020[1], "--default-sig-expire", "1d"),
        "signature is expired");
    skopeo(old, signed(old, IN_2020)).orFail();
    assertThat(verify(old, signed(old, IN_2020))).isEqualTo("accepted");
  }

  @Test
  void revokedKeysAreRefusedByBoth() throws Exception {
    String revoked = home.newKey("Revoked <revoked@example.com>");
    byte[] signature = signed(revoked);
    Path certificate = home.folder().resolve("openpgp-revocs.d/%s.rev".formatted(revoked));
    // A colon keeps people from importing it by mistake.
    Files.writeString(
        certificate, Files.readString(certificate).replace(":-----BEGIN", "-----BEGIN"));
    home.gpg("--import", certificate.toString()).run().orFail();

    assertBothRefuse(revoked, signature, "is revoked");
  }

  @Test
  void subkeysSignForTheirPrimaryKey() throws Exception {
    String primary = home.newKey("Owner <owner@example.com>");
    home.gpg("--passphrase", "", "--quick-add-key", primary, "ed25519", "sign").run().orFail();
    String subkey = home.fingerprints(primary).get(1);
    byte[] signature = signed(subkey + "!");

    assertThat(verify(primary, signature)).isEqualTo("accepted");
    assertThat(verify(subkey, signature)).isEqualTo("accepted");
    skopeo(subkey, signature).orFail();

    // Some systems trust the whole key only when the primary key is asked for.
    home.gpg("--expert", "--command-fd", "0", "--edit-key", primary)
        .input("key 1\nrevkey\ny\n0\n\ny\nsave\n")
        .run()
        .orFail();
    assertBothRefuse(subkey, signature, "is revoked");
  }

  @Test
  void otherKeysAreRefusedByBoth() throws Exception {
    String other = home.newKey("Other <other@example.com>");

    assertBothRefuse(other, signed(key), "not among the accepted ones");
  }

  /** Signs the claims by gpg alone, with these options. */
  private static byte[] signed(String by, String... options) throws Exception {
    byte[] claims = STAMP.claims(manifest().digest(), NAME).json(ClaimsType.SIMPLE);
    Path in = Files.write(folder.resolve("claims"), claims);
    Path out = folder.resolve("signature");
    List<String> words = new ArrayList<>(List.of(options));
    words.addAll(List.of("--local-user", by, "--output", out.toString(), "--sign", in.toString()));
    home.gpg(words.toArray(String[]::new)).run().orFail();
    return Files.readAllBytes(out);
  }

  private static byte[] changed(byte[] signature, String change) {
    return switch (change) {
      case "doubled" -> OpenPgpFixture.join(signature, signature);
      case "trailed" -> OpenPgpFixture.join(signature, "junk\n".getBytes(UTF_8));
      case "cut" -> Arrays.copyOf(signature, signature.length - 30);
      case "flipped" -> {
        byte[] copy = signature.clone();
        copy[signature.length / 2] ^= 1;
        yield copy;
      }
      default -> signature;
    };
  }

  private static void assertBothRefuse(String accepted, byte[] signature, String reason)
      throws Exception {
    assertThat(skopeo(accepted, signature).exitCode()).isNotZero();
    assertThat(verify(accepted, signature)).contains(reason);
  }

  private static CommandResult skopeo(String accepted, byte[] signature) throws Exception {
    Path file = Files.write(folder.resolve("for-skopeo"), signature);
    return SkopeoCommand.of(
            "standalone-verify",
            folder.resolve("manifest.json").toString(),
            NAME,
            accepted,
            file.toString())
        .with("GNUPGHOME", home.folder().toString())
        .run();
  }

  /** The verdict here: accepted, or why not. */
  private static String verify(String accepted, byte[] signature) throws IOException {
    StandaloneVerification verification =
        new StandaloneVerification(gpg().publicKeys(List.of(accepted)), InstantSource.system());
    try {
      verification.verify(
          new SimpleSignature(signature), new Expectation(manifest(), NAME, List.of(accepted)));
      return "accepted";
    } catch (InvalidFormatException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
