package io.drayage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageConfigTest {
  private static final Digest DIFF_ID = Digest.of(new byte[] {1});

  @Test
  void readsDockersConfig() {
    ImageConfig config = ImageConfig.parse(new Golden("docker-image").bytes("config.json"));

    assertThat(config.platform())
        .isEqualTo(new Platform("linux", "arm64", "v8", "10.0.1", List.of("a", "b")));
    assertThat(config.created()).isEqualTo("2020-01-02T03:04:05.120000000+02:00");
    assertThat(config.dockerVersion()).isEqualTo("20.10");
    assertThat(config.labels().keySet()).startsWith("z", "a");
    assertThat(config.environment()).hasSize(2).first().isEqualTo("A=<>&");
    assertThat(config.diffIds()).hasSize(3);
    assertThat(config.history()).hasSize(4);
    assertThat(config.history().get(1).emptyLayer()).isTrue();
  }

  @Test
  void readsWhatItWrites() {
    var config =
        new ImageConfig(
            Platform.of("linux", "arm", "v7"),
            "2020-01-01T00:00:00Z",
            null,
            Map.of("a", "<b>"),
            List.of("PATH=/bin"),
            List.of(DIFF_ID),
            List.of(new ImageConfig.History("2020-01-01T00:00:00Z", "cp", "me", "why", true)));

    byte[] bytes = config.toBytes();

    assertThat(ImageConfig.parse(bytes)).isEqualTo(config);
    assertThat(new String(bytes, StandardCharsets.UTF_8))
        .startsWith(
            "{\"created\":\"2020-01-01T00:00:00Z\",\"architecture\":\"arm\",\"variant\":\"v7\"");
  }

  @Test
  void acceptsConfigThatSaysNothing() {
    ImageConfig config = ImageConfig.parse("{}".getBytes(StandardCharsets.UTF_8));

    assertThat(config.platform()).isEqualTo(Platform.of("", ""));
    assertThat(config.diffIds()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"os\":1}",
        "{\"config\":[]}",
        "{\"config\":{\"Labels\":[]}}",
        "{\"rootfs\":{\"diff_ids\":[\"x\"]}}",
        "{\"history\":{}}",
        "{\"os\":\"a\",\"os\":\"b\"}"
      })
  void refusesMalformedConfig(String text) {
    assertThatThrownBy(() -> ImageConfig.parse(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(InvalidFormatException.class);
  }

  @Test
  void boundsSize() {
    assertThatThrownBy(() -> ImageConfig.parse(new byte[RawManifest.MAXIMUM_SIZE + 1]))
        .isInstanceOf(InvalidFormatException.class)
        .hasMessageContaining("more than the limit");
  }

  @Test
  void readsAndPrintsPlatforms() {
    assertThat(Platform.parse("linux/arm/v7")).isEqualTo(Platform.of("linux", "arm", "v7"));
    assertThat(Platform.of("linux", "amd64", "")).hasToString("linux/amd64");
    for (String text : List.of("", "linux", "linux/", "/amd64", "a/b/c/d", "a//c")) {
      assertThatThrownBy(() -> Platform.parse(text)).isInstanceOf(InvalidFormatException.class);
    }
  }

  @Test
  void keepsSecretsOutOfText() {
    assertThat(new Credential.UsernamePassword("me", "s3cret").toString())
        .contains("me")
        .doesNotContain("s3cret");
    assertThat(new Credential.IdentityToken("s3cret").toString()).doesNotContain("s3cret");
    assertThat(new Credential.RegistryToken("s3cret").toString()).doesNotContain("s3cret");
  }
}
