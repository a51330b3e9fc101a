package io.drayage.registries;

import io.drayage.registries.PolicyDecision.Accepted;
import io.drayage.registries.PolicyDecision.Rejected;
import io.drayage.registries.PolicyRequirement.InsecureAcceptAnything;
import io.drayage.registries.PolicyRequirement.Reject;
import io.drayage.registries.PolicyRequirement.SignedBy;
import io.drayage.registries.PolicyRequirement.SigstoreSigned;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@code policy.json}: which images may be used; containers-policy.json(5). Rules for signatures
 * are read and checked, and reject every image until signatures can be verified. Immutable and
 * thread-safe.
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

  /** Whether an image may be used; the parameters are those of {@link #rule}. */
  public PolicyDecision decide(String transport, List<String> scopes) {
    PolicyRule rule = rule(transport, scopes);
    int number = 0;
    // No pattern switch: it is linked at run time, which costs each start of a copy. What is not
    // known to accept rejects.
    for (PolicyRequirement requirement : rule.requirements()) {
      number++;
      if (!(requirement instanceof InsecureAcceptAnything)) {
        return rejected(rule, number, requirement);
      }
    }
    return new Accepted();
  }

  private Rejected rejected(PolicyRule rule, int number, PolicyRequirement requirement) {
    String which = "requirement %d of %s is %s".formatted(number, rule.name(), requirement.type());
    return switch (requirement) {
      case InsecureAcceptAnything _, Reject _ ->
          new Rejected("%s rejects it: %s".formatted(source, which));
      case SignedBy _, SigstoreSigned _ ->
          new Rejected(
              "%s asks for a signature (%s) and signatures cannot be verified yet; --insecure-policy accepts every image"
                  .formatted(source, which));
    };
  }
}
