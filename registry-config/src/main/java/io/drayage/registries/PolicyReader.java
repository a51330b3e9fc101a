package io.drayage.registries;

import io.drayage.registries.PolicyRequirement.InsecureAcceptAnything;
import io.drayage.registries.PolicyRequirement.KeyType;
import io.drayage.registries.PolicyRequirement.Reject;
import io.drayage.registries.PolicyRequirement.SignedBy;
import io.drayage.registries.PolicyRequirement.SigstoreSigned;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a {@code policy.json} strictly: what is not understood must not be ignored. */
final class PolicyReader {
  private static final Set<String> PATH_TRANSPORTS = Set.of("dir", "oci", "oci-archive");

  private final Findings findings = new Findings();

  private PolicyReader() {}

  static TrustPolicy read(byte[] json, Path file) throws RegistriesConfigException {
    PolicyReader reader = new PolicyReader();
    PolicyValue root = PolicyJson.read(json, file, reader.findings);
    Optional<TrustPolicy> policy =
        PolicyFields.of(root, "the policy", reader.findings)
            .flatMap(fields -> reader.policy(fields, file));
    reader.findings.throwProblems();
    return policy.orElseThrow(
        () -> new IllegalStateException("a policy that is not valid has problems"));
  }

  private Optional<TrustPolicy> policy(PolicyFields fields, Path file) {
    fields.allowOnly(Set.of("default", "transports"), "the policy");
    Map<String, Map<String, PolicyRule>> transports = new LinkedHashMap<>();
    members(fields.value("transports"), "\"transports\"")
        .forEach(
            (transport, member) -> transports.put(transport, scopes(transport, member.value())));
    Optional<PolicyValue> standard = fields.value("default");
    if (standard.isEmpty()) {
      fields.problem("\"default\" is missing: say what applies when nothing else does");
    }
    return standard
        .flatMap(value -> rule("\"default\"", value))
        .map(rule -> new TrustPolicy(file.toString(), rule, transports));
  }

  private Map<String, PolicyRule> scopes(String transport, PolicyValue value) {
    Map<String, PolicyRule> rules = new LinkedHashMap<>();
    members(Optional.of(value), "transport \"%s\"".formatted(transport))
        .forEach(
            (scope, member) -> {
              checkScope(transport, scope, member.key());
              rule("%s \"%s\"".formatted(transport, scope), member.value())
                  .ifPresent(rule -> rules.put(scope, rule));
            });
    return rules;
  }

  private Map<String, PolicyValue.Member> members(Optional<PolicyValue> value, String name) {
    return value
        .flatMap(found -> PolicyFields.of(found, name, findings))
        .map(fields -> fields.table().members())
        .orElse(Map.of());
  }

  private void checkScope(String transport, String scope, Position key) {
    if (scope.isEmpty()) {
      return;
    }
    if (transport.equals("docker-archive")) {
      findings.problem(
          key, "docker-archive knows only the scope \"\", not \"%s\"".formatted(scope));
    }
    if (!PATH_TRANSPORTS.contains(transport)) {
      return;
    }
    if (!scope.startsWith("/")) {
      findings.problem(key, "scope \"%s\" must be an absolute path".formatted(scope));
      return;
    }
    if (scope.equals("/")) {
      findings.problem(key, "scope \"/\" is not allowed; write \"\" for all of the transport");
      return;
    }
    String canonical = canonical(scope);
    if (!canonical.equals(scope)) {
      findings.problem(
          key, "scope \"%s\" would never match; write \"%s\"".formatted(scope, canonical));
    }
  }

  /** The form in which paths are compared; nothing for what is no path. */
  private static String canonical(String scope) {
    try {
      return Path.of(scope).normalize().toString();
    } catch (InvalidPathException e) {
      return "";
    }
  }

  private Optional<PolicyRule> rule(String name, PolicyValue value) {
    if (!(value instanceof PolicyValue.Array(var elements, var position))) {
      findings.problem(
          value.position(),
          "%s must be an array of requirements, not %s".formatted(name, value.type()));
      return Optional.empty();
    }
    if (elements.isEmpty()) {
      findings.problem(position, "%s has no requirements; at least one is needed".formatted(name));
      return Optional.empty();
    }
    List<PolicyRequirement> requirements = new ArrayList<>();
    for (PolicyValue element : elements) {
      PolicyFields.of(element, "a requirement", findings)
          .flatMap(this::requirement)
          .ifPresent(requirements::add);
    }
    return requirements.size() == elements.size()
        ? Optional.of(new PolicyRule(name, requirements))
        : Optional.empty();
  }

