package io.drayage.storage.web.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import io.drayage.image.Tag;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.event.Action;
import io.drayage.storage.domain.event.Author;
import io.drayage.storage.domain.event.Change;
import io.drayage.storage.domain.event.Event;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MessagesTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Digest DIGEST = Digest.of(new byte[] {1});
  private static final Digest BEFORE = Digest.of(new byte[] {2});
  private static final RepositoryPath APP = new RepositoryPath("team/app");
  private static final Event PUSH =
      event(
          Change.of(Action.MANIFEST_PUSH, APP, DIGEST)
              .of(MediaType.OCI_MANIFEST, 1234)
              .tagged(new Tag("1"), Optional.of(BEFORE)));

  private static Event event(Change change) {
    return new Event(
        UUID.fromString("00000000-0000-0000-0000-000000000007"),
        Instant.parse("2026-01-02T03:04:05Z"),
        new Author("alice", "192.0.2.7"),
        change);
  }

  @Test
  void writesAStructuredCloudEvent() {
    JsonNode message = JSON.readTree(new CloudEvent(PUSH, "urn:registry").structured());

    assertThat(message.path("specversion").asString()).isEqualTo("1.0");
    assertThat(message.path("id").asString()).isEqualTo("00000000-0000-0000-0000-000000000007");
    assertThat(message.path("source").asString()).isEqualTo("urn:registry");
    assertThat(message.path("type").asString()).isEqualTo("io.drayage.registry.manifest.push");
    assertThat(message.path("subject").asString()).isEqualTo("team/app:1");
    assertThat(message.path("time").asString()).isEqualTo("2026-01-02T03:04:05Z");
    JsonNode data = message.path("data");
    assertThat(data.path("digest").asString()).isEqualTo(DIGEST.toString());
    assertThat(data.path("before").asString()).isEqualTo(BEFORE.toString());
    assertThat(data.path("size").asLong()).isEqualTo(1234);
    assertThat(data.path("actor").path("name").asString()).isEqualTo("alice");
  }

  @Test
  void writesABinaryCloudEventWithTheSameData() {
    CloudEvent event = new CloudEvent(PUSH, "urn:registry");

    assertThat(event.headers())
        .containsEntry("ce-type", "io.drayage.registry.manifest.push")
        .containsEntry("ce-specversion", "1.0")
        .doesNotContainKey("ce-datacontenttype");
    assertThat(JSON.readTree(event.binary()))
        .isEqualTo(JSON.readTree(event.structured()).path("data"));
  }

  @Test
  void writesTheEnvelopeOfDockersRegistry() {
    Event deletion = event(Change.tagDeleted(APP, new Tag("1"), Optional.of(DIGEST)));
    Event collection = event(Change.of(Action.COLLECTION, "removed 3 blobs"));

    JsonNode events =
        JSON.readTree(DockerEnvelope.write(List.of(PUSH, deletion, collection), "r"))
            .path("events");

    assertThat(events.size()).as("that registry collects in silence").isEqualTo(2);
    JsonNode push = events.path(0);
    assertThat(push.path("action").asString()).isEqualTo("push");
    assertThat(push.path("target").path("repository").asString()).isEqualTo("team/app");
    assertThat(push.path("target").path("tag").asString()).isEqualTo("1");
    assertThat(push.path("target").path("digest").asString()).isEqualTo(DIGEST.toString());
    assertThat(push.path("target").path("length").asLong()).isEqualTo(1234);
    assertThat(push.path("actor").path("name").asString()).isEqualTo("alice");
    assertThat(push.path("request").path("addr").asString()).isEqualTo("192.0.2.7");
    assertThat(events.path(1).path("action").asString()).isEqualTo("delete");
    assertThat(events.path(1).path("target").has("digest")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest",
        "http://[fe80::1]/",
        "http://[fd00:ec2::254]/",
        "http://100.100.100.200/",
        "http://0.0.0.0/"
      })
  void refusesAddressesThatGiveOutCredentials(String address) {
    assertThatThrownBy(() -> EndpointAddresses.check(URI.create(address)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("link-local");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:9/", "http://192.0.2.7/", "http://10.0.0.1/"})
  void callsOthers(String address) throws IOException {
    EndpointAddresses.check(URI.create(address));
  }
}
