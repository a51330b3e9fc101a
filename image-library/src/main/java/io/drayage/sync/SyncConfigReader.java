package io.drayage.sync;

import io.drayage.image.Credential;
import io.drayage.image.Digest;
import io.drayage.image.DigestReference;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Platform;
import io.drayage.image.Reference;
import io.drayage.image.RepositoryName;
import io.drayage.image.Tag;
import io.drayage.image.TagReference;
import io.drayage.registries.yaml.Yaml;
import io.drayage.registries.yaml.YamlEntry;
import io.drayage.registries.yaml.YamlException;
import io.drayage.sync.TagSelection.Filtered;
import io.drayage.sync.TagSelection.Listed;
import io.drayage.transport.RegistryOptions;
import io.drayage.transport.TlsVerification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads one sync file and collects what is wrong with its entries. */
final class SyncConfigReader {
  private static final Set<String> REGISTRY_KEYS =
      Set.of(
          "images",
          "images-by-tag-regex",
          "images-by-semver",
          "credentials",
          "tls-verify",
          "cert-dir");
  private static final Set<String> CREDENTIAL_KEYS =
      Set.of("username", "password", "identitytoken");

  private final String name;
  private final List<SyncProblem> problems = new ArrayList<>();

  SyncConfigReader(String name) {
    this.name = name;
  }

  SyncConfig read(String text) {
    List<Node> documents = Yaml.documents(text, name);
    if (documents.size() > 1) {
      error(Yaml.line(documents.get(1)), "only the first document of a file is read");
    }
    var registries = new ArrayList<RegistryRules>();
    if (!documents.isEmpty()) {
      try {
        for (YamlEntry entry : Yaml.entries(documents.getFirst())) {
          registry(entry).ifPresent(registries::add);
        }
      } catch (YamlException e) {
        throw new InvalidFormatException(
            "Failed to unmarshal \"%s\": line %d: %s".formatted(name, e.line(), e.getMessage()), e);
      }
    }
    if (registries.isEmpty() && problems.isEmpty()) {
      problems.add(SyncProblem.warning(name, "No registries specified"));
    }
    return new SyncConfig(name, registries, problems);
  }

  /** A mistake in how a registry is reached drops the whole entry: it must not be guessed. */
  private Optional<RegistryRules> registry(YamlEntry entry) {
    try {
      List<YamlEntry> keys = Yaml.entries(entry.value());
      for (YamlEntry key : keys) {
        if (!REGISTRY_KEYS.contains(key.key())) {
          error(key.line(), "unknown key \"%s\" of registry %s".formatted(key.key(), entry.key()));
        }
      }
      RegistryOptions options = options(keys);
      var rules = new ArrayList<RepositoryRule>();
      rules(entry, keys, "images", this::images, rules);
      rules(entry, keys, "images-by-tag-regex", SyncConfigReader::byRegex, rules);
      rules(entry, keys, "images-by-semver", SyncConfigReader::bySemver, rules);
      if (keys.stream().noneMatch(key -> key.key().startsWith("images") && holdsAny(key.value()))) {
        warning(entry.line(), "No images specified for registry " + entry.key());
      }
      return Optional.of(new RegistryRules(entry.key(), options, rules));
    } catch (YamlException e) {
      error(e.line(), "registry %s: %s".formatted(entry.key(), e.getMessage()));
      return Optional.empty();
    }
  }

  private static boolean holdsAny(Node node) {
    return !(node instanceof MappingNode map) ? !Yaml.isNull(node) : !map.getValue().isEmpty();
  }

  private static RegistryOptions options(List<YamlEntry> keys) throws YamlException {
    TlsVerification verification = TlsVerification.CONFIGURED;
    Optional<Node> verify = Yaml.find(keys, "tls-verify");
    if (verify.isPresent()) {
      verification = Yaml.bool(verify.get()) ? TlsVerification.REQUIRED : TlsVerification.SKIPPED;
    }
    Optional<Credential> credential = Optional.empty();
    Optional<Node> credentials = Yaml.find(keys, "credentials");
    if (credentials.isPresent()) {
      credential = credential(credentials.get());
    }
    Optional<Path> folder = Optional.empty();
    Optional<Node> certificates = Yaml.find(keys, "cert-dir");
    if (certificates.isPresent() && !Yaml.string(certificates.get()).isEmpty()) {
      folder = Optional.of(Path.of(Yaml.string(certificates.get())));
    }
    return new RegistryOptions(verification, credential, folder);
  }

