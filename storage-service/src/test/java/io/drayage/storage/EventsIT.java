package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Digest;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.access.RepositoryPattern;
import io.drayage.storage.domain.event.Action;
import io.drayage.storage.domain.event.AuditRecords;
import io.drayage.storage.domain.event.Backoff;
import io.drayage.storage.domain.event.Change;
import io.drayage.storage.domain.event.Deliveries;
import io.drayage.storage.domain.event.Deliveries.Delivery;
import io.drayage.storage.domain.event.Endpoint;
import io.drayage.storage.domain.event.EventFilter;
import io.drayage.storage.domain.event.EventSender;
import io.drayage.storage.domain.event.Notifications;
import io.drayage.storage.store.Database;
import io.drayage.storage.store.event.JdbcChangeLog;
import io.drayage.testing.Content;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.RegistryUpload;
import io.drayage.testing.SeededImages;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is written down about changes, and who is told of them. */
class EventsIT {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String ENDPOINT = "--drayage.storage.events.endpoints[0].";
  private static final AuditRecords.Filter EVERYTHING =
      new AuditRecords.Filter(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  @TempDir Path data;

  private RunningRegistry start(EventReceiver receiver, String... settings) throws Exception {
    List<String> all = new ArrayList<>();
    all.add(ENDPOINT + "name=receiver");
    all.add(ENDPOINT + "url=" + receiver.url());
    all.add("--drayage.storage.events.first-delay=10ms");
    all.add("--drayage.storage.events.longest-delay=50ms");
    all.addAll(List.of(settings));
    return RunningRegistry.start(data, all.toArray(String[]::new));
  }

  private static JsonNode json(EventReceiver.Message message) {
    return JSON.readTree(message.body());
  }

  private static List<String> subjects(List<EventReceiver.Message> messages) {
    return messages.stream().map(m -> json(m).path("subject").asString()).distinct().toList();
  }

  @Test
  void tellsOfEachChangeInOrderAlthoughTheReceiverFailsNowAndThen() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    List<String> expected = new ArrayList<>();
    try (EventReceiver receiver =
            EventReceiver.answering(_ -> asked.incrementAndGet() % 3 == 0 ? 500 : 204);
        RunningRegistry registry =
            start(receiver, ENDPOINT + "actions=manifest.push,tag.delete,manifest.delete");
        RegistryUpload upload = new RegistryUpload(registry.uri());
        Wire wire = Wire.to(registry.uri())) {
      ImageFixture image = SeededImages.image(1);
      for (int i = 0; i < 10; i++) {
        upload.push(image, "events/app", "v" + i);
        expected.add("events/app:v" + i);
      }
      wire.send("DELETE", "/v2/events/app/manifests/" + image.digest());
      expected.add("events/app@" + image.digest());

      List<EventReceiver.Message> messages =
          receiver.await(all -> subjects(all).containsAll(expected));

      assertThat(subjects(messages)).isEqualTo(expected);
      assertThat(json(messages.getFirst()).path("data").path("digest").asString())
          .isEqualTo(image.digest().toString());
      assertThat(json(messages.getFirst()).path("data").path("actor").path("address").asString())
          .isEqualTo("127.0.0.1");
    }
  }

  @Test
  void writesDownWhoChangedWhatFromWhatToWhat() throws Exception {
    ImageFixture one = SeededImages.image(1);
    ImageFixture two = SeededImages.image(2);
    try (RunningRegistry registry = RunningRegistry.start(data);
        RegistryUpload upload = new RegistryUpload(registry.uri());
        Wire wire = Wire.to(registry.uri())) {
      upload.push(one, "audit/app", "1");
      upload.push(two, "audit/app", "1");
      Content blob = Content.seeded(9, 100);
      wire.push("audit/blobs", blob);
      wire.send(
          "POST",
          "/v2/audit/mounted/blobs/uploads/?mount=%s&from=audit/blobs".formatted(blob.digest()));
      wire.send("DELETE", "/v2/audit/blobs/blobs/" + blob.digest());
      wire.send("DELETE", "/v2/audit/app/manifests/1");
      wire.send("DELETE", "/v2/audit/app/manifests/" + one.digest());
      wire.send("DELETE", "/v2/audit/app/manifests/none");

      List<Change> changes =
          registry
              .part(AuditRecords.class)
              .list(EVERYTHING, Long.MAX_VALUE, 100)
              .reversed()
              .stream()
              .map(entry -> entry.event().change())
              .toList();

      assertThat(changes)
          .extracting(change -> change.action())
          .filteredOn(action -> action != Action.BLOB_PUSH)
          .containsExactly(
              Action.MANIFEST_PUSH,
              Action.MANIFEST_PUSH,
              Action.BLOB_MOUNT,
              Action.BLOB_DELETE,
              Action.TAG_DELETE,
              Action.MANIFEST_DELETE);
      List<Change> pushes =
          changes.stream().filter(change -> change.action() == Action.MANIFEST_PUSH).toList();
      assertThat(pushes.getFirst().before()).isEmpty();
      assertThat(pushes.getLast().before()).contains(one.digest());
      assertThat(pushes.getLast().digest()).contains(two.digest());
      assertThat(changes.stream().filter(change -> change.action() == Action.TAG_DELETE).toList())
          .singleElement()
          .satisfies(change -> assertThat(change.before()).contains(two.digest()));
    }
  }