  private Optional<PolicyRequirement> requirement(PolicyFields fields) {
    Optional<String> type = fields.requiredText("type", "a requirement");
    if (type.isEmpty()) {
      return Optional.empty();
    }
    return switch (type.get()) {
      case InsecureAcceptAnything.TYPE -> plain(fields, new InsecureAcceptAnything());
      case Reject.TYPE -> plain(fields, new Reject());
      case SignedBy.TYPE -> signedBy(fields);
      case SigstoreSigned.TYPE -> sigstoreSigned(fields);
      default -> {
        findings.problem(
            fields.place("type"),
            "unknown type \"%s\" of a requirement; choose %s"
                .formatted(
                    type.get(),
                    String.join(
                        ", ",
                        InsecureAcceptAnything.TYPE,
                        Reject.TYPE,
                        SignedBy.TYPE,
                        SigstoreSigned.TYPE)));
        yield Optional.empty();
      }
    };
  }

  private static Optional<PolicyRequirement> plain(
      PolicyFields fields, PolicyRequirement requirement) {
    fields.allowOnly(Set.of("type"), requirement.type());
    return Optional.of(requirement);
  }

  private Optional<PolicyRequirement> signedBy(PolicyFields fields) {
    fields.allowOnly(
        Set.of("type", "keyType", "keyPath", "keyPaths", "keyData", "signedIdentity"),
        SignedBy.TYPE);
    Optional<KeyType> keyType =
        fields.requiredText("keyType", SignedBy.TYPE).flatMap(text -> keyType(fields, text));
    Optional<KeySource> keys =
        new KeySources(fields, findings).only(List.of("keyPath", "keyPaths", "keyData"), true);
    Optional<SignedIdentity> identity = SignedIdentities.read(fields, findings);
    return keyType.isPresent() && keys.isPresent() && identity.isPresent()
        ? Optional.of(new SignedBy(keyType.get(), keys.get(), identity.get()))
        : Optional.empty();
  }

  private Optional<KeyType> keyType(PolicyFields fields, String text) {
    Optional<KeyType> found =
        Arrays.stream(KeyType.values()).filter(type -> type.toString().equals(text)).findFirst();
    if (found.isEmpty()) {
      findings.problem(
          fields.place("keyType"),
          "unknown keyType \"%s\"; choose one of %s"
              .formatted(text, Arrays.toString(KeyType.values())));
    }
    return found;
  }

  private Optional<PolicyRequirement> sigstoreSigned(PolicyFields fields) {
    List<String> keyFields = List.of("keyPath", "keyPaths", "keyData", "keyDatas", "fulcio", "pki");
    List<String> rekorFields =
        List.of(
            "rekorPublicKeyPath",
            "rekorPublicKeyPaths",
            "rekorPublicKeyData",
            "rekorPublicKeyDatas");
    List<String> all = new ArrayList<>(List.of("type", "signedIdentity"));
    all.addAll(keyFields);
    all.addAll(rekorFields);
    fields.allowOnly(Set.copyOf(all), SigstoreSigned.TYPE);
    KeySources sources = new KeySources(fields, findings);
    Optional<KeySource> keys = sources.only(keyFields, true);
    Optional<KeySource> rekor = sources.only(rekorFields, false);
    boolean asksRekor = rekorFields.stream().anyMatch(fields::has);
    if (fields.has("fulcio") && !asksRekor) {
      fields.problem("fulcio needs one of " + String.join(", ", rekorFields));
    }
    if (fields.has("pki") && asksRekor) {
      fields.problem("pki and keys of Rekor cannot be given together");
    }
    Optional<SignedIdentity> identity = SignedIdentities.read(fields, findings);
    return keys.isPresent() && identity.isPresent()
        ? Optional.of(new SigstoreSigned(keys.get(), rekor, identity.get()))
        : Optional.empty();
  }
}
