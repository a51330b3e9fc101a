package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.testing.Content;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.SeededImages;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * Every route of the protocol, with every method, for everybody. The routes are read from the
 * program: one without a path here fails the test.
 */
class AccessMatrixIT {
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "PUT", "POST", "PATCH", "DELETE", "OPTIONS");
  private static final Content BLOB = Content.seeded(1, 1_000);
  private static final ImageFixture IMAGE = SeededImages.image(1);

  /** A path of each route; %s is the repository. */
  private static final Map<String, String> PATHS =
      Map.of(
          "Version", "/v2/",
          "Catalog", "/v2/_catalog",
          "Tags", "/v2/%s/tags/list",
          "ManifestByDigest", "/v2/%s/manifests/" + IMAGE.digest(),
          "ManifestByTag", "/v2/%s/manifests/v1",
          "Blob", "/v2/%s/blobs/" + BLOB.digest(),
          "NewUpload", "/v2/%s/blobs/uploads/",
          "Upload", "/v2/%s/blobs/uploads/" + UUID.randomUUID(),
          "Referrers", "/v2/%s/referrers/" + IMAGE.digest());

  private static final String PRIVATE = "private/app";

  @TempDir static Path folder;
  private static RunningRegistry registry;
  private static Wire wire;

  /** Somebody, and what he may do in the private repository. */
  private enum Somebody {
    ANONYMOUS(List.of()),
    WRONG_PASSWORD(List.of()),
    STRANGER(List.of()),
    READER(List.of("pull")),
    WRITER(List.of("pull", "push")),
    OWNER(List.of("pull", "push", "delete")),
    ADMIN(List.of("pull", "push", "delete"));

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
    private final List<String> rights;

    Somebody(List<String> rights) {
      this.rights = rights;
    }

    String[] headers() {
      return switch (this) {
        case ANONYMOUS -> new String[0];
        case WRONG_PASSWORD -> basic("reader", "wrong");
        default -> basic(user(), user());
      };
    }

    String user() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean isKnown() {
      return this != ANONYMOUS && this != WRONG_PASSWORD;
    }
  }

  private static String[] basic(String user, String password) {
    return new String[] {
      "Authorization",
      "Basic "
          + Base64.getEncoder()
              .encodeToString((user + ':' + password).getBytes(StandardCharsets.UTF_8))
    };
  }

  @BeforeAll
  static void start() throws Exception {
    List<String> users =
        Stream.of(Somebody.values())
            .filter(Somebody::isKnown)
            .map(s -> s.user() + ':' + BCrypt.hashpw(s.user(), BCrypt.gensalt(4)))
            .toList();
    Path htpasswd = Files.write(folder.resolve("users"), users);
    Path rights =
        Files.writeString(
            folder.resolve("rights.yaml"),
            """
            grants:
              - {to: [user:stranger], repositories: [other/**], rights: [pull, push, delete]}
              - {to: [user:reader], repositories: [private/**], rights: [pull]}
              - {to: [user:writer], repositories: [private/**, other/**], rights: [pull, push]}
              - {to: [user:owner], repositories: [private/**], rights: [pull, push, delete]}
              - {to: [user:admin], repositories: ["**"], rights: [admin]}
            """);
    registry =
        RunningRegistry.start(
            folder.resolve("data"),
            "--drayage.storage.htpasswd=" + htpasswd,
            "--drayage.storage.access.file=" + rights);
    wire = Wire.to(registry.uri());
    for (String repository : List.of(PRIVATE, "other/app")) {
      assertThat(push(Somebody.ADMIN, repository, BLOB.bytes(), BLOB.digest().toString()))
          .isEqualTo(201);
      for (var blob : IMAGE.ownBlobs().entrySet()) {
        push(Somebody.ADMIN, repository, blob.getValue().bytes(), blob.getKey().toString());
      }
      assertThat(putManifest(Somebody.ADMIN, repository, "v1").status()).isEqualTo(201);
    }
  }

  @AfterAll
  static void stop() {
    wire.close();
    registry.close();
  }

  private static int push(Somebody somebody, String repository, byte[] bytes, String digest)
      throws Exception {
    return wire.send(
            "POST",
            "/v2/%s/blobs/uploads/?digest=%s".formatted(repository, digest),
            bytes,
            somebody.headers())
        .status();
  }

  private static Wire.Answer putManifest(Somebody somebody, String repository, String tag)
      throws Exception {
    List<String> headers = new ArrayList<>(List.of(somebody.headers()));
    headers.addAll(List.of("Content-Type", IMAGE.manifest().mediaType().value()));
    return wire.send(
        "PUT",
        "/v2/%s/manifests/%s".formatted(repository, tag),
        IMAGE.manifest().bytes(),
        headers.toArray(String[]::new));
  }

  private static List<String> routes() throws ClassNotFoundException {
    return Arrays.stream(Class.forName("io.drayage.storage.web.Route").getPermittedSubclasses())
        .map(Class::getSimpleName)
        .sorted()
        .toList();
  }

  private static String path(String route, String repository) {
    return Objects.requireNonNull(PATHS.get(route)).formatted(repository);
  }

  /** What a method on a route needs, said once more and in another way than the program says it. */
  private static String needed(String route, String method) {
    return switch (route) {
      case "NewUpload", "Upload" -> "push";
      case "ManifestByDigest", "ManifestByTag", "Blob" ->
          switch (method) {
            case "DELETE" -> "delete";
            case "PUT", "POST", "PATCH" -> "push";
            default -> "pull";
          };
      default -> "pull";
    };
  }

  private static String expected(Somebody somebody, String route, String method) {
    if (!somebody.isKnown()) {
      return "401";
    }
    boolean everybody = route.equals("Version") || route.equals("Catalog");
    return everybody || somebody.rights.contains(needed(route, method)) ? "let in" : "403";
  }

  @Test
  void letsEverybodyDoWhatHeMayAndNoMore() throws Exception {
    assertThat(routes()).containsExactlyElementsOf(PATHS.keySet().stream().sorted().toList());
    List<String> wrong = new ArrayList<>();
    int asked = 0;
    for (Somebody somebody : Somebody.values()) {
      for (String route : routes()) {
        for (String method : METHODS) {
          // Something that is not there, so that nothing is changed by those who may.
          String path = path(route, "private/nothing");
          int status = wire.send(method, path, somebody.headers()).status();
          String actual = status == 401 || status == 403 ? "" + status : "let in";
          String expected = expected(somebody, route, method);
          asked++;
          if (!actual.equals(expected)) {
            wrong.add("%s %s %s: %d, not %s".formatted(somebody, method, path, status, expected));
          }
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(asked).isEqualTo(Somebody.values().length * PATHS.size() * METHODS.size());
  }

  @Test
  void tellsNobodyWithoutTheRightWhatExists() throws Exception {
    for (Somebody somebody :
        List.of(Somebody.ANONYMOUS, Somebody.WRONG_PASSWORD, Somebody.STRANGER)) {
      for (String route : routes()) {
        for (String method : METHODS) {
          String there = path(route, PRIVATE);
          String nowhere = path(route, "private/zzz");
          assertThat(told(wire.send(method, there, somebody.headers()), PRIVATE))
              .as("%s %s %s", somebody, method, there)
              .isEqualTo(told(wire.send(method, nowhere, somebody.headers()), "private/zzz"));
        }
      }
    }
  }

  private static String told(Wire.Answer answer, String repository) {
    String headers =
        answer.response().headers().map().entrySet().stream()
            .filter(header -> !header.getKey().equalsIgnoreCase("Date"))
            .map(header -> header.getKey() + header.getValue())
            .sorted()
            .collect(Collectors.joining("\n"));
    // Docker-Upload-UUID and Location of a new upload differ each time; nobody here gets one.
    return "%d%n%s%n%s"
        .formatted(answer.status(), headers, answer.text())
        .replace(repository, "REPOSITORY");
  }

  @Test
  void listsToEverybodyWhatHeMayPull() throws Exception {
    assertThat(catalog(Somebody.STRANGER)).isEqualTo("{\"repositories\":[\"other/app\"]}");
    assertThat(catalog(Somebody.READER)).isEqualTo("{\"repositories\":[\"private/app\"]}");
    assertThat(catalog(Somebody.ADMIN))
        .isEqualTo("{\"repositories\":[\"other/app\",\"private/app\"]}");
  }

  private static String catalog(Somebody somebody) throws Exception {
    return wire.send("GET", "/v2/_catalog", somebody.headers()).text();
  }

  @Test
  void mountsOnlyFromWhatTheCallerMayPull() throws Exception {
    Content secret = Content.seeded(2, 1_000);
    push(Somebody.ADMIN, PRIVATE, secret.bytes(), secret.digest().toString());
    String mount = "/v2/other/%s/blobs/uploads/?mount=" + secret.digest();

    int named =
        wire.send("POST", mount.formatted("a") + "&from=" + PRIVATE, Somebody.STRANGER.headers())
            .status();
    int any = wire.send("POST", mount.formatted("b"), Somebody.STRANGER.headers()).status();
    int nowhere =
        wire.send("POST", mount.formatted("c") + "&from=private/zzz", Somebody.STRANGER.headers())
            .status();
    int allowed =
        wire.send("POST", mount.formatted("d") + "&from=" + PRIVATE, Somebody.WRITER.headers())
            .status();

    assertThat(List.of(named, any, nowhere, allowed)).containsExactly(202, 202, 202, 201);
    assertThat(
            wire.send("HEAD", "/v2/other/a/blobs/" + secret.digest(), Somebody.STRANGER.headers())
                .status())
        .isEqualTo(404);
  }

  @Test
  void keepsUploadsToThoseWhoMayPushThere() throws Exception {
    String upload =
        wire.send("POST", "/v2/private/app/blobs/uploads/", Somebody.WRITER.headers())
            .header("Location");

    assertThat(wire.send("GET", upload, Somebody.WRITER.headers()).status()).isEqualTo(204);
    assertThat(wire.send("GET", upload, Somebody.READER.headers()).status()).isEqualTo(403);
    assertThat(
            wire.send(
                    "PATCH",
                    upload.replace(PRIVATE, "other/app"),
                    new byte[10],
                    Somebody.STRANGER.headers())
                .status())
        .isEqualTo(404);
  }
}
