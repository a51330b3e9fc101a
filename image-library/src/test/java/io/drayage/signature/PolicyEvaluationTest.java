package io.drayage.signature;

import static io.drayage.signature.OpenPgpFixture.CREATED;
import static io.drayage.signature.OpenPgpFixture.certified;
import static io.drayage.signature.OpenPgpFixture.file;
import static io.drayage.signature.OpenPgpFixture.join;
import static io.drayage.signature.OpenPgpFixture.message;
import static io.drayage.signature.OpenPgpFixture.pair;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.drayage.image.Digest;
import io.drayage.image.DigestAlgorithm;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.image.Reference;
import io.drayage.registries.KeySource;
import io.drayage.registries.PolicyRequirement;
import io.drayage.registries.PolicyRequirement.InsecureAcceptAnything;
import io.drayage.registries.PolicyRequirement.KeyType;
import io.drayage.registries.PolicyRequirement.Reject;
import io.drayage.registries.PolicyRequirement.SignedBy;
import io.drayage.registries.PolicyRule;
import io.drayage.registries.SignedIdentity;
import io.drayage.signature.OpenPgpFixture.Signing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyEvaluationTest {
  private static final RawManifest MANIFEST =
      RawManifest.of("{\"schemaVersion\": 2}".getBytes(UTF_8), MediaType.OCI_MANIFEST);
  private static final String NAME = "registry.example/team/app:1";

  private final PGPKeyPair key = pair();
  private final PGPKeyPair otherKey = pair();
  private final PolicyEvaluation evaluation =
      new PolicyEvaluation(InstantSource.fixed(CREATED.plus(Duration.ofDays(30))));

  @Test
  void acceptsAnythingWhereNothingIsAsked() {
    assertThat(decide(new InsecureAcceptAnything())).isEqualTo(new PolicyVerdict.Accepted());
  }

  @Test
  void rejectsEverythingWhereThatIsAsked() {
    assertReason("it rejects every image", decide(new Reject(), good()));
  }

  @Test
  void acceptsSignatureByKeyForNameAndManifest() {
    assertThat(decide(signedBy(key), good())).isEqualTo(new PolicyVerdict.Accepted());
  }

  @Test
  void acceptsSignatureOfAnotherDigestAlgorithm() {
    Digest digest = Digest.of(DigestAlgorithm.SHA512, MANIFEST.bytes());

    assertThat(decide(signedBy(key), signature(key, digest, NAME)))
        .isEqualTo(new PolicyVerdict.Accepted());
  }

  @Test
  void oneGoodSignatureAmongBadOnesIsEnough() {
    assertThat(
            decide(
                signedBy(key),
                signature(otherKey, MANIFEST.digest(), NAME),
                junk(),
                good(),
                junk()))
        .isEqualTo(new PolicyVerdict.Accepted());
  }

  @Test
  void saysOfEverySignatureWhyItDoesNotCount() {
    PolicyVerdict verdict =
        decide(
            signedBy(key),
            signature(otherKey, MANIFEST.digest(), NAME),
            junk(),
            signature(key, Digest.of(new byte[1]), NAME),
            signature(key, MANIFEST.digest(), "registry.example/team/other:1"),
            new SimpleSignature(message("{}".getBytes(UTF_8), Signing.by(key))));

    assertThat(verdict).isInstanceOf(PolicyVerdict.Rejected.class);
    PolicyVerdict.Rejected rejected = (PolicyVerdict.Rejected) verdict;
    assertThat(rejected.failures()).hasSize(1);
    List<String> reasons = rejected.failures().getFirst().reasons();
    assertThat(reasons).hasSize(5);
    assertThat(reasons.get(0))
        .isEqualTo(
            "signature 1: made by key %016X, which is not among the accepted ones"
                .formatted(otherKey.getKeyID()));
    assertThat(reasons.get(1)).startsWith("signature 2: not an OpenPGP message");
    assertThat(reasons.get(2))
        .isEqualTo(
            "signature 3: made for the manifest %s, while this one is %s"
                .formatted(Digest.of(new byte[1]), MANIFEST.digest()));
    assertThat(reasons.get(3))
        .isEqualTo("signature 4: made for registry.example/team/other:1, not for " + NAME);
    assertThat(reasons.get(4)).startsWith("signature 5: \"").contains("is missing");
    assertThat(rejected.reason())
        .startsWith(
            "docker://%s is rejected by requirement 1 (signedBy) of docker \"registry.example\": signature 1: "
                .formatted(NAME));
  }

  @Test
  void allRequirementsMustBeFulfilled() {
    PolicyVerdict verdict =
        decide(List.of(new InsecureAcceptAnything(), signedBy(key), signedBy(otherKey)), good());

    assertThat(((PolicyVerdict.Rejected) verdict).failures())
        .singleElement()
        .satisfies(failure -> assertThat(failure.number()).isEqualTo(3));
    assertThat(
            decide(
                List.of(signedBy(key), signedBy(otherKey)),
                good(),
                signature(otherKey, MANIFEST.digest(), NAME)))
        .isEqualTo(new PolicyVerdict.Accepted());
  }

  @Test
  void saysThatThereIsNoSignature() {
    assertReason("a signature is required and the image has none", decide(signedBy(key)));
    assertReason(
        "has none of this kind (1 of other kinds)",
        decide(
            signedBy(key),
            new SigstoreSignature(SigstoreSignature.SIMPLE_SIGNING, new byte[0], Map.of())));
  }

  @Test
  void saysThatKeysCannotBeRead(@TempDir Path folder) throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "hello");

    assertReason(
        "/nonexistent.gpg does not exist",
        decide(signedBy(new KeySource.Files(List.of("/nonexistent.gpg"))), good()));
    assertReason(
        "public key", decide(signedBy(new KeySource.Files(List.of(text.toString()))), good()));
    assertReason("public key", decide(signedBy(new KeySource.Data(List.of("aGVsbG8="))), good()));
    assertReason(
        "X509Certificates",
        decide(
            new SignedBy(KeyType.X509_CERTIFICATES, data(key), new SignedIdentity.MatchExact()),
            good()));
  }

  @Test
  void readsKeysFromSeveralFiles(@TempDir Path folder) throws IOException {
    Path first = Files.write(folder.resolve("1"), file(certified(otherKey)));
    Path second = Files.write(folder.resolve("2"), file(certified(key)));

    KeySource files = new KeySource.Files(List.of(first.toString(), second.toString()));

    assertThat(decide(signedBy(files), good())).isEqualTo(new PolicyVerdict.Accepted());
  }

  @Test
  void readsKeysOnceForAllImages(@TempDir Path folder) throws IOException {
    Path keys = Files.write(folder.resolve("keys"), file(certified(key)));
    PolicyRequirement requirement = signedBy(new KeySource.Files(List.of(keys.toString())));
    assertThat(decide(requirement, good())).isEqualTo(new PolicyVerdict.Accepted());

    Files.delete(keys);

    assertThat(decide(requirement, good())).isEqualTo(new PolicyVerdict.Accepted());
  }

  @Test
  void takesKeysThatAppearLater(@TempDir Path folder) throws IOException {
    Path keys = folder.resolve("keys");
    PolicyRequirement requirement = signedBy(new KeySource.Files(List.of(keys.toString())));
    assertReason("does not exist", decide(requirement, good()));

    Files.write(keys, file(certified(key)));

    assertThat(decide(requirement, good())).isEqualTo(new PolicyVerdict.Accepted());
  }

  @Test
  void imageWithoutReferenceNeedsAnExactIdentity() {
    SignedImage folder =
        new SignedImage("dir:/images/app", MANIFEST, Optional.empty(), List.of(good()));

    assertReason(
        "no docker reference to compare with",
        evaluation.decide(rule(List.of(signedBy(key))), folder));
    assertThat(
            evaluation.decide(
                rule(
                    List.of(
                        new SignedBy(
                            KeyType.GPG_KEYS, data(key), new SignedIdentity.ExactReference(NAME)))),
                folder))
        .isEqualTo(new PolicyVerdict.Accepted());
  }

  @Test
  void tellsWhatARuleNeeds() {
    assertThat(PolicyEvaluation.needsSignatures(rule(List.of(new InsecureAcceptAnything()))))
        .isFalse();
    assertThat(
            PolicyEvaluation.needsSignatures(
                rule(List.of(new InsecureAcceptAnything(), signedBy(key)))))
        .isTrue();
    assertThat(PolicyEvaluation.rejectsAlways(rule(List.of(signedBy(key), new Reject())))).isTrue();
    assertThat(PolicyEvaluation.rejectsAlways(rule(List.of(signedBy(key))))).isFalse();
  }

  @Test
  void refusesMoreSignaturesThanTheLimit() {
    List<Signature> many = Collections.nCopies(Signature.MAXIMUM_COUNT + 1, good());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SignedImage("x", MANIFEST, Optional.empty(), many))
        .withMessageContaining("129 signatures");
  }

  private PolicyVerdict decide(PolicyRequirement requirement, Signature... signatures) {
    return decide(List.of(requirement), signatures);
  }

  private PolicyVerdict decide(List<PolicyRequirement> requirements, Signature... signatures) {
    return evaluation.decide(
        rule(requirements),
        new SignedImage(
            "docker://" + NAME, MANIFEST, Optional.of(Reference.parse(NAME)), List.of(signatures)));
  }

  private static PolicyRule rule(List<PolicyRequirement> requirements) {
    return new PolicyRule("docker \"registry.example\"", requirements);
  }

  private static SignedBy signedBy(PGPKeyPair by) {
    return signedBy(data(by));
  }

  private static SignedBy signedBy(KeySource keys) {
    return new SignedBy(KeyType.GPG_KEYS, keys, new SignedIdentity.MatchRepoDigestOrExact());
  }

  private static KeySource data(PGPKeyPair by) {
    return new KeySource.Data(List.of(Base64.getEncoder().encodeToString(file(certified(by)))));
  }

  private Signature good() {
    return signature(key, MANIFEST.digest(), NAME);
  }

  private static Signature junk() {
    return new SimpleSignature(join("junk".getBytes(UTF_8)));
  }

  private static Signature signature(PGPKeyPair by, Digest digest, String name) {
    byte[] claims =
        new SignedClaims(digest, name, Optional.empty(), OptionalLong.empty())
            .json(ClaimsType.SIMPLE);
    return new SimpleSignature(message(claims, Signing.by(by)));
  }

  private static void assertReason(String reason, PolicyVerdict verdict) {
    assertThat(verdict).isInstanceOf(PolicyVerdict.Rejected.class);
    assertThat(((PolicyVerdict.Rejected) verdict).reason()).contains(reason);
  }
}