  @Test
  void givesUpAfterSomeAttemptsAndDeliversOnDemand() throws Exception {
    Set<Integer> status = ConcurrentHashMap.newKeySet();
    status.add(503);
    try (EventReceiver receiver = EventReceiver.answering(_ -> status.iterator().next());
        RunningRegistry registry =
            start(receiver, ENDPOINT + "attempts=3", ENDPOINT + "actions=manifest.push");
        RegistryUpload upload = new RegistryUpload(registry.uri())) {
      upload.push(SeededImages.image(1), "dead/app", "1");
      upload.push(SeededImages.image(1), "dead/app", "2");
      receiver.await(messages -> messages.size() >= 6);
      Deliveries deliveries = registry.part(Deliveries.class);
      Waiting.until(() -> deliveries.deadLetters(Optional.of("receiver"), 0, 10).size() == 2);
      assertThat(receiver.messages()).hasSize(6);
      assertThat(deliveries.deadLetters(Optional.of("receiver"), 0, 10))
          .allSatisfy(
              letter -> {
                assertThat(letter.attempts()).isEqualTo(3);
                assertThat(letter.failure()).contains("status 503");
              });

      status.add(200);
      status.remove(503);
      deliveries.redeliver("receiver", Long.MAX_VALUE, Instant.now());

      List<EventReceiver.Message> messages = receiver.await(all -> all.size() >= 8);
      assertThat(subjects(messages.subList(6, 8))).containsExactly("dead/app:1", "dead/app:2");
      Waiting.until(() -> deliveries.backlogs().isEmpty());
    }
  }

  @Test
  void signsMessagesAndSpeaksTheLanguageOfDockersRegistry() throws Exception {
    try (EventReceiver receiver = EventReceiver.answering(_ -> 200);
        RunningRegistry registry =
            start(
                receiver,
                ENDPOINT + "format=docker",
                ENDPOINT + "repositories=signed/**",
                ENDPOINT + "secret=s3cret",
                ENDPOINT + "token=t0ken");
        RegistryUpload upload = new RegistryUpload(registry.uri())) {
      upload.push(SeededImages.image(1), "other/app", "1");
      upload.push(SeededImages.image(1), "signed/app", "1");

      List<EventReceiver.Message> messages =
          receiver.await(all -> all.stream().anyMatch(m -> m.body().contains("\"tag\":\"1\"")));

      assertThat(messages)
          .allSatisfy(
              message -> {
                assertThat(message.headers())
                    .containsEntry(
                        "Content-Type", "application/vnd.docker.distribution.events.v2+json")
                    .containsEntry("Authorization", "Bearer t0ken")
                    .containsEntry("X-Drayage-Signature-256", "sha256=" + hmac(message.body()));
                assertThat(message.body()).contains("signed/app").doesNotContain("other/app");
              });
    }
  }