  private static Optional<Credential> credential(Node node) throws YamlException {
    List<YamlEntry> keys = Yaml.entries(node);
    for (YamlEntry key : keys) {
      if (!CREDENTIAL_KEYS.contains(key.key())) {
        throw new YamlException(
            key.line(), "unknown key \"%s\" of credentials".formatted(key.key()));
      }
    }
    String username = text(keys, "username");
    String password = text(keys, "password");
    String token = text(keys, "identitytoken");
    if (!token.isEmpty()) {
      return Optional.of(new Credential.IdentityToken(token));
    }
    if (username.isEmpty() && password.isEmpty()) {
      return Optional.empty();
    }
    if (username.isEmpty()) {
      throw new YamlException(node, "credentials have a password and no username");
    }
    return Optional.of(new Credential.UsernamePassword(username, password));
  }

  private static String text(List<YamlEntry> keys, String key) throws YamlException {
    Optional<Node> value = Yaml.find(keys, key);
    return value.isPresent() ? Yaml.string(value.get()) : "";
  }

  /** Reads what stands behind the name of a repository. */
  private interface RuleReader {
    Rule read(RepositoryName repository, Node value) throws YamlException;
  }

  private record Rule(TagSelection tags, List<Platform> platforms) {}

  private void rules(
      YamlEntry registry,
      List<YamlEntry> keys,
      String key,
      RuleReader reader,
      List<RepositoryRule> rules) {
    Optional<Node> section = Yaml.find(keys, key);
    if (section.isEmpty()) {
      return;
    }
    try {
      for (YamlEntry repository : Yaml.entries(section.get())) {
        rule(registry.key(), repository, reader).ifPresent(rules::add);
      }
    } catch (YamlException e) {
      error(e.line(), "%s of registry %s: %s".formatted(key, registry.key(), e.getMessage()));
    }
  }

  private Optional<RepositoryRule> rule(String registry, YamlEntry entry, RuleReader reader) {
    String name = registry + "/" + entry.key();
    try {
      RepositoryName repository = RepositoryName.parse(name);
      Rule rule = reader.read(repository, entry.value());
      return Optional.of(
          new RepositoryRule(repository, rule.tags(), rule.platforms(), where(entry.line())));
    } catch (YamlException e) {
      error(e.line(), "repository %s: %s".formatted(name, e.getMessage()));
    } catch (InvalidFormatException e) {
      error(entry.line(), "repository %s: %s".formatted(name, e.getMessage()));
    }
    return Optional.empty();
  }

  /** Skopeo's list of tags and digests, or a map of filters. */
  private Rule images(RepositoryName repository, Node value) throws YamlException {
    if (value instanceof MappingNode) {
      FilterMap map = FilterMap.read(value);
      TagSelection tags =
          map.tags().isEmpty()
              ? new Filtered(map.filter())
              : new Listed(references(repository, map.tags()));
      return new Rule(tags, map.platforms());
    }
    if (Yaml.isNull(value)) {
      return new Rule(new Filtered(new TagFilter.Everything()), List.of());
    }
    if (!(value instanceof SequenceNode list)) {
      throw new YamlException(value, "expected a list of tags and digests, or a map of filters");
    }
    if (list.getValue().isEmpty()) {
      return new Rule(new Filtered(new TagFilter.Everything()), List.of());
    }
    return new Rule(new Listed(references(repository, list.getValue())), List.of());
  }

  /** A wrong reference is left out; the others of the list are good. */
  private List<Reference> references(RepositoryName repository, List<Node> nodes) {
    var references = new LinkedHashSet<Reference>();
    for (Node node : nodes) {
      try {
        references.add(reference(repository, Yaml.string(node)));
      } catch (YamlException | InvalidFormatException e) {
        error(Yaml.line(node), "repository %s: %s".formatted(repository, e.getMessage()));
      }
    }
    return List.copyOf(references);
  }

  private static Reference reference(RepositoryName repository, String text) {
    // No tag holds a colon, every digest does.
    return text.indexOf(':') >= 0
        ? new DigestReference(repository, Digest.parse(text))
        : new TagReference(repository, new Tag(text));
  }

  private static Rule byRegex(RepositoryName repository, Node value) throws YamlException {
    return new Rule(new Filtered(TagFilter.Regex.parse(Yaml.string(value))), List.of());
  }

  private static Rule bySemver(RepositoryName repository, Node value) throws YamlException {
    SemverConstraint range = SemverConstraint.parse(Yaml.string(value));
    return new Rule(new Filtered(new TagFilter.InRange(range)), List.of());
  }

  private String where(int line) {
    return name + ":" + line;
  }

  private void error(int line, String message) {
    problems.add(SyncProblem.error(where(line), message));
  }

  private void warning(int line, String message) {
    problems.add(SyncProblem.warning(where(line), message));
  }
}
