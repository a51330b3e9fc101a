package io.drayage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Platform;
import io.drayage.testing.Authentication;
import io.drayage.testing.Content;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.RegistrySettings;
import io.drayage.testing.SeededImages;
import io.drayage.testing.SignedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandsTest {
  private static final ImageFixture IMAGE = SeededImages.image(1);
  private static final ImageFixture MULTI =
      SeededImages.multiArch(2, Platform.of("linux", "amd64"), Platform.of("linux", "arm64"));

  @TempDir Path home;
  private MemoryRegistry registry;

  @BeforeEach
  void start() {
    registry = MemoryRegistry.start();
    IMAGE.storeIn(registry, "tools/app", "1.0", "latest");
    MULTI.storeIn(registry, "tools/multi", "1.0");
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void copiesFromRegistryToRegistryAndDoesNothingTheSecondTime() {
    String[] copy = {
      "copy", "--src-tls-verify=false", "--dest-tls-verify=false", app("1.0"), at("copied/app:1.0")
    };

    DrayRun first = dray(copy);
    assertThat(first.exitCode()).as(first.errors()).isZero();
    registry.log().clear();
    DrayRun second = dray(copy);

    assertThat(registry.manifest("copied/app", "1.0").orElseThrow().digest())
        .isEqualTo(IMAGE.digest());
    assertThat(second.output()).contains("has the image already");
    assertThat(registry.log().count("HEAD", "/manifests/")).isEqualTo(2);
    assertThat(registry.log().count()).isEqualTo(2);
  }

  @Test
  void copiesTheImageOfThisPlatformUnlessAllAreWanted() {
    dray("copy", "--src-tls-verify=false", multi(), "dir:" + home.resolve("one"));
    dray("copy", "--all", "--src-tls-verify=false", multi(), "dir:" + home.resolve("all"));
    dray(
        "--override-arch",
        "arm64",
        "copy",
        "--src-tls-verify=false",
        multi(),
        "dir:" + home.resolve("arm"));

    assertThat(digestOf("one")).isNotEqualTo(digestOf("all")).isNotEqualTo(digestOf("arm"));
    assertThat(digestOf("all")).isEqualTo(MULTI.digest().toString());
  }

  @Test
  void tellsHowManyReferrersWereFoundAndCopied() {
    SignedImage signed = SignedImage.of(IMAGE, 1).storeIn(registry, "tools/app");

    DrayRun text =
        dray(
            "copy",
            "--src-tls-verify=false",
            "--dest-tls-verify=false",
            app("1.0"),
            at("text/app:1.0"));
    DrayRun json =
        dray(
            "copy",
            "--output",
            "json",
            "--referrers",
            ".sig," + SignedImage.SBOM,
            "--src-tls-verify=false",
            "--dest-tls-verify=false",
            app("1.0"),
            at("json/app:1.0"));
    DrayRun sync =
        dray(
            "sync",
            "--src",
            "docker",
            "--dest",
            "docker",
            "--src-tls-verify=false",
            "--dest-tls-verify=false",
            registry.authority() + "/tools/app:1.0",
            registry.authority() + "/synced");

    assertThat(text.output()).contains("; 4 of 4 referrers copied, 0 there already");
    assertThat(registry.tags("text/app")).containsExactly("1.0", signed.cosignTag());
    assertThat(json.output())
        .contains("\"referrers\": {", "\"inquiry\": \"made\"", "\"found\": 2", "\"copied\": 2");
    assertThat(registry.manifests("json/app"))
        .contains(signed.sbom().digest())
        .doesNotContain(signed.attestation().digest(), signed.sbomSignature().digest());
    assertThat(sync.output()).contains("4 of 4 referrers copied");
  }

  @Test
  void warnsOfAReferrerThatIsMissingAndFailsWhenAllAreRequired() {
    SignedImage.of(IMAGE, 1).storeIn(registry, "tools/app");
    registry.dropBlob("tools/app", Content.of("sbom 1").digest());
    String[] copy = {
      "copy", "--src-tls-verify=false", "--dest-tls-verify=false", app("1.0"), at("copied/app:1.0")
    };

    DrayRun lenient = dray(copy);
    DrayRun strict =
        dray(
            "copy",
            "--require-referrers",
            "--src-tls-verify=false",
            "--dest-tls-verify=false",
            app("1.0"),
            at("strict/app:1.0"));

    assertThat(lenient.exitCode()).isZero();
    assertThat(lenient.errors())
        .contains("dray: warning: a referrer of docker://", "application/spdx+json sha256:");
    assertThat(strict.exitCode()).isEqualTo(1);
    assertThat(strict.errors()).contains("bringing all referrers along");
    assertThat(registry.tags("strict/app")).doesNotContain("1.0");
  }

  @Test
  void writesTheDigestFile() throws IOException {
    Path file = home.resolve("digest");

    dray(
        "copy",
        "-q",
        "--digestfile",
        file.toString(),
        "--src-tls-verify=false",
        app("1.0"),
        "dir:" + home.resolve("app"));

    assertThat(Files.readString(file)).isEqualTo(IMAGE.digest().toString());
  }

  @Test
  void printsNothingWhenQuietAndOneDocumentAsJson() {
    DrayRun quiet =
        dray("copy", "-q", "--src-tls-verify=false", app("1.0"), "dir:" + home.resolve("a"));
    DrayRun json =
        dray(
            "copy",
            "--output",
            "json",
            "--src-tls-verify=false",
            app("1.0"),
            "oci:" + home.resolve("b") + ":1.0");

    assertThat(quiet.output()).isEmpty();
    assertThat(json.output())
        .startsWith("{\n")
        .contains(
            "\"outcome\": \"copied\"",
            "\"digest\": \"" + IMAGE.digest() + "\"",
            "\"blobsTransferred\": 3");
  }

  @Test
  void exitsWithTwoWhenTheSourceIsMissing() {
    DrayRun copy =
        dray("copy", "--src-tls-verify=false", app("9.9"), "dir:" + home.resolve("missing"));
    DrayRun inspect = dray("inspect", "--tls-verify=false", app("9.9"));

    assertThat(copy.exitCode()).as(copy.errors()).isEqualTo(ExitCode.INPUT_NOT_FOUND);
    assertThat(inspect.exitCode()).as(inspect.errors()).isEqualTo(ExitCode.INPUT_NOT_FOUND);
    assertThat(copy.errors()).contains("tools/app:9.9", "source");
    assertThat(home.resolve("missing")).doesNotExist();
  }

  @Test
  void printsTheManifestAndTheConfigAsTheyAre() {
    DrayRun manifest = dray("inspect", "--raw", "--tls-verify=false", app("1.0"));
    DrayRun config = dray("inspect", "--raw", "--config", "--tls-verify=false", app("1.0"));

    assertThat(manifest.output().getBytes(StandardCharsets.UTF_8))
        .isEqualTo(IMAGE.manifest().bytes());
    assertThat(config.output()).startsWith("{").contains("rootfs");
  }

  @Test
  void listsTagsAsJson() {
    DrayRun run = dray("list-tags", "--tls-verify=false", "docker://" + name("tools/app"));

    assertThat(run.output())
        .isEqualTo(
            """
            {
                "Repository": "%s",
                "Tags": [
                    "1.0",
                    "latest"
                ]
            }
            """
                .formatted(name("tools/app")));
  }

  @Test
  void deletesTheManifestWithAllItsTags() {
    DrayRun run = dray("delete", "--tls-verify=false", app("1.0"));

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(registry.tags("tools/app")).isEmpty();
  }

  @Test
  void syncsAllTagsAndShowsThePlanBefore() {
    String[] sync = {
      "sync",
      "--src",
      "docker",
      "--dest",
      "docker",
      "--src-tls-verify=false",
      "--dest-tls-verify=false",
      name("tools/app"),
      name("mirror")
    };

    DrayRun dry = dray(with(sync, "--dry-run"));
    assertThat(registry.repositories()).doesNotContain("mirror/app");
    DrayRun real = dray(sync);

    assertThat(dry.output()).contains("would copy", "Would have synced 2 images from 1 source");
    assertThat(real.output()).contains("Synced 2 images from 1 source: 2 copied");
    assertThat(registry.tags("mirror/app")).containsExactly("1.0", "latest");
  }

  @Test
  void failsWhenAnEntryOfTheFileFailed() throws IOException {
    Path file =
        Files.writeString(
            home.resolve("sync.yaml"),
            """
            %s:
              images:
                tools/app: ["1.0"]
                tools/absent: ["1.0"]
              images-by-tag-regex:
                tools/multi: "("
            """
                .formatted(registry.authority()));

    DrayRun run =
        dray(
            "sync",
            "--keep-going",
            "--src",
            "yaml",
            "--dest",
            "dir",
            "--src-tls-verify=false",
            file.toString(),
            home.resolve("synced").toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(run.errors()).contains("tools/absent", "tools/multi");
    assertThat(home.resolve("synced/app:1.0/manifest.json")).exists();
  }

  @Test
  void logsInOnlyWithCredentialsThatTheRegistryTakes() {
    try (MemoryRegistry guarded =
        MemoryRegistry.start(
            RegistrySettings.ideal().withAuthentication(Authentication.basic("me", "secret")))) {
      String authFile = home.resolve("auth.json").toString();
      String[] login = {
        "login",
        "--authfile",
        authFile,
        "--tls-verify=false",
        "-u",
        "me",
        "--password-stdin",
        guarded.authority()
      };

      DrayRun wrong = DrayRun.withInput(home, "guess\n", login);
      DrayRun right = DrayRun.withInput(home, "secret\n", login);
      DrayRun who = dray("login", "--authfile", authFile, "--get-login", guarded.authority());
      DrayRun out = dray("logout", "--authfile", authFile, guarded.authority());

      assertThat(wrong.exitCode()).isEqualTo(ExitCode.FAILURE);
      assertThat(wrong.errors()).contains("invalid username/password").doesNotContain("guess");
      assertThat(right.output()).isEqualTo("Login Succeeded!\n");
      assertThat(who.output()).isEqualTo("me\n");
      assertThat(out.output())
          .isEqualTo("Removed login credentials for " + guarded.authority() + "\n");
    }
  }

  @Test
  void readsFromTheMirrorThatRegistriesConfNamesAndRefusesWhatItBlocks() throws IOException {
    Path conf =
        Files.writeString(
            home.resolve("registries.conf"),
            """
            [[registry]]
            location = "registry.example.com"
            [[registry.mirror]]
            location = "%s"
            insecure = true
            [[registry]]
            location = "blocked.example.com"
            blocked = true
            """
                .formatted(registry.authority()));

    DrayRun mirrored =
        dray(
            "--registries-conf",
            conf.toString(),
            "inspect",
            "-n",
            "--format",
            "{{.Digest}}",
            "docker://registry.example.com/tools/app:1.0");
    DrayRun blocked =
        dray("--registries-conf", conf.toString(), "inspect", "docker://blocked.example.com/a:1");

    assertThat(mirrored.output()).isEqualTo(IMAGE.digest() + "\n");
    assertThat(blocked.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(blocked.errors()).contains("registry blocked.example.com is blocked in");
  }

  @Test
  void showsTheDemoUpToTheServicesWhereThereAreNone() {
    DrayRun run = dray("demo");

    assertThat(run.output())
        .contains("$ dray sync", "That is the main job")
        .doesNotContain("UNEXPECTED");
    assertThat(run.exitCode()).as(run.output()).isEqualTo(ExitCode.FAILURE);
    assertThat(run.errors()).contains("this installation has none");
  }

  private DrayRun dray(String... words) {
    return DrayRun.of(home, words);
  }

  private String digestOf(String folder) {
    return dray("manifest-digest", home.resolve(folder).resolve("manifest.json").toString())
        .output()
        .strip();
  }

  private static String[] with(String[] words, String flag) {
    String[] more = Arrays.copyOf(words, words.length + 1);
    more[words.length] = flag;
    return more;
  }

  private String name(String repository) {
    return registry.authority() + "/" + repository;
  }

  private String at(String reference) {
    return "docker://" + name(reference);
  }

  private String app(String tag) {
    return at("tools/app:" + tag);
  }

  private String multi() {
    return at("tools/multi:1.0");
  }
}
