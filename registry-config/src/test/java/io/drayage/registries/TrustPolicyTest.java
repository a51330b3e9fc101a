package io.drayage.registries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Reference;
import io.drayage.registries.PolicyRequirement.KeyType;
import io.drayage.registries.PolicyRequirement.SignedBy;
import io.drayage.registries.PolicyRequirement.SigstoreSigned;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustPolicyTest {
  private static final Path FILE = Path.of("policy.json");
  private static final String ACCEPT = "[{\"type\":\"insecureAcceptAnything\"}]";
  private static final String REJECT = "[{\"type\":\"reject\"}]";

  @TempDir Path root = Path.of("");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | \"default\" is missing",
        "[] | the policy must be an object, not array",
        "{\"default\":null} | \"default\" must be an array of requirements, not null",
        "{\"default\":[]} | \"default\" has no requirements",
        "{\"default\":{}} | must be an array of requirements, not object",
        "{\"default\":[7]} | a requirement must be an object, not number",
        "{\"default\":ACCEPT,\"defaults\":1} | policy.json:1:48: unknown key \"defaults\" in the policy",
        "{\"default\":ACCEPT,\"default\":REJECT} | \"default\" is there twice",
        "{\"default\":ACCEPT} x | not valid JSON",
        "{\"default\":ACCEPT} {} | there is more text behind the policy",
        "{\"default\":ACCEPT | not valid JSON",
        "{\"Default\":ACCEPT} | unknown key \"Default\"",
        "{\"default\":ACCEPT,\"transports\":null} | \"transports\" must be an object, not null",
        "{\"default\":ACCEPT,\"transports\":{\"docker\":[]}} | transport \"docker\" must be an object",
        "{\"default\":ACCEPT,\"transports\":{\"docker\":{\"a\":[]}}} | docker \"a\" has no requirements",
        "{\"default\":ACCEPT,\"transports\":{\"docker\":{},\"docker\":{}}} | \"docker\" is there twice",
        "{\"default\":ACCEPT,\"transports\":{\"docker\":{\"a\":REJECT,\"a\":ACCEPT}}} | \"a\" is there twice",
        "{\"default\":ACCEPT,\"transports\":{\"dir\":{\"a\":REJECT}}} | must be an absolute path",
        "{\"default\":ACCEPT,\"transports\":{\"dir\":{\"/\":REJECT}}} | scope \"/\" is not allowed",
        "{\"default\":ACCEPT,\"transports\":{\"oci\":{\"/a/\":REJECT}}} | would never match; write \"/a\"",
        "{\"default\":ACCEPT,\"transports\":{\"oci\":{\"/a/../b\":REJECT}}} | write \"/b\"",
        "{\"default\":ACCEPT,\"transports\":{\"oci\":{\"/a\\u0000\":REJECT}}} | would never match",
        "{\"default\":ACCEPT,\"transports\":{\"oci-archive\":{\"a\":REJECT}}} | an absolute path",
        "{\"default\":ACCEPT,\"transports\":{\"docker-archive\":{\"/a\":REJECT}}} | only the scope \"\"",
      })
  void reportsAMistakeInTheFrameOfTheFile(String json, String message) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(RegistriesConfigException.class)
        .hasMessageStartingWith("policy.json")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | \"type\" is missing in a requirement",
        "{\"type\":7} | \"type\" must be a string, not number",
        "{\"type\":\"\"} | \"type\" is empty",
        "{\"type\":\"accept\"} | unknown type \"accept\" of a requirement",
        "{\"type\":\"Reject\"} | unknown type \"Reject\"",
        "{\"type\":\"reject\",\"type\":\"reject\"} | \"type\" is there twice",
        "{\"type\":\"reject\",\"why\":\"\"} | unknown key \"why\" in reject",
        "{\"type\":\"insecureAcceptAnything\",\"keyPath\":\"/k\"} | unknown key \"keyPath\"",
        "{\"type\":\"signedBy\",\"keyPath\":\"/k\"} | \"keyType\" is missing in signedBy",
        "{\"type\":\"signedBy\",\"keyType\":\"gpg\",\"keyPath\":\"/k\"} | unknown keyType \"gpg\"",
        "{\"type\":\"signedBy\",\"keyType\":null,\"keyPath\":\"/k\"} | \"keyType\" must be a string, not null",
        "{GPG} | exactly one of keyPath, keyPaths, keyData is needed",
        "{GPG,\"keyPath\":\"\"} | \"keyPath\" is empty",
        "{GPG,\"keyPath\":null} | \"keyPath\" must be a string, not null",
        "{GPG,\"keyPath\":\"/k\",\"keyData\":\"AAAA\"} | keyPath, keyData cannot be given together",
        "{GPG,\"keyPaths\":\"/k\"} | \"keyPaths\" must be an array of strings, not string",
        "{GPG,\"keyPaths\":[]} | \"keyPaths\" has no entries",
        "{GPG,\"keyPaths\":[1]} | \"keyPaths\" must be a string, not number",
        "{GPG,\"keyPaths\":[\"/k\",\"\"]} | \"keyPaths\" is empty",
        "{GPG,\"keyData\":\"?\"} | \"keyData\" is not valid base64",
        "{GPG,\"keyData\":\"AAA\"} | \"keyData\" is not valid base64",
        "{GPG,\"keyDatas\":[\"AAAA\"]} | unknown key \"keyDatas\" in signedBy",
        "{GPG,\"keyPath\":\"/k\",\"signedIdentity\":null} | \"signedIdentity\" must be an object, not null",
        "{GPG,\"keyPath\":\"/k\",\"signedIdentity\":{}} | \"type\" is missing in signedIdentity",
        "{GPG,\"keyPath\":\"/k\",\"signedIdentity\":{\"type\":\"x\"}} | unknown type \"x\" of signedIdentity",
        "{GPG,\"keyPath\":\"/k\",\"signedIdentity\":{\"type\":\"matchExact\",\"a\":1}} | unknown key \"a\"",
        "{GPG,\"keyPath\":\"/k\",\"signedIdentity\":{\"type\":\"exactReference\"}} | \"dockerReference\" is missing",
        "{GPG,\"keyPath\":\"/k\",\"signedIdentity\":{\"type\":\"exactReference\",\"dockerReference\":\"a.example/b\"}} | neither a tag nor a digest",
        "{GPG,\"keyPath\":\"/k\",\"signedIdentity\":{\"type\":\"exactReference\",\"dockerReference\":\"a.example/b@x\"}} | \"dockerReference\" cannot be",
        "{GPG,\"keyPath\":\"/k\",\"signedIdentity\":{\"type\":\"exactRepository\",\"dockerRepository\":\"a.example/UP\"}} | \"dockerRepository\" cannot be",
        "{GPG,\"keyPath\":\"/k\",\"signedIdentity\":{\"type\":\"remapIdentity\",\"prefix\":\"a.example\"}} | \"signedPrefix\" is missing",
        "{GPG,\"keyPath\":\"/k\",\"signedIdentity\":{\"type\":\"remapIdentity\",\"prefix\":\"a.example/\",\"signedPrefix\":\"b\"}} | \"prefix\" cannot be",
        "{\"type\":\"sigstoreSigned\"} | exactly one of keyPath, keyPaths, keyData, keyDatas, fulcio, pki",
        "{\"type\":\"sigstoreSigned\",\"keyType\":\"GPGKeys\",\"keyPath\":\"/k\"} | unknown key \"keyType\"",
        "{\"type\":\"sigstoreSigned\",\"keyPath\":\"/k\",\"keyDatas\":[\"AAAA\"]} | cannot be given together",
        "{\"type\":\"sigstoreSigned\",\"keyDatas\":[\"AAAA\",\"x\"]} | \"keyDatas\" is not valid base64",
        "{\"type\":\"sigstoreSigned\",\"keyPath\":\"/k\",\"rekorPublicKeyPath\":\"/r\",\"rekorPublicKeyData\":\"AAAA\"} | cannot be given together",
        "{\"type\":\"sigstoreSigned\",\"keyPath\":\"/k\",\"rekorPublicKeyPath\":\"\"} | \"rekorPublicKeyPath\" is empty",
        "{\"type\":\"sigstoreSigned\",\"fulcio\":\"x\",\"rekorPublicKeyPath\":\"/r\"} | \"fulcio\" must be an object",
        "{\"type\":\"sigstoreSigned\",\"fulcio\":{\"caPath\":\"/c\",\"oidcIssuer\":\"i\",\"subjectEmail\":\"e\"}} | fulcio needs one of rekorPublicKeyPath",
        "{\"type\":\"sigstoreSigned\",\"fulcio\":{\"oidcIssuer\":\"i\",\"subjectEmail\":\"e\"},\"rekorPublicKeyPath\":\"/r\"} | exactly one of caPath, caData",
        "{\"type\":\"sigstoreSigned\",\"fulcio\":{\"caPath\":\"/c\",\"subjectEmail\":\"e\"},\"rekorPublicKeyPath\":\"/r\"} | \"oidcIssuer\" is missing in fulcio",
        "{\"type\":\"sigstoreSigned\",\"fulcio\":{\"caPath\":\"/c\",\"oidcIssuer\":\"i\",\"subjectEmail\":\"e\",\"x\":1},\"rekorPublicKeyPath\":\"/r\"} | unknown key \"x\" in fulcio",
        "{\"type\":\"sigstoreSigned\",\"pki\":{\"caRootsPath\":\"/c\"}} | pki needs subjectEmail or subjectHostname",
        "{\"type\":\"sigstoreSigned\",\"pki\":{\"subjectEmail\":\"e\"}} | exactly one of caRootsPath, caRootsData",
        "{\"type\":\"sigstoreSigned\",\"pki\":{\"caRootsPath\":\"/c\",\"subjectEmail\":\"e\"},\"rekorPublicKeyPath\":\"/r\"} | pki and keys of Rekor",
        "{\"type\":\"sigstoreSigned\",\"pki\":{\"caRootsPath\":\"/c\",\"caIntermediatesPath\":\"/i\",\"caIntermediatesData\":\"AAAA\",\"subjectEmail\":\"e\"}} | caIntermediatesPath, caIntermediatesData cannot",
      })
  void reportsAMistakeInARequirement(String requirement, String message) {
    String json =
        "{\"default\":[%s]}"
            .formatted(requirement.replace("GPG,", GPG + ",").replace("{GPG}", "{" + GPG + "}"));

    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(RegistriesConfigException.class)
        .hasMessageStartingWith("policy.json:1:")
        .hasMessageContaining(message);
  }

  private static final String GPG = "\"type\":\"signedBy\",\"keyType\":\"GPGKeys\"";

  @Test
  void reportsEveryMistakeWithItsPlace() {
    assertThatThrownBy(
            () ->
                parse(
                    """
                    {
                      "default": [{"type": "rejct"}],
                      "transports": {"dir": {"here": [{"type": "reject"}]}},
                      "more": 1
                    }
                    """))
        .isInstanceOfSatisfying(
            RegistriesConfigException.class,
            e ->
                assertThat(e.problems())
                    .extracting(problem -> problem.position().toString())
                    .containsExactly("policy.json:2:24", "policy.json:3:26", "policy.json:4:3"));
  }

  @Test
  void readsEveryKindOfRequirement() throws Exception {
    TrustPolicy policy =
        parse(
            """
            {"default": [{"type": "reject"}],
             "transports": {
              "atomic": {"anything/goes": [{"type": "reject"}]},
              "docker": {
               "a.example": [
                {"type": "signedBy", "keyType": "GPGKeys", "keyPaths": ["/a", "/b"],
                 "signedIdentity": {"type": "remapIdentity", "prefix": "a.example:5000",
                                    "signedPrefix": "b.example/ns"}},
                {"type": "sigstoreSigned",
                 "fulcio": {"caData": "AAAA", "oidcIssuer": "i", "subjectEmail": "e"},
                 "rekorPublicKeyDatas": ["AAAA"]},
                {"type": "sigstoreSigned", "pki": {"caRootsPath": "/r", "subjectHostname": "h"},
                 "signedIdentity": {"type": "exactReference", "dockerReference": "b.example/c:1"}}
               ]}}}
            """);

    assertThat(policy.rule("docker", List.of("a.example")).requirements())
        .containsExactly(
            new SignedBy(
                KeyType.GPG_KEYS,
                new KeySource.Files(List.of("/a", "/b")),
                new SignedIdentity.RemapIdentity("a.example:5000", "b.example/ns")),
            new SigstoreSigned(
                new KeySource.Fulcio(new KeySource.Data(List.of("AAAA")), "i", "e"),
                Optional.of(new KeySource.Data(List.of("AAAA"))),
                new SignedIdentity.MatchRepoDigestOrExact()),
            new SigstoreSigned(
                new KeySource.Pki(
                    new KeySource.Files(List.of("/r")),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("h")),
                Optional.empty(),
                new SignedIdentity.ExactReference("b.example/c:1")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.example:5000/ns/app:1 | docker \"a.example:5000/ns/app:1\"",
        "a.example:5000/ns/app:2 | docker \"a.example:5000/ns/app\"",
        "a.example:5000/ns/other:1 | docker \"a.example:5000/ns\"",
        "a.example:5000/nso/app:1 | docker \"a.example:5000\"",
        "a.example:5001/ns/app:1 | docker \"*.example\"",
        "a.b.example/x:1 | docker \"*.b.example\"",
        "c.d.example/x:1 | docker \"*.example\"",
        "busybox | docker \"docker.io/library\"",
        "docker.io/ns/x | docker \"\"",
        "a.example.test/x:1 | docker \"\"",
      })
  void takesTheRuleOfTheMostSpecificScope(String reference, String rule) throws Exception {
    TrustPolicy policy =
        docker(
            "a.example:5000/ns/app:1",
            "a.example:5000/ns/app",
            "a.example:5000/ns",
            "a.example:5000",
            "*.b.example",
            "*.example",
            "docker.io/library",
            "");

    assertThat(policy.rule("docker", PolicyScopes.of(Reference.parse(reference))).name())
        .isEqualTo(rule);
    assertThat(policy.rule("dir", List.of()).name()).isEqualTo("\"default\"");
  }

  @Test
  void doesNotFallBackFromASpecificRuleThatRejects() throws Exception {
    TrustPolicy policy =
        parse(
            "{\"default\":%s,\"transports\":{\"docker\":{\"a.example/x\":%s,\"a.example\":%s,\"\":%s}}}"
                .formatted(ACCEPT, REJECT, ACCEPT, ACCEPT));

    assertThat(requirements(policy, "a.example/x:1")).containsExactly("reject");
    assertThat(rule(policy, "a.example/x:1").name()).isEqualTo("docker \"a.example/x\"");
    assertThat(requirements(policy, "a.example/y:1")).containsExactly("insecureAcceptAnything");
  }

  @Test
  void keepsAllRequirementsOfARule() throws Exception {
    TrustPolicy policy =
        parse("{\"default\":[{\"type\":\"insecureAcceptAnything\"},{\"type\":\"reject\"}]}");

    assertThat(requirements(policy, "a.example/x"))
        .containsExactly("insecureAcceptAnything", "reject");
    assertThat(policy.name()).isEqualTo("policy.json");
  }

  @Test
  void prefersTheUsersFileAndMergesNothing() throws Exception {
    ConfigFolder folder = new ConfigFolder(root);
    folder.system("policy.json", "{\"default\":%s}".formatted(REJECT));
    TrustPolicy system = TrustPolicy.load(folder.environment());
    folder.user("policy.json", "{\"default\":%s}".formatted(ACCEPT));
    TrustPolicy user = TrustPolicy.load(folder.environment());

    assertThat(requirements(system, "a.example/x")).containsExactly("reject");
    assertThat(requirements(user, "a.example/x")).containsExactly("insecureAcceptAnything");
  }

  @Test
  void acceptsEverythingWhenThereIsNoFile() throws Exception {
    TrustPolicy policy = TrustPolicy.load(new ConfigFolder(root).environment());

    assertThat(requirements(policy, "a.example/x")).containsExactly("insecureAcceptAnything");
  }

  @Test
  void doesNotTakeALinkToNowhereForTheAbsenceOfAPolicy() throws IOException {
    ConfigFolder folder = new ConfigFolder(root);
    Path file = folder.system("policy.json", "");
    Files.delete(file);
    Files.createSymbolicLink(file, root.resolve("nowhere"));

    assertThatThrownBy(() -> TrustPolicy.load(folder.environment()))
        .hasMessageContaining("does not exist");
  }

  @Test
  void wantsAFileThatWasNamedToExistAndNotToBeEmpty() throws IOException {
    Path file = Files.createFile(root.resolve("p.json"));

    assertThatThrownBy(() -> TrustPolicy.load(root.resolve("missing.json")))
        .hasMessageContaining("missing.json does not exist");
    assertThatThrownBy(() -> TrustPolicy.load(file)).hasMessageContaining("p.json is empty");
  }

  private static TrustPolicy docker(String... scopes) throws RegistriesConfigException {
    StringBuilder rules = new StringBuilder();
    for (String scope : scopes) {
      rules.append(rules.isEmpty() ? "" : ",").append("\"%s\":%s".formatted(scope, REJECT));
    }
    return parse("{\"default\":%s,\"transports\":{\"docker\":{%s}}}".formatted(ACCEPT, rules));
  }

  private static PolicyRule rule(TrustPolicy policy, String reference) {
    return policy.rule("docker", PolicyScopes.of(Reference.parse(reference)));
  }

  private static List<String> requirements(TrustPolicy policy, String reference) {
    return rule(policy, reference).requirements().stream().map(PolicyRequirement::type).toList();
  }

  private static TrustPolicy parse(String json) throws RegistriesConfigException {
    return TrustPolicy.parse(
        json.replace("ACCEPT", ACCEPT).replace("REJECT", REJECT).getBytes(StandardCharsets.UTF_8),
        FILE);
  }
}