  private static String hmac(String body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("s3cret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static Endpoint endpoint() {
    return new Endpoint(
        "direct",
        URI.create("http://127.0.0.1:9/"),
        Endpoint.Format.CLOUDEVENTS,
        new EventFilter(List.of(RepositoryPattern.EVERYTHING), EnumSet.allOf(Action.class)),
        new Endpoint.Proof(Optional.empty(), Optional.empty()),
        new Endpoint.Patience(Duration.ofSeconds(10), 3));
  }

  private static Change change(String repository, int number) {
    return Change.of(
        Action.MANIFEST_PUSH,
        new RepositoryPath(repository),
        Digest.of(new byte[] {(byte) number}));
  }

  /** The process is killed after an event was sent and before that was marked. */
  @Test
  void sendsAgainWhatWasSentAndNotMarked() throws Exception {
    SettableClock.reset();
    try (RunningRegistry registry = RunningRegistry.startWithClock(data)) {
      Deliveries deliveries = registry.part(Deliveries.class);
      JdbcChangeLog log =
          new JdbcChangeLog(
              registry.part(Database.class).jdbc(),
              List.of(endpoint()),
              registry.part(java.time.InstantSource.class));
      log.record(change("killed/app", 1));
      log.record(change("killed/app", 2));
      List<String> arrived = new CopyOnWriteArrayList<>();
      EventSender sender = (_, events) -> events.forEach(e -> arrived.add(e.id().toString()));
      Notifications killed = notifications(registry, sender);
      Delivery claimed = killed.claim(endpoint()).getFirst();
      sender.send(endpoint(), List.of(claimed.event()));

      Notifications restarted = notifications(registry, sender);
      assertThat(restarted.claim(endpoint())).as("while the claim may be alive").isEmpty();
      SettableClock.advance(Duration.ofMinutes(1));
      for (List<Delivery> due = restarted.claim(endpoint());
          !due.isEmpty();
          due = restarted.claim(endpoint())) {
        for (Delivery delivery : due) {
          restarted.deliver(endpoint(), delivery);
        }
      }

      assertThat(arrived).hasSize(3);
      assertThat(arrived.get(1)).isEqualTo(arrived.get(0)).isNotEqualTo(arrived.get(2));
      assertThat(deliveries.backlogs()).isEmpty();
    }
  }

  private static Notifications notifications(RunningRegistry registry, EventSender sender) {
    return new Notifications(
        registry.part(Deliveries.class),
        sender,
        new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), () -> 0.5),
        registry.part(java.time.InstantSource.class));
  }

  /** Four workers, as in four replicas: no event is lost, and none is overtaken. */
  @Test
  void sharesTheWorkAndKeepsTheOrderOfEachRepository() throws Exception {
    SettableClock.reset();
    try (RunningRegistry registry = RunningRegistry.startWithClock(data);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      JdbcChangeLog log =
          new JdbcChangeLog(
              registry.part(Database.class).jdbc(),
              List.of(endpoint()),
              registry.part(java.time.InstantSource.class));
      for (int i = 0; i < 25; i++) {
        for (String repository : List.of("many/a", "many/b", "many/c", "many/d", "many/e")) {
          log.record(change(repository, i));
        }
      }
      List<Change> arrived = new CopyOnWriteArrayList<>();
      EventSender sender = (_, events) -> events.forEach(e -> arrived.add(e.change()));
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        workers.add(threads.submit(() -> work(notifications(registry, sender), arrived)));
      }
      for (Future<?> worker : workers) {
        worker.get();
      }

      assertThat(arrived).hasSize(125).doesNotHaveDuplicates();
      for (String repository : List.of("many/a", "many/b", "many/c", "many/d", "many/e")) {
        assertThat(
                arrived.stream()
                    .filter(change -> change.repository().orElseThrow().value().equals(repository))
                    .map(change -> change.digest().orElseThrow()))
            .containsExactlyElementsOf(
                java.util.stream.IntStream.range(0, 25)
                    .mapToObj(i -> change(repository, i).digest().orElseThrow())
                    .toList());
      }
    }
  }

  private static Void work(Notifications notifications, List<Change> arrived)
      throws InterruptedException, IOException {
    while (arrived.size() < 125) {
      for (Delivery delivery : notifications.claim(endpoint())) {
        notifications.deliver(endpoint(), delivery);
      }
    }
    return null;
  }

  @Test
  void forgetsOldEntriesAndRefusesToChangeThem() throws Exception {
    SettableClock.reset();
    try (RunningRegistry registry = RunningRegistry.startWithClock(data)) {
      AuditRecords audit = registry.part(AuditRecords.class);
      JdbcChangeLog log = registry.part(JdbcChangeLog.class);
      log.record(change("old/app", 1));
      SettableClock.advance(Duration.ofDays(10));
      log.record(change("new/app", 1));

      assertThat(audit.forgetBefore(Instant.parse("2026-01-05T00:00:00Z"))).isEqualTo(1);

      assertThat(audit.list(EVERYTHING, Long.MAX_VALUE, 10))
          .singleElement()
          .satisfies(
              entry ->
                  assertThat(entry.event().change().repository().orElseThrow().value())
                      .isEqualTo("new/app"));
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () ->
                  registry
                      .part(Database.class)
                      .jdbc()
                      .sql("update audit_entry set actor = 'nobody'")
                      .update())
          .hasMessageContaining("the audit is not changed");
    }
  }
}
