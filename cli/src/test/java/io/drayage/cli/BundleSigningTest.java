package io.drayage.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Digest;
import io.drayage.testing.OciLayoutFixture;
import io.drayage.testing.SeededImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BundleSigningTest {
  private static final int BLOCK = 512;

  @TempDir Path home;

  @BeforeEach
  void makeKeysAndAnImage() throws IOException {
    OciLayoutFixture.write(home.resolve("layout"), "1", SeededImages.image(1));
    Files.writeString(home.resolve("pass"), "s3cret");
    for (String prefix : List.of("ours", "theirs")) {
      succeed(
          "generate-sigstore-key",
          "--output-prefix",
          file(prefix),
          "--passphrase-file",
          file("pass"));
    }
  }

  @Test
  void theKeyThatSignedAcceptsAndNoOther() {
    succeed(create("images.tar", signing("pass")));

    assertThat(succeed("bundle", "verify", "--public-key", file("ours.pub"), file("images.tar")))
        .contains("The list of contents is signed by " + file("ours.pub"), "is complete: 1 images");
    assertThat(apply("images.tar", "ours.pub").exitCode()).isZero();
    assertThat(home.resolve("out/team/app:1/manifest.json")).isRegularFile();
    assertRefused("images.tar", "theirs.pub", "is not signed by " + file("theirs.pub"));
    assertThat(succeed("bundle", "verify", file("images.tar"))).contains("is complete");
  }

  @Test
  void everyPartIsEnoughToCheckTheSignature() {
    List<String> flags = new ArrayList<>(signing("pass"));
    flags.addAll(List.of("--max-size", "64KiB"));
    String written = succeed(create("images.tar", flags));
    String last = written.lines().filter(line -> line.startsWith("Wrote ")).toList().getLast();
    String part = last.substring("Wrote ".length(), last.indexOf(','));

    assertThat(part).doesNotContain("part-1-of-");
    assertThat(succeed("bundle", "verify", "--public-key", file("ours.pub"), part))
        .contains("is complete");
  }

  @Test
  void aBundleWithoutSignatureIsRefused() {
    succeed(create("images.tar", List.of()));

    assertRefused(
        "images.tar", "ours.pub", "is not signed, and a signature by " + file("ours.pub"));
  }

  @Test
  void aSignatureOfOtherContentsIsRefused() throws IOException {
    succeed(create("images.tar", signing("pass")));
    rename("images.tar", "team/app:1", "team/app:2");

    // Without the key the list, whose digest was changed as well, is as good as any.
    assertThat(succeed("bundle", "inspect", file("images.tar"))).contains("team/app:2");
    assertRefused("images.tar", "ours.pub", "is not signed by " + file("ours.pub"));
  }

  @Test
  void aWrongPassphraseLeavesNothingBehind() throws IOException {
    Files.writeString(home.resolve("wrong"), "guess");

    DrayRun wrong = DrayRun.of(home, create("images.tar", signing("wrong")));
    DrayRun none =
        DrayRun.of(
            home,
            create("images.tar", List.of("--sign-by-sigstore-private-key", file("ours.private"))));

    assertThat(wrong.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(wrong.errors()).contains("the passphrase is wrong").doesNotContain("guess");
    assertThat(none.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(none.errors()).contains("no passphrase for the key " + file("ours.private"));
    assertThat(home.resolve("images.tar")).doesNotExist();
  }

  @Test
  void aPrivateKeyIsNoPublicOne() {
    succeed(create("images.tar", signing("pass")));

    assertRefused("images.tar", "ours.private", "where a PUBLIC KEY is expected");
  }

  private List<String> signing(String passphraseFile) {
    return List.of(
        "--sign-by-sigstore-private-key",
        file("ours.private"),
        "--sign-passphrase-file",
        file(passphraseFile));
  }

  private String[] create(String archive, List<String> flags) {
    List<String> words = new ArrayList<>(List.of("bundle", "create"));
    words.addAll(flags);
    words.add(file(archive));
    words.add("registry.example/team/app:1=oci:%s:1".formatted(file("layout")));
    return words.toArray(String[]::new);
  }

  private DrayRun apply(String archive, String publicKey) {
    return DrayRun.of(
        home,
        "bundle",
        "apply",
        "--public-key",
        file(publicKey),
        file(archive),
        "dir:" + file("out"));
  }

  private void assertRefused(String archive, String publicKey, String message) {
    DrayRun verified =
        DrayRun.of(home, "bundle", "verify", "--public-key", file(publicKey), file(archive));
    DrayRun applied = apply(archive, publicKey);

    for (DrayRun run : List.of(verified, applied)) {
      assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
      assertThat(run.errors()).contains(message);
    }
    assertThat(verified.output()).doesNotContain("is complete");
  }

  /** As somebody does it who has no key: the digest that names the bundle is made anew. */
  private void rename(String archive, String from, String to) throws IOException {
    String tar = Files.readString(home.resolve(archive), ISO_8859_1);
    int size = Integer.parseInt(tar.substring(124, 135), 8);
    String contents = tar.substring(BLOCK, BLOCK + size);
    String changed = contents.replace(from, to);
    assertThat(changed).isNotEqualTo(contents).hasSameSizeAs(contents);
    String renamed =
        tar.replace(contents, changed)
            .replace(
                Digest.of(contents.getBytes(ISO_8859_1)).toString(),
                Digest.of(changed.getBytes(ISO_8859_1)).toString());
    Files.writeString(home.resolve(archive), renamed, ISO_8859_1);
  }

  private String succeed(String... words) {
    DrayRun run = DrayRun.of(home, words);
    assertThat(run.exitCode()).as(run.errors()).isZero();
    return run.output();
  }

  private String file(String name) {
    return home.resolve(name).toString();
  }
}
