package io.drayage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Platform;
import io.drayage.signature.Signature;
import io.drayage.signature.SigstoreSignature;
import io.drayage.testing.Command;
import io.drayage.testing.CommandResult;
import io.drayage.testing.DockerRegistryProcess;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.Programs;
import io.drayage.testing.RequiresProgram;
import io.drayage.testing.SeededImages;
import io.drayage.testing.SkopeoCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What dray signs skopeo verifies and the other way round: with the same policy, the same
 * registries.d and the same keys, between registries that are real.
 */
@RequiresProgram({"skopeo", "docker-registry", "gpg", "openssl"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SigningIT {
  private static final ImageFixture MULTI =
      SeededImages.multiArch(2, Platform.of("linux", "amd64"), Platform.of("linux", "arm64"));
  private static final String OTHER_GPG = "other@example.test";

  @TempDir private static Path folder;

  /** Short, since the sockets of gpg's agent are in it. */
  private Path gpgHome;

  private DockerRegistryProcess registry;
  private String fingerprint;
  private int copies;

  @BeforeAll
  void prepare() throws IOException, InterruptedException {
    gpgHome =
        Files.createTempDirectory(
            "gpg",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    for (String user : List.of("signer@example.test", OTHER_GPG)) {
      gpg("--batch", "--passphrase", "", "--quick-generate-key", user, "rsa2048", "sign", "never");
      Files.writeString(folder.resolve(user + ".asc"), gpg("--armor", "--export", user).output());
    }
    fingerprint =
        gpg("--with-colons", "--list-keys", "signer@example.test")
            .output()
            .lines()
            .filter(line -> line.startsWith("fpr:"))
            .map(line -> line.split(":", -1)[9])
            .findFirst()
            .orElseThrow();
    Files.writeString(folder.resolve("passphrase"), "secret\n");
    for (String name : List.of("key", "other")) {
      assertThat(
              DrayRun.of(
                      folder,
                      "generate-sigstore-key",
                      "--output-prefix",
                      folder.resolve(name).toString(),
                      "--passphrase-file",
                      folder.resolve("passphrase").toString())
                  .exitCode())
          .isZero();
    }
    registry = DockerRegistryProcess.start(folder.resolve("registry"));
    Files.createDirectories(folder.resolve("registries.d"));
    Files.writeString(
        folder.resolve("registries.d/all.yaml"),
        """
        default-docker:
          lookaside: file://%1$s/lookaside
          lookaside-staging: file://%1$s/lookaside
          use-sigstore-attachments: true
        """
            .formatted(folder));
    try (MemoryRegistry memory = MemoryRegistry.start()) {
      SeededImages.image(1).storeIn(memory, "app", "1");
      MULTI.storeIn(memory, "multi", "1");
      for (String name : List.of("app", "multi")) {
        SkopeoCommand.copy(
                "docker://%s/%s:1".formatted(memory.authority(), name), plain(name), "--all")
            .run()
            .orFail();
      }
    }
  }

  @AfterAll
  void stop() throws IOException, InterruptedException {
    registry.close();
    Command.of("gpgconf", "--homedir", gpgHome.toString(), "--kill", "all").run();
    try (var files = Files.walk(gpgHome)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private CommandResult gpg(String... words) throws IOException, InterruptedException {
    return Command.of("gpg", words).with("GNUPGHOME", gpgHome.toString()).run().orFail();
  }

  private String plain(String name) {
    return "docker://%s/plain/%s:1".formatted(registry.authority(), name);
  }

  private String at(String path) {
    return "docker://%s/%s:1".formatted(registry.authority(), path);
  }

  private CommandResult skopeo(String... words) throws IOException, InterruptedException {
    return Command.of(Programs.require("skopeo").toString(), words)
        .with("GNUPGHOME", gpgHome.toString())
        .with("HOME", folder.toString())
        .with("REGISTRY_AUTH_FILE", "/nonexistent/auth.json")
        .within(Duration.ofMinutes(2))
        .run();
  }

  private DrayRun dray(String... words) {
    return DrayRun.withVariables(
        folder, Map.of("GNUPGHOME", gpgHome.toString(), "PATH", System.getenv("PATH")), words);
  }

  private String[] copy(Path policy, String source, String destination, String... flags) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "--policy",
                policy.toString(),
                "--registries.d",
                folder.resolve("registries.d").toString(),
                "copy",
                "--src-tls-verify=false",
                "--dest-tls-verify=false"));
    words.addAll(List.of(flags));
    words.add(source);
    words.add(destination);
    return words.toArray(String[]::new);
  }

  private Path policy(String requirement) throws IOException {
    Path file = Files.createTempFile(folder, "policy", ".json");
    return Files.writeString(file, "{\"default\":[%s]}".formatted(requirement));
  }

  private Path everything() throws IOException {
    return policy("{\"type\":\"insecureAcceptAnything\"}");
  }

  private String signedBy(String user) {
    return "{\"type\":\"signedBy\",\"keyType\":\"GPGKeys\",\"keyPath\":\"%s/%s.asc\"}"
        .formatted(folder, user);
  }

  private String sigstoreSigned(String name) {
    return "{\"type\":\"sigstoreSigned\",\"keyPath\":\"%s/%s.pub\"}".formatted(folder, name);
  }

  /** Both read an image under a policy, and must agree about it. */
  private void assertThatBoth(String verdict, Path policy, String image)
      throws IOException, InterruptedException {
    copies++;
    CommandResult theirs = skopeo(copy(policy, image, "dir:" + folder.resolve("s" + copies)));
    Path target = folder.resolve("d" + copies);
    DrayRun ours = dray(copy(policy, image, "dir:" + target));
    boolean accepted = verdict.equals("accept");
    assertThat(theirs.exitCode() == 0).as(theirs.errors()).isEqualTo(accepted);
    assertThat(ours.exitCode() == 0).as(ours.errors()).isEqualTo(accepted);
    assertThat(Files.exists(target)).isEqualTo(accepted);
    if (!accepted) {
      assertThat(ours.errors())
          .contains(policy + " rejects it: " + image + " is rejected by requirement 1 (");
    }
  }

  @Test
  void bothVerifyWhatDraySignedWithGpg() throws IOException, InterruptedException {
    String image = at("gpg/dray");

    DrayRun signed = dray(copy(everything(), plain("app"), image, "--sign-by", fingerprint));

    assertThat(signed.exitCode()).as(signed.errors()).isZero();
    assertThatBoth("accept", policy(signedBy("signer@example.test")), image);
    assertThatBoth("reject", policy(signedBy(OTHER_GPG)), image);
    assertThatBoth("reject", policy(sigstoreSigned("key")), image);
  }

  @Test
  void bothVerifyWhatSkopeoSignedWithGpg() throws IOException, InterruptedException {
    String image = at("gpg/skopeo");

    skopeo(copy(everything(), plain("app"), image, "--sign-by", fingerprint)).orFail();

    assertThatBoth("accept", policy(signedBy("signer@example.test")), image);
    assertThatBoth("reject", policy(signedBy(OTHER_GPG)), image);
  }

  /** Debian's skopeo has sigstore switched off: it carries the signatures, and openssl verifies. */
  @Test
  void verifiesWhatItSignedWithASigstoreKey() throws IOException, InterruptedException {
    String image = at("sigstore/dray");

    DrayRun signed = dray(copy(everything(), plain("app"), image, sigstoreFlags()));

    assertThat(signed.exitCode()).as(signed.errors()).isZero();
    assertThatDray("accept", policy(sigstoreSigned("key")), image);
    assertThatDray("reject", policy(sigstoreSigned("other")), image);
    assertThatDray("reject", policy(signedBy("signer@example.test")), image);
    assertThatOpensslVerifies(image);
  }

  @Test
  void addsASigstoreSignatureOnceAndKeepsThoseOfOthers() throws IOException, InterruptedException {
    String image = at("sigstore/twice");
    for (String key : List.of("key", "key", "other")) {
      DrayRun signed =
          dray(
              copy(
                  everything(),
                  plain("app"),
                  image,
                  "--sign-by-sigstore-private-key",
                  folder.resolve(key + ".private").toString(),
                  "--sign-passphrase-file",
                  folder.resolve("passphrase").toString()));
      assertThat(signed.exitCode()).as(signed.errors()).isZero();
    }

    assertThat(attached(image)).hasSize(2);
    assertThatDray("accept", policy(sigstoreSigned("key")), image);
    assertThatDray("accept", policy(sigstoreSigned("other")), image);
  }

  private void assertThatDray(String verdict, Path policy, String image) {
    copies++;
    DrayRun run = dray(copy(policy, image, "dir:" + folder.resolve("d" + copies)));
    assertThat(run.exitCode() == 0).as(run.errors()).isEqualTo(verdict.equals("accept"));
    if (verdict.equals("reject")) {
      assertThat(run.errors())
          .contains(policy + " rejects it: " + image + " is rejected by requirement 1 (");
    }
  }

  /** The sigstore signatures of an image, as a copy into a folder brings them. */
  private List<SigstoreSignature> attached(String image) throws IOException {
    copies++;
    Path place = folder.resolve("d" + copies);
    DrayRun run = dray(copy(everything(), image, "dir:" + place));
    assertThat(run.exitCode()).as(run.errors()).isZero();
    List<SigstoreSignature> signatures = new ArrayList<>();
    for (int number = 1; Files.exists(place.resolve("signature-" + number)); number++) {
      byte[] stored = Files.readAllBytes(place.resolve("signature-" + number));
      signatures.add((SigstoreSignature) Signature.ofStored(stored));
    }
    return signatures;
  }

  private void assertThatOpensslVerifies(String image) throws IOException, InterruptedException {
    SigstoreSignature signature = attached(image).getFirst();
    Path payload = Files.write(folder.resolve("payload"), signature.payload());
    Path raw =
        Files.write(
            folder.resolve("payload.sig"),
            Base64.getDecoder().decode(signature.annotations().get(SigstoreSignature.SIGNATURE)));
    Command.of(
            "openssl",
            "dgst",
            "-sha256",
            "-verify",
            folder.resolve("key.pub").toString(),
            "-signature",
            raw.toString(),
            payload.toString())
        .run()
        .orFail();
  }

  private String[] sigstoreFlags() {
    return new String[] {
      "--sign-by-sigstore-private-key",
      folder.resolve("key.private").toString(),
      "--sign-passphrase-file",
      folder.resolve("passphrase").toString()
    };
  }

  @Test
  void signsAsAParameterFileSays() throws IOException, InterruptedException {
    String image = at("sigstore/parameters");
    Path parameters =
        Files.writeString(
            folder.resolve("parameters.yaml"),
            "privateKeyFile: %1$s/key.private\nprivateKeyPassphraseFile: %1$s/passphrase\n"
                .formatted(folder));

    DrayRun signed =
        dray(copy(everything(), plain("app"), image, "--sign-by-sigstore", parameters.toString()));

    assertThat(signed.exitCode()).as(signed.errors()).isZero();
    assertThatDray("accept", policy(sigstoreSigned("key")), image);
  }

  @Test
  void bothVerifyAMirroredImageByTheNameItWasSignedFor() throws IOException, InterruptedException {
    dray(copy(everything(), plain("app"), at("origin/app"), "--sign-by", fingerprint));
    DrayRun mirrored = dray(copy(everything(), at("origin/app"), at("mirror/app")));
    assertThat(mirrored.exitCode()).as(mirrored.errors()).isZero();
    String identity =
        ",\"signedIdentity\":{\"type\":\"remapIdentity\",\"prefix\":\"%1$s/mirror\",\"signedPrefix\":\"%1$s/%2$s\"}}";
    String requirement = signedBy("signer@example.test");
    String open = requirement.substring(0, requirement.length() - 1);

    assertThatBoth("reject", policy(requirement), at("mirror/app"));
    assertThatBoth(
        "accept",
        policy(open + identity.formatted(registry.authority(), "origin")),
        at("mirror/app"));
    assertThatBoth(
        "reject",
        policy(open + identity.formatted(registry.authority(), "elsewhere")),
        at("mirror/app"));
  }

  @Test
  void bothVerifyEachImageOfASignedIndex() throws IOException, InterruptedException {
    String image = at("gpg/multi");

    DrayRun signed =
        dray(copy(everything(), plain("multi"), image, "--all", "--sign-by", fingerprint));

    assertThat(signed.exitCode()).as(signed.errors()).isZero();
    assertThatBoth("accept", policy(signedBy("signer@example.test")), image);
    assertThat(
            skopeo(
                    copy(
                        policy(signedBy("signer@example.test")),
                        image,
                        "dir:" + folder.resolve("all"),
                        "--all"))
                .orFail()
                .exitCode())
        .isZero();
  }

  @Test
  void exchangesFoldersWithSignatures() throws IOException, InterruptedException {
    String image = at("gpg/folder");
    dray(copy(everything(), plain("app"), image, "--sign-by", fingerprint));
    Path theirs = folder.resolve("their-folder");
    Path ours = folder.resolve("our-folder");

    skopeo(copy(everything(), image, "dir:" + theirs)).orFail();
    assertThat(dray(copy(everything(), image, "dir:" + ours)).exitCode()).isZero();

    assertThat(ours.resolve("signature-1")).hasSameBinaryContentAs(theirs.resolve("signature-1"));
    DrayRun back = dray(copy(everything(), "dir:" + theirs, at("back/app")));
    assertThat(back.exitCode()).as(back.errors()).isZero();
    String requirement = signedBy("signer@example.test");
    assertThatBoth(
        "accept",
        policy(
            requirement.substring(0, requirement.length() - 1)
                + ",\"signedIdentity\":{\"type\":\"exactReference\",\"dockerReference\":\"%s/gpg/folder:1\"}}"
                    .formatted(registry.authority())),
        at("back/app"));
  }

  @Test
  void rejectsAnUnsignedImageBeforeAByteIsWritten() throws IOException, InterruptedException {
    assertThatBoth("reject", policy(signedBy("signer@example.test")), plain("app"));
    assertThatBoth("reject", policy(sigstoreSigned("key")), plain("app"));

    DrayRun demanded =
        dray(
            "--require-signed", "copy", "--policy", everything().toString(), plain("app"), "dir:x");

    assertThat(demanded.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(demanded.errors()).contains("--require-signed asks for one");
  }

  @Test
  void neverTakesABadSignatureForAGoodOne() throws IOException, InterruptedException {
    String image = at("gpg/bad");
    dray(copy(everything(), plain("app"), image, "--sign-by", fingerprint));
    Path signatures = signatures("gpg/bad");
    Path file = signatures.resolve("signature-1");
    byte[] good = Files.readAllBytes(file);
    Path policy = policy(signedBy("signer@example.test"));

    byte[] flipped = good.clone();
    flipped[good.length / 2] ^= 1;
    Files.write(file, flipped);
    assertThatBothFail(policy, image);
    Files.write(file, Arrays.copyOf(good, good.length - 20));
    assertThatBothFail(policy, image);
    Files.writeString(file, "<html>not found</html>");
    assertThatBothFail(policy, image);
    Files.write(file, flipped);
    Files.write(signatures.resolve("signature-2"), good);
    assertThatBoth("accept", policy, image);
  }

  @Test
  void neverTakesTheSignatureOfAnotherImage() throws IOException, InterruptedException {
    String image = at("gpg/first");
    dray(copy(everything(), plain("app"), image, "--sign-by", fingerprint));
    dray(copy(everything(), plain("multi"), at("gpg/second"), "--sign-by", fingerprint));

    Files.copy(
        signatures("gpg/second").resolve("signature-1"),
        signatures("gpg/first").resolve("signature-1"),
        StandardCopyOption.REPLACE_EXISTING);

    assertThatBoth("reject", policy(signedBy("signer@example.test")), image);
  }

  private void assertThatBothFail(Path policy, String image)
      throws IOException, InterruptedException {
    copies++;
    CommandResult theirs = skopeo(copy(policy, image, "dir:" + folder.resolve("s" + copies)));
    Path target = folder.resolve("d" + copies);
    DrayRun ours = dray(copy(policy, image, "dir:" + target));
    assertThat(theirs.exitCode()).isNotZero();
    assertThat(ours.exitCode()).as(ours.errors()).isEqualTo(ExitCode.FAILURE);
    assertThat(target).doesNotExist();
  }

  private Path signatures(String path) throws IOException {
    Path parent = folder.resolve("lookaside/" + path).getParent();
    String name = Path.of(path).getFileName() + "@sha256=";
    try (var folders = Files.list(parent)) {
      return folders
          .filter(entry -> entry.getFileName().toString().startsWith(name))
          .findFirst()
          .orElseThrow();
    }
  }
}
