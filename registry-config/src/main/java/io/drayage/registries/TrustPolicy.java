package io.drayage.registries;

import io.drayage.registries.PolicyRequirement.InsecureAcceptAnything;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@code policy.json}: which images may be used; containers-policy.json(5). Whether an image
 * fulfils a rule is for others to find out. Immutable and thread-safe.
 */
public final class TrustPolicy {
  private static final TrustPolicy ACCEPTING =
      new TrustPolicy(
          "no policy.json",
          new PolicyRule("\"default\"", List.of(new InsecureAcceptAnything())),
          Map.of());
  private static final String FILE = "policy.json";

  private final String source;
  private final PolicyRule standard;
  private final Map<String, Map<String, PolicyRule>> transports;

  /**
   * @param source what messages call the policy
   * @param standard what applies when nothing else does
   * @param transports rules by transport and scope
   */
  TrustPolicy(String source, PolicyRule standard, Map<String, Map<String, PolicyRule>> transports) {
    this.source = source;
    this.standard = standard;
    this.transports = Map.copyOf(transports);
  }

  /** What messages call the policy: its file. */
  public String name() {
    return source;
  }

  /** A policy that accepts every image. */
  public static TrustPolicy acceptingEverything() {
    return ACCEPTING;
  }

  /**
   * Reads a file that somebody named.
   *
   * @throws RegistriesConfigException when it is missing, cannot be read or is not valid; all
   *     mistakes are in it, with their places
   */
  public static TrustPolicy load(Path file) throws RegistriesConfigException {
    Optional<byte[]> bytes = BoundedFile.bytes(file);
    if (bytes.isEmpty()) {
      throw new RegistriesConfigException(
          "the trust policy %s does not exist; correct the path".formatted(file));
    }
    return parse(bytes.get(), file);
  }

  /**
   * Reads the user's file, or without one the system's; the two are never merged. Without both,
   * every image is accepted.
   *
   * @throws RegistriesConfigException when a file is there and cannot be read or is not valid
   */
  public static TrustPolicy load(ConfigEnvironment environment) throws RegistriesConfigException {
    Path user = environment.userConfig().resolve(FILE);
    if (isThere(user)) {
      return load(user);
    }
    Path system = environment.system("etc/containers").resolve(FILE);
    Optional<byte[]> bytes = BoundedFile.bytes(system);
    if (bytes.isPresent()) {
      return parse(bytes.get(), system);
    }
    // A link that leads nowhere is a mistake and not the absence of a policy.
    return isThere(system) ? load(system) : ACCEPTING;
  }

  /**
   * Reads the content of a file.
   *
   * @param file only for messages
   * @throws RegistriesConfigException when it is not valid
   */
  public static TrustPolicy parse(byte[] json, Path file) throws RegistriesConfigException {
    return PolicyReader.read(json, file);
  }

  /** The file that {@link #load(ConfigEnvironment)} reads, if it is there. */
  static Path file(ConfigEnvironment environment) {
    Path user = environment.userConfig().resolve(FILE);
    return isThere(user) ? user : environment.system("etc/containers").resolve(FILE);
  }

  /** What applies when nothing else does. */
  PolicyRule standard() {
    return standard;
  }

  /** All rules. */
  List<PolicyRule> rules() {
    List<PolicyRule> rules = new ArrayList<>(List.of(standard));
    transports.values().forEach(scopes -> rules.addAll(scopes.values()));
    return rules;
  }

  /** The files with keys and certificates that rules name, as they are written. */
  public List<String> keyFiles() {
    return rules().stream()
        .flatMap(rule -> rule.requirements().stream())
        .flatMap(PolicyCheck::files)
        .toList();
  }

  private static boolean isThere(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** What messages call the policy: its file, or that there is none. */
  public String source() {
    return source;
  }

  /**
   * The rule for an image: the one of the most specific scope that is in the file, and only that.
   *
   * @param transport the transport's name, such as {@code docker}
   * @param scopes what the image is known by, the most specific first; see {@link PolicyScopes}
   */
  public PolicyRule rule(String transport, List<String> scopes) {
    Map<String, PolicyRule> rules = transports.getOrDefault(transport, Map.of());
    for (String scope : scopes) {
      PolicyRule rule = rules.get(scope);
      if (rule != null) {
        return rule;
      }
    }
    return rules.getOrDefault("", standard);
  }
}
