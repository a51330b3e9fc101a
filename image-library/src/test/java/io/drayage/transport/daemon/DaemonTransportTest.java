package io.drayage.transport.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.InvalidFormatException;
import io.drayage.registry.TlsVerification;
import io.drayage.testing.MemoryEngine;
import io.drayage.transport.ContentNotFoundException;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.ImageSource;
import io.drayage.transport.ImageTransportContract;
import io.drayage.transport.NoRegistries;
import io.drayage.transport.TagListing;
import io.drayage.transport.TestImage;
import io.drayage.transport.TransportContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonTransportTest extends ImageTransportContract {
  @TempDir Path folder;
  private MemoryEngine engine;

  @BeforeEach
  void start() throws IOException {
    engine = MemoryEngine.start(folder.resolve("engine.sock"));
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  @Override
  protected ImageLocation location() {
    return at("docker.io/library/busybox:1.0");
  }

  private ImageLocation at(String name) {
    return DaemonTransport.INSTANCE.parse(name).at(DaemonEndpoint.parse(engine.address()));
  }

  @Override
  protected TransportContext context() {
    return NoRegistries.context(folder.resolve("tmp"));
  }

  @Override
  protected TestImage image(long seed) {
    return TestImage.single(seed, TestImage.Kind.DOCKER_UNCOMPRESSED);
  }

  @Override
  protected boolean remembers() {
    return false;
  }

  @Override
  protected boolean keepsManifests() {
    return false;
  }

  /** The engine's address is no part of the name. */
  @Override
  @Test
  protected void printsToWhatItParsesFrom() {
    ImageLocation location = DaemonTransport.INSTANCE.parse("busybox:1.0");

    assertThat(location).hasToString("docker-daemon:docker.io/library/busybox:1.0");
    assertThat(DaemonTransport.INSTANCE.parse("docker.io/library/busybox:1.0")).isEqualTo(location);
  }

  @Test
  void loadsOneArchiveOfTheWholeImage() throws IOException {
    image(1).write(location(), context());

    assertThat(engine.names()).containsExactly("busybox:1.0");
    assertThat(engine.requests())
        .containsExactly("GET /_ping", "GET /_ping", "POST /v1.44/images/load?quiet=1");
    assertThat(folder.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void readsAnImageByItsId() throws IOException {
    image(1).write(location(), context());
    String id = engine.id("busybox:1.0").orElseThrow();

    try (ImageSource source = at(id).openSource(context())) {
      assertThat(source.manifest().parse()).isNotNull();
      assertThat(source.as(TagListing.class)).isEmpty();
    }
    assertThat(folder.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void saysWhichImageIsMissing() {
    assertThatThrownBy(() -> location().openSource(context()))
        .isInstanceOf(ContentNotFoundException.class)
        .hasMessageContaining("has no image docker.io/library/busybox:1.0: No such image");
  }

  @Test
  void reportsWhatTheEngineRefusesAfterItSaidYes() throws IOException {
    TestImage image = image(1);
    try (ImageDestination destination = location().openDestination(context())) {
      engine.refuseNextLoad("no space left on device");

      assertThatThrownBy(
              () -> {
                image.putContent(destination);
                destination.commit(image.manifest());
              })
          .isInstanceOf(IOException.class)
          .hasMessageContaining("refused it: no space left on device");
    }
    assertThat(engine.names()).isEmpty();
  }

  @Test
  void saysWhatToDoWhenNoEngineIsThere() {
    ImageLocation nowhere =
        DaemonTransport.INSTANCE
            .parse("a:b")
            .at(DaemonEndpoint.parse("unix://" + folder.resolve("missing.sock")));

    assertThatThrownBy(() -> nowhere.openSource(context()))
        .hasMessageContaining("cannot connect to the Docker daemon at unix:///")
        .hasMessageContaining("there is no such socket; is the Docker daemon running?");
    assertThatThrownBy(() -> nowhere.openDestination(context()))
        .hasMessageContaining("--dest-daemon-host");
  }

  @Test
  void saysWhoMayUseASocketThatIsForbidden() throws IOException {
    Path file = Files.writeString(folder.resolve("no-socket"), "");
    ImageLocation location =
        DaemonTransport.INSTANCE.parse("a:b").at(DaemonEndpoint.parse("unix://" + file));

    assertThatThrownBy(() -> location.openSource(context()))
        .hasMessageContaining("is the Docker daemon running?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "busybox | has neither a tag nor a digest",
        "sha256:abc | the name sha256 is reserved for ids",
        "Busybox:1 | must be lowercase",
        "a:b@sha256:47c80a1dd8ad8a8aa5b5c3ed5ff1eb7bd3a4e3f5f1ba6f0c4e1d8d7d1e1a2b3c | both a tag and digest",
      })
  void refusesNamesThatAreNone(String name, String message) {
    assertThatThrownBy(() -> DaemonTransport.INSTANCE.parse(name))
        .isInstanceOf(InvalidFormatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void writesToTagsOnly() {
    ImageLocation id =
        at("sha256:47c80a1dd8ad8a8aa5b5c3ed5ff1eb7bd3a4e3f5f1ba6f0c4e1d8d7d1e1a2b3c");

    assertThatThrownBy(() -> id.openDestination(context()))
        .hasMessageContaining("the image needs a name and a tag");
    assertThat(engine.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unix:///run/docker.sock",
        "tcp://10.0.0.1:2376",
        "https://host:2376",
        "http://[::1]:2375"
      })
  void knowsTheAddressesOfEngines(String address) {
    assertThat(DaemonEndpoint.parse(address).with(TlsVerification.SKIPPED)).hasToString(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10.0.0.1:2376", "tcp://host", "ssh://host", "unix://", "a b"})
  void refusesOtherAddresses(String address) {
    assertThatThrownBy(() -> DaemonEndpoint.parse(address))
        .isInstanceOf(InvalidFormatException.class)
        .hasMessageContaining("unable to parse docker host");
  }
}
