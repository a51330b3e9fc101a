package io.drayage.registries;

import io.drayage.image.Credential;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One file with credentials, as it was when it was read. */
final class AuthFile {
  private static final String DOCKER_HUB = "index.docker.io";

  private final AuthFilePath path;
  private final Map<String, JsonNode> entries;
  private final Map<String, String> helpers;
  private final boolean hasDockerStore;

  private AuthFile(AuthFilePath path, ObjectNode root) throws RegistriesConfigException {
    this.path = path;
    boolean legacy = path.form() == AuthFilePath.Form.LEGACY;
    this.entries = legacy ? topEntries(root) : AuthJson.members(root, "auths", path.file());
    this.helpers = legacy ? Map.of() : helpers(root, path.file());
    this.hasDockerStore = !legacy && root.has("credsStore");
  }

  /**
   * Reads a file, or nothing when it does not exist.
   *
   * @throws RegistriesConfigException when it exists and is not valid, or empty
   */
  static Optional<AuthFile> read(AuthFilePath path) throws RegistriesConfigException {
    Optional<byte[]> bytes = BoundedFile.bytes(path.file());
    return bytes.isEmpty()
        ? Optional.empty()
        : Optional.of(new AuthFile(path, AuthJson.object(bytes.get(), path.file().toString())));
  }

  static Map<String, String> helpers(ObjectNode root, Path file) throws RegistriesConfigException {
    Map<String, String> helpers = new LinkedHashMap<>();
    for (String registry : AuthJson.members(root, "credHelpers", file).keySet()) {
      helpers.put(
          registry, AuthJson.text(root.get("credHelpers"), registry, file + ": credHelpers"));
    }
    return helpers;
  }

  private static Map<String, JsonNode> topEntries(ObjectNode root) {
    Map<String, JsonNode> entries = new LinkedHashMap<>();
    root.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
    return entries;
  }

  /** The helper that keeps the credentials of a registry; helpers know no namespaces. */
  Optional<String> helper(String registry) {
    return Optional.ofNullable(helpers.get(registry));
  }

  /**
   * The credentials for the most specific key that is there. A key that is there without usable
   * credentials ends the search in this file.
   */
  Optional<FoundCredential> find(CredentialKey key, List<String> warnings)
      throws RegistriesConfigException {
    boolean legacy = path.form() == AuthFilePath.Form.LEGACY;
    for (String candidate : legacy ? List.of(key.registry()) : key.candidates()) {
      JsonNode entry = entries.get(candidate);
      if (entry != null) {
        return decode(candidate, entry, warnings);
      }
    }
    String registry = hubName(key.registry());
    for (Map.Entry<String, JsonNode> entry : entries.entrySet()) {
      if (registryOf(entry.getKey()).equals(registry)) {
        return decode(entry.getKey(), entry.getValue(), warnings);
      }
    }
    if (hasDockerStore) {
      warnings.add(docker());
    }
    return Optional.empty();
  }

  /** What in the file has no effect. */
  List<String> doubts() throws RegistriesConfigException {
    List<String> doubts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : entries.entrySet()) {
      if (decode(entry.getKey(), entry.getValue(), doubts).isEmpty()
          && helpers.isEmpty()
          && !hasDockerStore
          && doubts.isEmpty()) {
        doubts.add(
            "%s: the entry \"%s\" holds no credentials; log in again, or remove it"
                .formatted(path.file(), entry.getKey()));
      }
    }
    if (hasDockerStore) {
      doubts.add(docker());
    }
    return doubts;
  }

  private String docker() {
    return "%s names a credsStore, which only Docker asks; list the helper in credHelpers or in credential-helpers of registries.conf"
        .formatted(path.file());
  }

  List<StoredCredential> list() {
    List<StoredCredential> stored = new ArrayList<>();
    helpers.forEach(
        (registry, helper) ->
            stored.add(new StoredCredential(registry, new CredentialOrigin.InHelper(helper))));
    for (String key : entries.keySet()) {
      stored.add(new StoredCredential(key, new CredentialOrigin.InFile(path.file())));
    }
    return stored;
  }

  /** For years, Docker wrote addresses of its interface as keys. */
  private String registryOf(String key) {
    String stripped = withoutPrefix(withoutPrefix(key, "http://"), "https://");
    boolean isUrl = !stripped.equals(key);
    int slash = stripped.indexOf('/');
    boolean cut = (isUrl || path.form() == AuthFilePath.Form.LEGACY) && slash >= 0;
    return hubName(cut ? stripped.substring(0, slash) : stripped);
  }

  private static String withoutPrefix(String text, String prefix) {
    return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
  }

  private static String hubName(String registry) {
    return registry.equals("docker.io") || registry.equals("registry-1.docker.io")
        ? DOCKER_HUB
        : registry;
  }

  private Optional<FoundCredential> decode(String key, JsonNode entry, List<String> warnings)
      throws RegistriesConfigException {
    String source = "%s: the entry \"%s\"".formatted(path.file(), key);
    if (!entry.isObject() && !entry.isNull()) {
      throw new RegistriesConfigException(
          "%s must be an object; correct it, or log in again".formatted(source));
    }
    String decoded = decodeBase64(AuthJson.text(entry, "auth", source), source);
    String token = AuthJson.text(entry, "identitytoken", source);
    int colon = decoded.indexOf(':');
    if (colon < 0) {
      // Docker leaves empty entries behind when a helper keeps the credentials.
      if (!decoded.isEmpty() || !token.isEmpty()) {
        warnings.add(
            "%s is skipped: its \"auth\" is not USER:PASSWORD in base64; log in again"
                .formatted(source));
      }
      return Optional.empty();
    }
    String username = decoded.substring(0, colon);
    String password = withoutZeros(decoded.substring(colon + 1));
    if (token.isEmpty() && username.isEmpty() && password.isEmpty()) {
      return Optional.empty();
    }
    Credential credential =
        token.isEmpty()
            ? new Credential.UsernamePassword(username, password)
            : new Credential.IdentityToken(token);
    return Optional.of(
        new FoundCredential(credential, key, new CredentialOrigin.InFile(path.file())));
  }

  private static String decodeBase64(String text, String source) throws RegistriesConfigException {
    try {
      return new String(
          Base64.getDecoder().decode(text.replace("\n", "").replace("\r", "")),
          StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new RegistriesConfigException(
          "%s: \"auth\" is not valid base64; log in again".formatted(source));
    }
  }

  private static String withoutZeros(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && text.charAt(start) == 0) {
      start++;
    }
    while (end > start && text.charAt(end - 1) == 0) {
      end--;
    }
    return text.substring(start, end);
  }
}
