package io.drayage.copier;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.ImageManifest;
import io.drayage.image.ManifestDetails;
import io.drayage.image.MediaType;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.SeededImages;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class PolicyIT {
  @TempDir static Path data;
  private static RunningCopier copier;
  private static MemoryRegistry mirror;
  private static MemoryRegistry destination;
  private static Api api;

  @BeforeAll
  static void start() throws Exception {
    copier = RunningCopier.start(data);
    api = copier.api();
    mirror = MemoryRegistry.start();
    destination = MemoryRegistry.start();
    api.put("/registries/" + mirror.authority(), "{'tls': 'skip'}");
    api.put("/registries/" + destination.authority(), "{'tls': 'skip'}");
  }

  @AfterAll
  static void stop() {
    copier.close();
    mirror.close();
    destination.close();
  }

  private static String registriesConf(String text) {
    return "{'registriesConf': '%s'}".formatted(text.replace("\n", "\\n").replace("'", "\\\""));
  }

  private static String mirrored() {
    return registriesConf(
        "[[registry]]\nlocation = 'up.example.com'\n[[registry.mirror]]\nlocation = '%s/mirror'\n"
            .formatted(mirror.authority()));
  }

  @Test
  void pullsFromTheMirrorThatThePolicyNamesAndRecordsItsVersion() throws Exception {
    SeededImages.image(1).storeIn(mirror, "mirror/team/app", "1.0");
    api.put("/policies/mirrored", registriesConf("[[registry]]\nlocation = 'a.example.com'\n"));
    api.put("/policies/mirrored", mirrored());
    api.put(
        "/syncs/by-policy",
        "{'sources': [{'repository': 'up.example.com/team/app', 'tags': {'only': ['1.0']}}], 'destination': '%s/{path}', 'policy': 'mirrored'}"
            .formatted(destination.authority()));

    JsonNode run = api.await(api.post("/syncs/by-policy/runs"));

    assertThat(run.path("state").asString()).as(run.toString()).isEqualTo("succeeded");
    assertThat(run.path("policy").toString()).isEqualTo("{\"name\":\"mirrored\",\"version\":2}");
    assertThat(destination.tags("team/app")).containsExactly("1.0");
    Api.Answer refusal = api.send("DELETE", "/policies/mirrored", "");
    assertThat(refusal.status()).isEqualTo(409);
    assertThat(refusal.text()).contains("sync by-policy");
  }

  @Test
  void copiesNothingThatTheTrustPolicyRejects() throws Exception {
    SeededImages.image(2).storeIn(mirror, "untrusted/app", "1.0");
    api.put(
        "/policies/distrust", "{'policyJson': '{\\'default\\': [{\\'type\\': \\'reject\\'}]}'}");
    api.put(
        "/syncs/distrusted",
        "{'sources': [{'repository': '%s/untrusted/app'}], 'destination': '%s/{path}', 'policy': 'distrust'}"
            .formatted(mirror.authority(), destination.authority()));

    JsonNode run = api.await(api.post("/syncs/distrusted/runs"));

    assertThat(run.path("state").asString()).isEqualTo("failed");
    JsonNode transfers =
        api.get("/runs/%d/transfers".formatted(run.path("id").asLong())).path("transfers");
    assertThat(transfers.get(0).path("reason").asString()).contains("reject");
    assertThat(destination.repositories()).doesNotContain("untrusted/app");
  }

  @Test
  void keepsEveryVersionAndGoesBackByANewOne() throws Exception {
    JsonNode first =
        api.put("/policies/versions", registriesConf("[[registry]]\nlocation = 'a.example.com'\n"));
    api.put("/policies/versions", "{}");
    JsonNode same = api.put("/policies/versions", "{}");

    assertThat(same.path("version").asInt()).isEqualTo(2);
    Api.Answer back = api.send("POST", "/policies/versions/rollback?version=1", "");
    assertThat(back.status()).as(back.text()).isEqualTo(200);
    assertThat(back.json().path("version").asInt()).isEqualTo(3);
    assertThat(back.json().path("spec")).isEqualTo(first.path("spec"));
    assertThat(api.get("/policies/versions/versions").path("policies")).hasSize(3);
    assertThat(
            api.get("/policies/versions?version=2")
                .path("spec")
                .path("registriesConf")
                .isMissingNode())
        .isTrue();
    assertThat(api.send("POST", "/policies/versions/rollback?version=9", "").status())
        .isEqualTo(404);
    assertThat(api.send("DELETE", "/policies/versions", "").status()).isEqualTo(204);
    assertThat(api.send("GET", "/policies/versions", "").status()).isEqualTo(404);
  }

  @Test
  void saysWhichLineOfWhichTextIsWrong() throws Exception {
    Api.Answer answer =
        api.send(
            "PUT",
            "/policies/wrong",
            """
            {"registriesConf": "[[registry]]\\nlocation = \\"a.example.com\\"\\nblocked = \\"perhaps\\"\\n",
             "policyJson": "{\\"default\\": [{\\"type\\": \\"signedBy\\", \\"keyType\\": \\"GPGKeys\\", \\"keyPath\\": \\"/etc/passwd\\"}]}",
             "registriesYaml": "docker:\\n  a.example.com:\\n    lookaside: file:///etc\\n"}
            """);

    assertThat(answer.status()).isEqualTo(400);
    JsonNode errors = answer.json().path("errors");
    assertThat(errors.get(0).path("field").asString()).isEqualTo("registriesConf");
    assertThat(errors.get(0).path("message").asString()).startsWith("registries.conf:3:");
    assertThat(errors.get(1).path("field").asString()).isEqualTo("policyJson");
    assertThat(errors.get(1).path("message").asString()).contains("/etc/passwd", "keyData");
    assertThat(errors.get(2).path("field").asString()).isEqualTo("registriesYaml");
    assertThat(answer.text()).doesNotContain(data.toString());
  }

  @Test
  void explainsWhereAnImageWouldComeFrom() throws Exception {
    api.put(
        "/policies/explained",
        """
        {"registriesConf": "[[registry]]\\nlocation = \\"up.example.com\\"\\nblocked = true\\n[[registry.mirror]]\\nlocation = \\"m.example.com/up\\"\\n",
         "policyJson": "{\\"default\\": [{\\"type\\": \\"insecureAcceptAnything\\"}], \\"transports\\": {\\"docker\\": {\\"up.example.com/bad\\": [{\\"type\\": \\"reject\\"}]}}}"}
        """);

    JsonNode allowed = api.get("/policies/explained/explain?reference=up.example.com/app:1");
    JsonNode rejected = api.get("/policies/explained/explain?reference=up.example.com/bad/app:1");

    assertThat(allowed.path("outcome").asString()).isEqualTo("allowed");
    assertThat(allowed.path("endpoints").get(0).path("reference").asString())
        .isEqualTo("m.example.com/up/app:1");
    assertThat(allowed.path("endpoints").get(0).path("origin").asString())
        .startsWith("registries.conf:");
    assertThat(allowed.path("endpoints").get(1).path("state").asString()).isEqualTo("blocked");
    assertThat(rejected.path("outcome").asString()).isEqualTo("rejected");
    assertThat(rejected.path("trust").path("rule").asString()).contains("up.example.com/bad");
    assertThat(allowed.toString()).doesNotContain(data.toString());
  }

  @Test
  void previewsWhatADefinitionMeansWithoutWriting() throws Exception {
    SeededImages.image(3).storeIn(mirror, "many/app", "1.0", "1.1", "2.0", "nightly", "2.0-rc1");
    Api.Answer answer =
        api.send(
            "POST",
            "/syncs/preview",
            """
            {"sources": [
               {"repository": "%1$s/many/app",
                "tags": {"semver": [">=1"], "exclude": ["*-rc*"], "latest": {"count": 2}}},
               {"repository": "127.0.0.1:1/away"}],
             "destination": "%2$s/{path}:{tag}-copy"}
            """
                .formatted(mirror.authority(), destination.authority()));

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    JsonNode source = answer.json().path("sources").get(0);
    assertThat(source.path("listed").asInt()).isEqualTo(5);
    assertThat(source.path("images").get(1).path("destination").asString())
        .isEqualTo(destination.authority() + "/many/app:2.0-copy");
    assertThat(source.path("selected").asInt()).isEqualTo(2);
    assertThat(source.path("left").get(0).path("filter").asString()).isEqualTo("tags.semver");
    assertThat(source.path("left").get(0).path("examples").toString()).contains("nightly");
    assertThat(answer.json().path("sources").get(1).path("problem").asString()).isNotEmpty();
    assertThat(destination.repositories()).doesNotContain("many/app");
  }

  private static void storeMade(String tag, String time) {
    ImageFixture image = SeededImages.image(4).storeIn(mirror, "aged/app");
    ImageManifest plain = (ImageManifest) image.manifest().parse();
    mirror.putManifest(
        "aged/app",
        ImageManifest.create(
                MediaType.OCI_MANIFEST,
                plain.config(),
                plain.layers(),
                new ManifestDetails(null, null, Map.of("org.opencontainers.image.created", time)))
            .raw(),
        tag);
  }

  @Test
  void choosesByAge() throws Exception {
    Instant now = Instant.now();
    storeMade("a", now.minus(Duration.ofDays(1)).toString());
    storeMade("b", now.minus(Duration.ofDays(20)).toString());
    storeMade("c", now.minus(Duration.ofDays(10)).toString());
    storeMade("d", "sometime");
    api.put(
        "/syncs/by-age",
        "{'sources': [{'repository': '%s/aged/app', 'tags': {'newerThan': 'P15D', 'olderThan': 'PT1H'}}], 'destination': '%s/{path}'}"
            .formatted(mirror.authority(), destination.authority()));

    JsonNode run = api.await(api.post("/syncs/by-age/runs"));

    assertThat(run.path("state").asString()).as(run.toString()).isEqualTo("succeeded");
    assertThat(destination.tags("aged/app")).containsExactlyInAnyOrder("a", "c");
    Api.Answer preview =
        api.send(
            "POST",
            "/syncs/preview",
            """
            {"sources": [{"repository": "%1$s/aged/app", "tags": {"latest": {"count": 1, "by": "created"}}}],
             "destination": "%2$s/{path}"}
            """
                .formatted(mirror.authority(), destination.authority()));
    assertThat(
            preview.json().path("sources").get(0).path("images").get(0).path("source").asString())
        .as(preview.text())
        .endsWith("aged/app:a");
  }
}
