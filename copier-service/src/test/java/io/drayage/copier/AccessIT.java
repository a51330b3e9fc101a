package io.drayage.copier;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.service.access.Needs;
import io.drayage.service.access.Role;
import io.drayage.testing.Fault;
import io.drayage.testing.FaultyServer;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.SeededImages;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who may do what, what is kept secret, and what is written down. */
class AccessIT {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir static Path data;
  private static RunningCopier copier;
  private static String admin;

  @BeforeAll
  static void start() throws Exception {
    copier = RunningCopier.start(data, "--drayage.copier.access.required=true");
    admin = Files.readString(data.resolve("copier/admin-token")).strip();
  }

  @AfterAll
  static void stop() {
    copier.close();
  }

  private static Api.Answer send(String token, String method, String path, String body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(copier.port(), path)))
            .method(
                method,
                body.isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(body.replace('\'', '"')));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    var response = CLIENT.send(request.build(), BodyHandlers.ofString());
    return new Api.Answer(response.statusCode(), response.body());
  }

  private static JsonNode good(String token, String method, String path, String body)
      throws Exception {
    Api.Answer answer = send(token, method, path, body);
    assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
    return answer.text().isEmpty() ? JSON.createObjectNode() : answer.json();
  }

  private static String token(String name, String role, String more) throws Exception {
    return good(
            admin,
            "POST",
            "/api/v1/tokens",
            "{'name':'%s','role':'%s'%s}".formatted(name, role, more))
        .path("secret")
        .asString();
  }

  @Test
  void keepsTheFirstTokenFromOthers() throws Exception {
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(data.resolve("copier/admin-token"))))
        .isEqualTo("rw-------");
    assertThat(admin).matches("dray_[A-Za-z0-9_-]{43}");
    assertThat(
            copier
                .part(JdbcClient.class)
                .sql("select fingerprint from api_token where name = 'admin'")
                .query(String.class)
                .single())
        .matches("[0-9a-f]{64}");
  }

  @Test
  void letsNobodyInWithoutAGoodToken() throws Exception {
    for (String bad : List.of("", "dray_" + "A".repeat(43), "x", admin + "x")) {
      Api.Answer answer = send(bad, "GET", "/api/v1/syncs", "");
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.json().path("code").asString()).isEqualTo("unauthenticated");
    }
    String revoked = token("short-lived", "reader", "");
    good(revoked, "GET", "/api/v1/syncs", "");
    good(admin, "DELETE", "/api/v1/tokens/short-lived", "");
    assertThat(send(revoked, "GET", "/api/v1/syncs", "").status()).isEqualTo(401);
    assertThat(
            send(
                    admin,
                    "POST",
                    "/api/v1/tokens",
                    "{'name':'past','role':'reader','expires':'2020-01-01T00:00:00Z'}")
                .json()
                .path("errors")
                .get(0)
                .path("field")
                .asString())
        .isEqualTo("expires");
  }

  private record Endpoint(String method, String path, Needs needs) {}

  private static List<Endpoint> endpoints() {
    List<Endpoint> endpoints = new ArrayList<>();
    List<String> without = new ArrayList<>();
    copier
        .context()
        .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .forEach(
            (mapping, handler) -> {
              for (String pattern : mapping.getPatternValues()) {
                // A hook asks for a token of its own besides, and refuses who has none.
                if (!pattern.startsWith("/api/") || pattern.endsWith("/hook")) {
                  continue;
                }
                Needs needs = rule(handler);
                if (needs == null) {
                  without.add(handler.toString());
                  continue;
                }
                mapping
                    .getMethodsCondition()
                    .getMethods()
                    .forEach(
                        method ->
                            endpoints.add(
                                new Endpoint(
                                    method.name(),
                                    pattern
                                        .replace("{id}", "987654321")
                                        .replaceAll("\\{[^}]+}", "none-such.example.com"),
                                    needs)));
              }
            });
    assertThat(without).as("operations that do not say by @Needs who may do them").isEmpty();
    return endpoints;
  }

  private static @org.jspecify.annotations.Nullable Needs rule(HandlerMethod handler) {
    return handler.getMethodAnnotation(Needs.class);
  }

  @Test
  void letsEachRolePassWhereItMayAndNowhereElse() throws Exception {
    good(
        admin,
        "PUT",
        "/api/v1/tenants/matrix",
        "{'prefixes':['r.example.com/m'],'upstreams':['docker.io']}");
    Map<String, Caller> callers =
        Map.of(
            token("m-reader", "reader", ""), new Caller(Role.READER, false),
            token("m-operator", "operator", ""), new Caller(Role.OPERATOR, false),
            token("m-admin", "admin", ""), new Caller(Role.ADMIN, false),
            token("t-reader", "reader", ",'tenant':'matrix'"), new Caller(Role.READER, true),
            token("t-operator", "operator", ",'tenant':'matrix'"), new Caller(Role.OPERATOR, true));
    List<Endpoint> endpoints = endpoints();

    assertThat(endpoints).hasSizeGreaterThan(25);
    for (Endpoint endpoint : endpoints) {
      assertThat(send("", endpoint.method(), endpoint.path(), "").status())
          .as("%s without a token", endpoint)
          .isEqualTo(401);
      for (Map.Entry<String, Caller> caller : callers.entrySet()) {
        boolean may =
            caller.getValue().role().includes(endpoint.needs().value())
                && (!caller.getValue().tenant()
                    || endpoint.needs().tenants() == Needs.Tenants.SERVED);
        // What passes finds nothing there, or no body.
        assertThat(send(caller.getKey(), endpoint.method(), endpoint.path(), "").status() == 403)
            .as("%s refuses %s", endpoint, caller.getValue())
            .isNotEqualTo(may);
      }
    }
  }

  private record Caller(Role role, boolean tenant) {}

  @Test
  void keepsTenantsWithinTheirPrefixesAndUpstreams() throws Exception {
    good(
        admin,
        "PUT",
        "/api/v1/tenants/team-a",
        "{'prefixes':['mirror.example.com/team-a'],'upstreams':['docker.io/library','quay.io'],'quota':{'syncs':2}}");
    String member = token("a", "operator", ",'tenant':'team-a'");
    String fine =
        "{'sources':[{'repository':'docker.io/library/alpine'}],'destination':'mirror.example.com/team-a/{path}'}";

    good(member, "PUT", "/api/v1/syncs/team-a.one", fine);
    assertThat(field(member, "team-a.two", fine.replace("team-a/{path}", "team-ab/{path}")))
        .isEqualTo("destination");
    assertThat(field(member, "team-a.two", fine.replace("docker.io/library/", "docker.io/other/")))
        .isEqualTo("sources[0].repository");
    assertThat(field(member, "other", fine)).isEqualTo("name");
    assertThat(field(admin, "team-a.two", fine.replace("docker.io/library", "ghcr.io/x")))
        .as("the sync is the tenant's, whoever defines it")
        .isEqualTo("sources[0].repository");
    good(member, "PUT", "/api/v1/syncs/team-a.two", fine);
    Api.Answer third = send(member, "PUT", "/api/v1/syncs/team-a.three", fine);
    assertThat(third.json().path("code").asString()).isEqualTo("quota-exceeded");

    good(admin, "PUT", "/api/v1/syncs/everybodys", fine);
    assertThat(send(member, "GET", "/api/v1/syncs/everybodys", "").status()).isEqualTo(404);
    assertThat(send(member, "POST", "/api/v1/syncs/everybodys/runs", "").status()).isEqualTo(404);
    assertThat(send(member, "DELETE", "/api/v1/syncs/everybodys", "").status()).isEqualTo(404);
    JsonNode listed = good(member, "GET", "/api/v1/syncs", "").path("syncs");
    assertThat(listed)
        .extracting(sync -> sync.path("name").asString())
        .containsExactly("team-a.one", "team-a.two");
  }

  private static String field(String token, String sync, String body) throws Exception {
    Api.Answer answer = send(token, "PUT", "/api/v1/syncs/" + sync, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    return answer.json().path("errors").get(0).path("field").asString();
  }

  @Test
  void limitsTheRunsOfATenantAndShowsItsOwnAlone() throws Exception {
    try (var source = MemoryRegistry.start();
        var destination = MemoryRegistry.start()) {
      SeededImages.image(1).storeIn(source, "team/app", "1");
      good(admin, "PUT", "/api/v1/registries/" + source.authority(), "{'tls':'skip'}");
      good(admin, "PUT", "/api/v1/registries/" + destination.authority(), "{'tls':'skip'}");
      good(
          admin,
          "PUT",
          "/api/v1/tenants/runner",
          "{'prefixes':['%s/b'],'upstreams':['%s'],'quota':{'runsPerDay':1}}"
              .formatted(destination.authority(), source.authority()));
      String member = token("b", "operator", ",'tenant':'runner'");
      String sync =
          "{'sources':[{'repository':'%s/team/app'}],'destination':'%s/b/{path}'}"
              .formatted(source.authority(), destination.authority());
      good(member, "PUT", "/api/v1/syncs/runner.app", sync);
      good(admin, "PUT", "/api/v1/syncs/foreign", sync);
      JsonNode run = good(member, "POST", "/api/v1/syncs/runner.app/runs", "");
      JsonNode other = good(admin, "POST", "/api/v1/syncs/foreign/runs", "");

      assertThat(await(run)).isEqualTo("succeeded");
      assertThat(await(other)).isEqualTo("succeeded");
      assertThat(run.path("requestedBy").asString()).isEqualTo("token:b");
      assertThat(destination.tags("b/team/app")).containsExactly("1");
      JsonNode runs = good(member, "GET", "/api/v1/runs", "").path("runs");
      assertThat(runs).extracting(r -> r.path("sync").asString()).containsExactly("runner.app");
      assertThat(send(member, "GET", "/api/v1/runs/" + other.path("id").asLong(), "").status())
          .isEqualTo(404);
      Api.Answer second = send(member, "POST", "/api/v1/syncs/runner.app/runs", "");
      assertThat(second.json().path("code").asString()).isEqualTo("quota-exceeded");
      assertThat(second.text()).contains("1 runs were asked for within 24 hours");
    }
  }

  private static String await(JsonNode run) throws Exception {
    while (true) {
      String state =
          good(admin, "GET", "/api/v1/runs/" + run.path("id").asLong(), "")
              .path("state")
              .asString();
      if (List.of("succeeded", "failed", "cancelled").contains(state)) {
        return state;
      }
      Thread.sleep(50);
    }
  }

  @Test
  void keepsPasswordsFromTheDatabaseAndRotatesTheirKeys() throws Exception {
    String path = "/api/v1/registries/secret.example.com";
    JsonNode put = good(admin, "PUT", path, "{'username':'anna','password':'hunter2-hunter2'}");
    JdbcClient jdbc = copier.part(JdbcClient.class);
    String query =
        "select spec::text || coalesce(password, '') from registry where name = 'secret.example.com'";
    String before = jdbc.sql(query).query(String.class).single();

    assertThat(put.toString()).contains("anna").doesNotContain("hunter2");
    assertThat(good(admin, "GET", path, "").toString()).doesNotContain("hunter2");
    assertThat(before).contains("v1:").doesNotContain("hunter2");
    assertThat(good(admin, "PUT", path, "{'username':'anna'}").path("version").asInt())
        .as("the password stays, and nothing has changed")
        .isEqualTo(1);

    Path keys = data.resolve("copier/keys");
    String old = Files.readString(keys);
    Files.writeString(
        keys,
        "next:%s%n%s".formatted(java.util.Base64.getEncoder().encodeToString(new byte[32]), old));
    JsonNode rotation = good(admin, "POST", "/api/v1/keys/rotate", "");
    assertThat(rotation.path("key").asString()).isEqualTo("next");
    assertThat(rotation.path("encrypted").asInt()).isPositive();
    assertThat(rotation.path("failures")).isEmpty();
    assertThat(jdbc.sql(query).query(String.class).single()).contains("v1:next:");
    assertThat(good(admin, "PUT", path, "{'username':'anna'}").path("version").asInt())
        .as("it is the same password")
        .isEqualTo(1);

    JsonNode entries =
        good(admin, "GET", "/api/v1/audit?subject=secret.example.com", "").path("entries");
    assertThat(entries).hasSize(1);
    assertThat(entries.get(0).path("author").asString()).isEqualTo("token:admin");
    assertThat(entries.get(0).path("address").asString()).isEqualTo("127.0.0.1");
    assertThat(entries.get(0).path("action").asString()).isEqualTo("registry.put");
    assertThat(entries.get(0).path("after").path("password").asString()).isEqualTo("***");
    assertThat(good(admin, "GET", "/api/v1/audit?action=keys.rotate", "").path("entries"))
        .hasSize(1);
  }

  @Test
  void writesDownEveryChangeWithBeforeAndAfter() throws Exception {
    String sync =
        "{'sources':[{'repository':'docker.io/library/alpine'}],'destination':'m.example.com/{path}','priority':%d}";
    good(admin, "PUT", "/api/v1/syncs/written", sync.formatted(1));
    good(admin, "PUT", "/api/v1/syncs/written", sync.formatted(1));
    good(admin, "PUT", "/api/v1/syncs/written", sync.formatted(2));
    good(admin, "DELETE", "/api/v1/syncs/written", "");

    JsonNode page = good(admin, "GET", "/api/v1/audit?subject=written&limit=2", "");
    JsonNode rest =
        good(
            admin,
            "GET",
            "/api/v1/audit?subject=written&limit=2&before=" + page.path("next").asLong(),
            "");
    assertThat(page.path("entries"))
        .extracting(entry -> entry.path("action").asString())
        .containsExactly("sync.delete", "sync.put");
    JsonNode change = page.path("entries").get(1);
    assertThat(change.path("before").path("priority").asInt()).isEqualTo(1);
    assertThat(change.path("after").path("priority").asInt()).isEqualTo(2);
    assertThat(page.path("entries").get(0).has("after")).isFalse();
    assertThat(rest.path("entries")).hasSize(1);
    assertThat(rest.path("entries").get(0).has("before")).isFalse();
  }

  @Test
  void isNotSentToAddressesOfTheInside() throws Exception {
    try (var registry = MemoryRegistry.start();
        var faulty = FaultyServer.before(registry);
        var destination = MemoryRegistry.start()) {
      SeededImages.image(1).storeIn(registry, "team/app", "1");
      faulty.always("GET", "/blobs/", new Fault.RedirectTo("http://169.254.169.254"));
      good(admin, "PUT", "/api/v1/registries/" + faulty.authority(), "{'tls':'skip'}");
      good(admin, "PUT", "/api/v1/registries/" + destination.authority(), "{'tls':'skip'}");
      good(
          admin,
          "PUT",
          "/api/v1/syncs/led-astray",
          "{'sources':[{'repository':'%s/team/app'}],'destination':'%s/{path}'}"
              .formatted(faulty.authority(), destination.authority()));
      JsonNode run = good(admin, "POST", "/api/v1/syncs/led-astray/runs", "");

      assertThat(await(run)).isEqualTo("failed");
      assertThat(
              good(admin, "GET", "/api/v1/runs/%d/transfers".formatted(run.path("id").asLong()), "")
                  .toString())
          .contains("169.254.169.254 is a link-local address, which is not contacted");
      assertThat(destination.repositories()).isEmpty();
    }
  }
}
