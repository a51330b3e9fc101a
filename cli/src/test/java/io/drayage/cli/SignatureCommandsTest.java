package io.drayage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SignatureCommandsTest {
  @TempDir Path home;

  @Test
  void generatesKeysThatOnlyTheOwnerReads() throws IOException {
    Path passphrase = Files.writeString(home.resolve("pass"), "s3cret\nmore\n");
    String prefix = home.resolve("release").toString();

    DrayRun run =
        dray(
            "generate-sigstore-key",
            "--output-prefix",
            prefix,
            "--passphrase-file",
            passphrase.toString());

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.output())
        .isEqualTo("Key written to \"%s.private\" and \"%s.pub\"\n".formatted(prefix, prefix));
    assertThat(permissions(prefix + ".private")).isEqualTo("rw-------");
    assertThat(permissions(prefix + ".pub")).isEqualTo("rw-r--r--");
    assertThat(Path.of(prefix + ".private"))
        .content()
        .startsWith("-----BEGIN ENCRYPTED COSIGN PRIVATE KEY-----\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"release.pub", "release.private"})
  void overwritesNoKeys(String existing) throws IOException {
    Path passphrase = Files.writeString(home.resolve("pass"), "s3cret");
    Files.writeString(home.resolve(existing), "mine");

    DrayRun run =
        dray(
            "generate-sigstore-key",
            "--output-prefix=" + home.resolve("release"),
            "--passphrase-file=" + passphrase);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.errors()).contains("Refusing to overwrite existing", existing);
    assertThat(home.resolve(existing)).hasContent("mine");
  }

  @Test
  void asksForAPassphraseOnlyWhereSomebodyIsThere() {
    DrayRun run = dray("generate-sigstore-key", "--output-prefix=" + home.resolve("release"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.errors()).contains("no terminal to ask at", "--passphrase-file");
    assertThat(home.resolve("release.pub")).doesNotExist();
  }

  @Test
  void explainsHowTheCommandsAreUsed() {
    assertUsage("Usage: dray generate-sigstore-key", "generate-sigstore-key");
    assertUsage("Usage: dray generate-sigstore-key", "generate-sigstore-key", "x");
    assertUsage("Usage: dray standalone-sign", "standalone-sign", "m", "r", "k");
    assertUsage("Usage: dray standalone-sign", "standalone-sign", "m", "r", "-o", "o");
    assertUsage("Usage: dray standalone-verify", "standalone-verify", "m", "r", "k");
    assertUsage("Cannot use any fingerprint", "standalone-verify", "m", "r", "any", "s");
    assertUsage("untrusted-signature-dump", "untrusted-signature-dump-without-verification");
  }

  @Test
  void saysThatGpgIsMissing() throws IOException {
    Path manifest = Files.writeString(home.resolve("manifest.json"), "{}");

    DrayRun run =
        dray(
            "standalone-sign",
            manifest.toString(),
            "registry.example/app:1",
            "ABCD",
            "-o",
            home.resolve("signature").toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.errors()).contains("gpg is not in the PATH", "install GnuPG");
    assertThat(home.resolve("signature")).doesNotExist();
  }

  @Test
  void signingNeedsAName() throws IOException {
    Path manifest = Files.writeString(home.resolve("manifest.json"), "{}");

    assertUsage(
        "without a name cannot be signed",
        "standalone-sign",
        manifest.toString(),
        "",
        "ABCD",
        "-o",
        home.resolve("signature").toString());
  }

  @Test
  void refusesFilesThatAreNoSignatures() throws IOException {
    Path empty = Files.createFile(home.resolve("empty"));
    Path text = Files.writeString(home.resolve("text"), "hello");
    String dump = "untrusted-signature-dump-without-verification";

    assertUsage("the signature is empty", dump, empty.toString());
    assertUsage("not an OpenPGP message", dump, text.toString());
    assertUsage("no such file", dump, home.resolve("missing").toString());
  }

  private void assertUsage(String message, String... words) {
    DrayRun run = dray(words);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).isEmpty();
    assertThat(run.errors()).contains(message);
  }

  private DrayRun dray(String... words) {
    return DrayRun.of(home, words);
  }

  private static String permissions(String file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(file)));
  }
}
