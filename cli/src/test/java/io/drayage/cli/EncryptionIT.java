package io.drayage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageManifest;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.testing.Command;
import io.drayage.testing.CommandResult;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.OciLayoutFixture;
import io.drayage.testing.RequiresProgram;
import io.drayage.testing.SeededImages;
import io.drayage.testing.SkopeoCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one of dray and skopeo encrypts, the other decrypts. */
@RequiresProgram({"skopeo", "openssl"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EncryptionIT {
  private static final ImageFixture IMAGE = SeededImages.image(3);

  @TempDir private static Path folder;
  private Path place;

  @BeforeAll
  void fill() throws IOException, InterruptedException {
    OciLayoutFixture.write(folder.resolve("plain"), "v1", IMAGE);
    openssl("genrsa", "-out", "rsa.pem", "2048");
    openssl("rsa", "-in", "rsa.pem", "-pubout", "-out", "rsa.pub");
    openssl(
        "rsa",
        "-in",
        "rsa.pem",
        "-aes256",
        "-traditional",
        "-passout",
        "pass:geheim",
        "-out",
        "rsa-encrypted.pem");
    openssl(
        "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "curve.pem");
    openssl("pkey", "-in", "curve.pem", "-pubout", "-out", "curve.pub");
    openssl("genrsa", "-out", "other.pem", "2048");
    openssl(
        "req", "-x509", "-key", "rsa.pem", "-subj", "/CN=me", "-days", "30", "-out", "cert.pem");
  }

  @BeforeEach
  void newPlace(TestInfo test) throws IOException {
    place = Files.createTempDirectory(folder, test.getTestMethod().orElseThrow().getName());
  }

  private static void openssl(String... words) throws IOException, InterruptedException {
    for (int i = 0; i < words.length; i++) {
      if (words[i].contains(".p")) {
        words[i] = file(words[i]);
      }
    }
    Command.of("openssl", words).run().orFail();
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }

  private static String recipient(String text) {
    return text.replace(":", ":" + folder + "/");
  }

  private String layout(String name) {
    return "oci:%s:v1".formatted(place.resolve(name));
  }

  private static String plain() {
    return "oci:%s:v1".formatted(folder.resolve("plain"));
  }

  private static CommandResult dray(String... words) throws IOException, InterruptedException {
    return DrayProcess.of(folder, words).run();
  }

  private static List<Descriptor> layers(String layout) throws IOException, InterruptedException {
    String json = SkopeoCommand.of("inspect", "--raw", layout).run().orFail().output();
    RawManifest raw = RawManifest.of(json.getBytes(StandardCharsets.UTF_8), MediaType.OCI_MANIFEST);
    return ((ImageManifest) raw.parse()).layers();
  }

  private static List<Digest> plainLayers() throws IOException, InterruptedException {
    return layers(plain()).stream().map(Descriptor::digest).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jwe:rsa.pub | rsa.pem",
        "jwe:curve.pub | curve.pem",
        "pkcs7:cert.pem | rsa.pem cert.pem",
      })
  void skopeoDecryptsWhatDrayEncrypted(String recipient, String keys)
      throws IOException, InterruptedException {
    String[] keyFiles = keys.split(" ", -1);
    dray("copy", "--encryption-key", recipient(recipient), plain(), layout("encrypted")).orFail();

    assertThat(layers(layout("encrypted")))
        .allMatch(layer -> layer.mediaType().equals(MediaType.OCI_LAYER_GZIP.encrypted()));
    SkopeoCommand.copy(
            layout("encrypted"),
            layout("decrypted"),
            "--decryption-key",
            file(keyFiles[0]),
            "--decryption-key",
            file(keyFiles[keyFiles.length - 1]))
        .run()
        .orFail();
    assertThat(layers(layout("decrypted"))).extracting(Descriptor::digest).isEqualTo(plainLayers());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jwe:rsa.pub | rsa.pem",
        "jwe:curve.pub | curve.pem",
        "jwe:rsa.pub | rsa-encrypted.pem:pass=geheim",
        "pkcs7:cert.pem | rsa.pem",
      })
  void drayDecryptsWhatSkopeoEncrypted(String recipient, String key)
      throws IOException, InterruptedException {
    SkopeoCommand.copy(plain(), layout("encrypted"), "--encryption-key", recipient(recipient))
        .run()
        .orFail();

    dray("copy", "--decryption-key", file(key), layout("encrypted"), layout("decrypted")).orFail();

    assertThat(layers(layout("decrypted"))).extracting(Descriptor::digest).isEqualTo(plainLayers());
    assertThat(layers(layout("decrypted"))).isEqualTo(layers(plain()));
  }

  @Test
  void encryptsTheSameChosenLayersAsSkopeo() throws IOException, InterruptedException {
    String[] options = {
      "--encryption-key", recipient("jwe:rsa.pub"), "--encryption-key", recipient("pkcs7:cert.pem")
    };
    dray(
            "copy",
            options[0],
            options[1],
            options[2],
            options[3],
            "--encrypt-layer",
            "-1",
            plain(),
            layout("ours"))
        .orFail();
    SkopeoCommand.copy(
            plain(),
            layout("theirs"),
            options[0],
            options[1],
            options[2],
            options[3],
            "--encrypt-layer",
            "-1")
        .run()
        .orFail();

    assertThat(layers(layout("ours")))
        .extracting(Descriptor::mediaType)
        .isEqualTo(layers(layout("theirs")).stream().map(Descriptor::mediaType).toList());
    for (int i = 0; i < layers(layout("ours")).size(); i++) {
      assertThat(layers(layout("ours")).get(i).annotations().keySet())
          .isEqualTo(layers(layout("theirs")).get(i).annotations().keySet());
    }
    assertThat(layers(layout("ours")).getLast().mediaType().isEncrypted()).isTrue();
    SkopeoCommand.copy(layout("ours"), layout("back"), "--decryption-key", file("rsa.pem"))
        .run()
        .orFail();
    assertThat(layers(layout("back"))).extracting(Descriptor::digest).isEqualTo(plainLayers());
  }

  @Test
  void leavesAnEncryptedImageAsItIsWithoutAKey() throws IOException, InterruptedException {
    SkopeoCommand.copy(plain(), layout("encrypted"), "--encryption-key", recipient("jwe:rsa.pub"))
        .run()
        .orFail();

    dray("copy", layout("encrypted"), layout("copy")).orFail();

    assertThat(layers(layout("copy"))).isEqualTo(layers(layout("encrypted")));
  }

  @Test
  void writesNothingWhenNoKeyFits() throws IOException, InterruptedException {
    dray("copy", "--encryption-key", recipient("jwe:rsa.pub"), plain(), layout("encrypted"))
        .orFail();

    CommandResult result =
        dray(
            "copy",
            "--decryption-key",
            file("other.pem"),
            layout("encrypted"),
            layout("decrypted"));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors())
        .contains("no decryption key of")
        .contains("opens the layer sha256:");
    assertThat(place.resolve("decrypted").resolve("index.json")).doesNotExist();
  }
}
