package io.drayage.signature;

import static io.drayage.signature.SigstoreFixture.EMAIL;
import static io.drayage.signature.SigstoreFixture.ISSUER;
import static io.drayage.signature.SigstoreFixture.ISSUER_V1;
import static io.drayage.signature.SigstoreFixture.ISSUER_V2;
import static io.drayage.signature.SigstoreFixture.MANIFEST;
import static io.drayage.signature.SigstoreFixture.NAME;
import static io.drayage.signature.SigstoreFixture.SIGNED;
import static io.drayage.signature.SigstoreFixture.base64;
import static io.drayage.signature.SigstoreFixture.certificates;
import static io.drayage.signature.SigstoreFixture.email;
import static io.drayage.signature.SigstoreFixture.intermediate;
import static io.drayage.signature.SigstoreFixture.issuer;
import static io.drayage.signature.SigstoreFixture.keys;
import static io.drayage.signature.SigstoreFixture.pair;
import static io.drayage.signature.SigstoreFixture.payload;
import static io.drayage.signature.SigstoreFixture.pem;
import static io.drayage.signature.SigstoreFixture.promise;
import static io.drayage.signature.SigstoreFixture.root;
import static io.drayage.signature.SigstoreFixture.signature;
import static io.drayage.signature.SigstoreFixture.signer;
import static io.drayage.signature.SigstoreFixture.signerContents;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Digest;
import io.drayage.image.DigestAlgorithm;
import io.drayage.image.MediaType;
import io.drayage.image.Reference;
import io.drayage.registries.KeySource;
import io.drayage.registries.PolicyRequirement.SigstoreSigned;
import io.drayage.registries.PolicyRule;
import io.drayage.registries.SignedIdentity;
import io.drayage.signature.SigstoreFixture.Certified;
import io.drayage.signature.SigstoreFixture.Contents;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigstoreSignedTest {
  private static final Instant NOW = SIGNED.plus(Duration.ofDays(100));
  private static final Contents YEARS =
      Contents.of(SIGNED.minus(Duration.ofDays(365)), Duration.ofDays(3650));
  private static final KeyPair KEY = pair("EC");
  private static final KeyPair OTHER = pair("EC");
  private static final KeyPair REKOR = pair("EC");
  private static final byte[] PAYLOAD = payload(MANIFEST.digest(), NAME);
  private static final Certified ROOT = root("Fulcio", YEARS);
  private static final Certified INTERMEDIATE = intermediate("Fulcio 2", ROOT, YEARS);
  private static final Contents PERSON =
      signerContents()
          .with(Extension.subjectAlternativeName, email(EMAIL))
          .with(ISSUER_V2, issuer(ISSUER));

  private final PolicyEvaluation evaluation = new PolicyEvaluation(InstantSource.fixed(NOW));

  // --- known keys ---

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA", "Ed25519"})
  void acceptsKeysOfEachKind(String algorithm) {
    KeyPair pair = pair(algorithm);

    assertAccepted(by(keys(pair)), signature(pair, PAYLOAD, Map.of()));
  }

  @Test
  void acceptsAnyOfSeveralKeys() {
    assertAccepted(by(keys(OTHER, KEY)), signature(KEY, PAYLOAD, Map.of()));
  }

  @Test
  void acceptsManifestDigestOfAnotherAlgorithm() {
    Digest digest = Digest.of(DigestAlgorithm.SHA512, MANIFEST.bytes());

    assertAccepted(by(keys(KEY)), signature(KEY, payload(digest, NAME), Map.of()));
  }

  @Test
  void acceptsLineBreaksInTheSignature() {
    SigstoreSignature good = signature(KEY, PAYLOAD, Map.of());
    String text = good.annotations().getOrDefault(SigstoreSignature.SIGNATURE, "");

    assertAccepted(
        by(keys(KEY)),
        with(
            good,
            SigstoreSignature.SIGNATURE,
            text.substring(0, 20) + "\r\n" + text.substring(20) + "\n"));
  }

  @Test
  void oneGoodSignatureAmongBadOnesIsEnough() {
    assertAccepted(
        by(keys(KEY)), signature(OTHER, PAYLOAD, Map.of()), signature(KEY, PAYLOAD, Map.of()));
  }

  @Test
  void acceptsPayloadOfCosignWithoutOptionalPart() {
    byte[] payload =
        new String(PAYLOAD, UTF_8).replace("\"optional\":{}", "\"optional\":null").getBytes(UTF_8);
    assertThat(payload).isNotEqualTo(PAYLOAD);

    assertAccepted(by(keys(KEY)), signature(KEY, payload, Map.of()));
  }

  @Test
  void refusesOtherKey() {
    assertRefused(
        by(keys(OTHER)), signature(KEY, PAYLOAD, Map.of()), "not made with an accepted key");
    assertRefused(
        by(keys(pair("RSA"))), signature(KEY, PAYLOAD, Map.of()), "not made with an accepted key");
  }

  @Test
  void refusesOtherImage() {
    assertRefused(
        by(keys(KEY)),
        signature(KEY, payload(Digest.of(new byte[1]), NAME), Map.of()),
        "made for the manifest " + Digest.of(new byte[1]));
    assertRefused(
        by(keys(KEY)),
        signature(KEY, payload(MANIFEST.digest(), "registry.example/team/app:2"), Map.of()),
        "made for registry.example/team/app:2");
  }

  @Test
  void refusesDocumentOfSimpleSigning() {
    byte[] simple =
        new SignedClaims(MANIFEST.digest(), NAME, Optional.empty(), OptionalLong.empty())
            .json(ClaimsType.SIMPLE);

    assertRefused(by(keys(KEY)), signature(KEY, simple, Map.of()), "has the type");
  }

  @Test
  void refusesWhatIsNotThere() {
    SigstoreSignature bare =
        new SigstoreSignature(SigstoreSignature.SIMPLE_SIGNING, PAYLOAD, Map.of());
    SigstoreSignature broken =
        new SigstoreSignature(
            SigstoreSignature.SIMPLE_SIGNING, PAYLOAD, Map.of(SigstoreSignature.SIGNATURE, "*"));
    SigstoreSignature attestation =
        new SigstoreSignature(
            new MediaType("application/vnd.dsse.envelope.v1+json"), PAYLOAD, Map.of());

    assertRefused(by(keys(KEY)), bare, "no annotation dev.cosignproject.cosign/signature");
    assertRefused(by(keys(KEY)), broken, "no base64");
    assertRefused(by(keys(KEY)), attestation, "none of this kind (1 of other kinds)");
    assertRefused(by(keys(KEY)), new SimpleSignature(new byte[1]), "none of this kind");
  }

  @Test
  void refusesKeysOfTheWrongKind() {
    for (byte[] file :
        List.of(
            "hello".getBytes(UTF_8),
            Pem.text("PGP PUBLIC KEY BLOCK", new byte[9]),
            Pem.text("PRIVATE KEY", KEY.getPrivate().getEncoded()),
            Pem.text("PUBLIC KEY", new byte[9]),
            Pem.text("PUBLIC KEY", pair("DSA").getPublic().getEncoded()),
            pem(ROOT.certificate()).getBytes(UTF_8))) {
      assertRefused(
          by(new KeySource.Data(List.of(base64(file)))),
          signature(KEY, PAYLOAD, Map.of()),
          "its keys cannot be used: the key ");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void mutatedSignatureIsNeverAccepted(long seed) {
    Random random = new Random(seed);
    SigstoreSignature good = signature(KEY, PAYLOAD, Map.of());
    byte[] stored = good.stored();
    int read = 0;
    for (int i = 0; i < 1500; i++) {
      Signature mutated;
      try {
        mutated = Signature.ofStored(Mutations.of(stored, random));
      } catch (IllegalArgumentException e) {
        continue;
      }
      read++;
      boolean unchanged =
          mutated instanceof SigstoreSignature sigstore
              && Arrays.equals(sigstore.payload(), PAYLOAD);
      if (decide(by(keys(KEY)), mutated) instanceof PolicyVerdict.Accepted) {
        assertThat(unchanged).as("seed %d, mutation %d", seed, i).isTrue();
      }
    }
    assertThat(read).isPositive();
  }

  // --- Rekor ---

  private static SigstoreSigned logged() {
    return new SigstoreSigned(
        keys(OTHER, KEY), Optional.of(keys(OTHER, REKOR)), new SignedIdentity.MatchExact());
  }

  private static String keyPem(KeyPair pair) {
    return new String(Pem.text("PUBLIC KEY", pair.getPublic().getEncoded()), UTF_8);
  }

  private static SigstoreSignature with(SigstoreSignature signature, String name, String text) {
    Map<String, String> annotations = new HashMap<>(signature.annotations());
    annotations.put(name, text);
    return new SigstoreSignature(signature.mediaType(), signature.payload(), annotations);
  }

  private static SigstoreSignature promised(String promise) {
    return with(LOGGED, SigstoreSignature.BUNDLE, promise);
  }

  private static final SigstoreSignature LOGGED = signature(KEY, PAYLOAD, Map.of());

  @Test
  void acceptsSignatureThatIsInTheLog() {
    assertAccepted(logged(), promised(promise(REKOR, LOGGED, keyPem(KEY), SIGNED)));
  }

  @Test
  void refusesSignatureThatIsNotInTheLog() {
    SigstoreSignature another = signature(KEY, payload(MANIFEST.digest(), NAME + "2"), Map.of());

    assertRefused(logged(), LOGGED, "no annotation dev.sigstore.cosign/bundle");
    assertRefused(
        logged(),
        promised(promise(pair("EC"), LOGGED, keyPem(KEY), SIGNED)),
        "accepted key of Rekor");
    assertRefused(
        logged(),
        promised(promise(REKOR, LOGGED, keyPem(pair("EC")), SIGNED)),
        "about another key");
    assertRefused(
        logged(),
        promised(promise(REKOR, another, keyPem(KEY), SIGNED)),
        "about another signature");
    SigstoreSignature mixed =
        new SigstoreSignature(another.mediaType(), another.payload(), LOGGED.annotations());
    assertRefused(
        logged(), promised(promise(REKOR, mixed, keyPem(KEY), SIGNED)), "about another payload");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "logIndex": 7          | "logIndex": 8              | accepted key of Rekor
          "logID": "c0ffee"      | "logID": "coffee"          | accepted key of Rekor
          "integratedTime": 1    | "integratedTime": 2        | accepted key of Rekor
          "logIndex": 7          | "logIndex": -7             | out of range
          "logIndex": 7          | "logIndex": 7.5            | no whole number
          "logIndex": 7          | "logIndex": 7, "more": 1   | "more" is unknown
          "logIndex": 7,         | ''                         | "logIndex" is missing
          "Payload": {           | "payload": {               | "payload" is unknown
          "Payload": {           | "Payload": 1, "x": {       | "x" is unknown
          """)
  void refusesChangedPromises(String from, String to, String complaint) {
    String promise = promise(REKOR, LOGGED, keyPem(KEY), SIGNED);
    assertThat(promise).contains(from);

    assertRefused(logged(), promised(promise.replace(from, to)), complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"kind":"rekord","apiVersion":"0.0.1","spec":{}}                  | of the kind rekord
          {"kind":"hashedrekord","apiVersion":"0.0.2","spec":{}}            | 0.0.2
          {"kind":"hashedrekord","apiVersion":"0.0.1"}                      | "spec" is missing
          {"kind":"hashedrekord","apiVersion":"0.0.1","spec":{}}            | "signature" is missing
          {"kind":"hashedrekord","apiVersion":"0.0.1","spec":{"signature":{"publicKey":{"content":"aGVsbG8="}}}} | not in PEM form
          []                                                                | not a JSON object
          """)
  void refusesOtherEntries(String body, String complaint) {
    assertRefused(logged(), promised(promise(REKOR, body, SIGNED)), complaint);
  }

  @Test
  void rekorsKeysMustBeEcdsa() {
    SigstoreSigned rsa =
        new SigstoreSigned(
            keys(KEY), Optional.of(keys(pair("RSA"))), new SignedIdentity.MatchExact());

    assertRefused(rsa, LOGGED, "a key of Rekor is no ECDSA key");
  }

  // --- Fulcio ---

  private static SigstoreSigned fulcio() {
    return new SigstoreSigned(
        new KeySource.Fulcio(certificates(ROOT.certificate()), ISSUER, EMAIL),
        Optional.of(keys(REKOR)),
        new SignedIdentity.MatchExact());
  }

  private static SigstoreSignature byPerson(Certified person, Instant entered) {
    SigstoreSignature signature = signature(person.pair(), PAYLOAD, Map.of());
    String certificate = pem(person.certificate());
    return with(
        with(
            with(
                signature,
                SigstoreSignature.BUNDLE,
                promise(REKOR, signature, certificate, entered)),
            SigstoreSignature.CERTIFICATE,
            certificate),
        SigstoreSignature.CHAIN,
        pem(INTERMEDIATE.certificate(), ROOT.certificate()));
  }

  @Test
  void acceptsCertificateThatWasValidWhenItWasEntered() {
    assertAccepted(fulcio(), byPerson(signer(INTERMEDIATE, PERSON), SIGNED));
    assertAccepted(fulcio(), byPerson(signer(ROOT, PERSON), SIGNED));
  }

  @Test
  void acceptsEitherFormOfTheIssuer() {
    Contents old =
        signerContents()
            .with(Extension.subjectAlternativeName, email(EMAIL))
            .with(ISSUER_V1, issuer(ISSUER));

    assertAccepted(fulcio(), byPerson(signer(INTERMEDIATE, old), SIGNED));
    assertAccepted(
        fulcio(), byPerson(signer(INTERMEDIATE, old.with(ISSUER_V2, issuer(ISSUER))), SIGNED));
    assertRefused(
        fulcio(),
        byPerson(signer(INTERMEDIATE, old.with(ISSUER_V2, issuer("https://x"))), SIGNED),
        "names two OIDC issuers");
  }

  @Test
  void refusesCertificateThatWasNotValidWhenItWasEntered() {
    Certified person = signer(INTERMEDIATE, PERSON);

    assertRefused(fulcio(), byPerson(person, SIGNED.plusSeconds(3600)), "not valid on");
    assertRefused(fulcio(), byPerson(person, SIGNED.minusSeconds(3600)), "not valid on");
    assertRefused(
        fulcio(), byPerson(person, YEARS.start().minusSeconds(1)), "no certificate authority was");
  }

  @Test
  void refusesOtherPersons() {
    assertRefused(
        fulcio(),
        byPerson(
            signer(
                INTERMEDIATE,
                PERSON.with(Extension.subjectAlternativeName, email("evil@example.com"))),
            SIGNED),
        "the certificate is for [evil@example.com], not for " + EMAIL);
    assertRefused(
        fulcio(),
        byPerson(signer(INTERMEDIATE, PERSON.with(ISSUER_V2, issuer("https://evil"))), SIGNED),
        "logged in at https://evil, not at " + ISSUER);
    assertRefused(
        fulcio(),
        byPerson(
            signer(
                INTERMEDIATE,
                signerContents().with(Extension.subjectAlternativeName, email(EMAIL))),
            SIGNED),
        "names no OIDC issuer");
    assertRefused(
        fulcio(),
        byPerson(
            signer(
                INTERMEDIATE,
                PERSON.with(
                    Extension.extendedKeyUsage,
                    new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))),
            SIGNED),
        "not for signing code");
  }

  @Test
  void refusesOtherAuthorities() {
    Certified evil = root("Fulcio", YEARS);
    Certified server =
        intermediate(
            "Fulcio 2",
            ROOT,
            YEARS.with(
                Extension.extendedKeyUsage, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth)));

    assertRefused(fulcio(), byPerson(signer(evil, PERSON), SIGNED), "not issued by an accepted");
    // A person's certificate certifies nobody else.
    assertRefused(
        fulcio(),
        byPerson(signer(signer("Somebody", ROOT, PERSON), PERSON), SIGNED),
        "not issued by an accepted");
    SigstoreSignature byServer =
        with(
            byPerson(signer(server, PERSON), SIGNED),
            SigstoreSignature.CHAIN,
            pem(server.certificate(), ROOT.certificate()));
    assertRefused(fulcio(), byServer, "not issued by an accepted");
  }

  @Test
  void refusesIncompleteProofs() {
    SigstoreSignature good = byPerson(signer(INTERMEDIATE, PERSON), SIGNED);
    String certificate = pem(signer(INTERMEDIATE, PERSON).certificate());

    assertRefused(
        fulcio(),
        without(good, SigstoreSignature.BUNDLE),
        "no annotation dev.sigstore.cosign/bundle");
    assertRefused(
        fulcio(),
        without(good, SigstoreSignature.CERTIFICATE),
        "no annotation dev.sigstore.cosign/certificate");
    assertRefused(fulcio(), without(good, SigstoreSignature.CHAIN), "not issued by an accepted");
    assertRefused(
        fulcio(), with(good, SigstoreSignature.CERTIFICATE, certificate), "about another key");
    assertRefused(
        fulcio(),
        with(good, SigstoreSignature.CERTIFICATE, certificate + certificate),
        "2 certificates");
    assertRefused(fulcio(), with(good, SigstoreSignature.CERTIFICATE, "hello"), "not in PEM form");
    assertRefused(
        fulcio(), with(good, SigstoreSignature.CHAIN, certificate.repeat(17)), "at most 16");
  }

  @Test
  void fulcioNeedsRekor() {
    SigstoreSigned alone =
        new SigstoreSigned(fulcio().keys(), Optional.empty(), new SignedIdentity.MatchExact());

    assertRefused(alone, byPerson(signer(INTERMEDIATE, PERSON), SIGNED), "needs a key of Rekor");
  }

  // --- PKI ---

  private static final Certified CORPORATE = root("Corporate", YEARS);
  private static final Certified DEPARTMENT = intermediate("Department", CORPORATE, YEARS);

  private static SigstoreSigned pki(
      Optional<KeySource> intermediates, Optional<String> email, Optional<String> host) {
    return new SigstoreSigned(
        new KeySource.Pki(certificates(CORPORATE.certificate()), intermediates, email, host),
        Optional.empty(),
        new SignedIdentity.MatchExact());
  }

  private static SigstoreSigned pkiOf(String host) {
    return pki(
        Optional.of(certificates(DEPARTMENT.certificate())), Optional.empty(), Optional.of(host));
  }

  private static SigstoreSignature certified(Certified signer) {
    return signature(
        signer.pair(), PAYLOAD, Map.of(SigstoreSignature.CERTIFICATE, pem(signer.certificate())));
  }

  private static Contents years(GeneralNames names) {
    return new Contents(YEARS.start(), YEARS.time(), signerContents().with())
        .with(Extension.subjectAlternativeName, names);
  }

  @Test
  void acceptsCertificateByIntermediateOfPolicyOrSignature() {
    Certified signer = signer(DEPARTMENT, years(email(EMAIL)));

    assertAccepted(
        pki(
            Optional.of(certificates(DEPARTMENT.certificate())),
            Optional.of(EMAIL),
            Optional.empty()),
        certified(signer));
    SigstoreSigned rootOnly = pki(Optional.empty(), Optional.of(EMAIL), Optional.empty());
    assertRefused(rootOnly, certified(signer), "not issued by an accepted");
    assertAccepted(
        rootOnly,
        with(
            certified(signer),
            SigstoreSignature.CHAIN,
            pem(DEPARTMENT.certificate(), CORPORATE.certificate())));
  }

  @Test
  void refusesCertificateThatIsExpiredByNow() {
    assertRefused(
        pki(Optional.empty(), Optional.of(EMAIL), Optional.empty()),
        certified(
            signer(
                CORPORATE, signerContents().with(Extension.subjectAlternativeName, email(EMAIL)))),
        "not valid on");
  }

  @Test
  void bothSubjectsMustBeThere() {
    GeneralNames both =
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.rfc822Name, EMAIL),
              new GeneralName(GeneralName.dNSName, "ci.example.com")
            });
    SigstoreSigned wanted =
        pki(Optional.empty(), Optional.of(EMAIL), Optional.of("ci.example.com"));

    assertAccepted(wanted, certified(signer(CORPORATE, years(both))));
    assertRefused(
        wanted, certified(signer(CORPORATE, years(email(EMAIL)))), "not for ci.example.com");
    assertRefused(
        wanted,
        certified(
            signer(
                CORPORATE,
                years(new GeneralNames(new GeneralName(GeneralName.dNSName, "ci.example.com"))))),
        "not for " + EMAIL);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          ci.example.com,   ci.example.com,     yes
          CI.example.com,   ci.EXAMPLE.com,     yes
          ci.example.com,   ci.example.com.,    yes
          *.example.com,    ci.example.com,     yes
          *.example.com,    example.com,        no
          *.example.com,    a.ci.example.com,   no
          *.example.com,    .example.com,       no
          c*.example.com,   ci.example.com,     no
          ci.*.com,         ci.example.com,     no
          *,                localhost,          no
          ci.example.com,   ci.example.org,     no
          ci.example.com,   1.2.3.4,            no
          IP:192.0.2.7,     192.0.2.7,          yes
          IP:192.0.2.7,     [192.0.2.7],        yes
          IP:192.0.2.7,     192.0.2.8,          no
          IP:2001:db8::7,   2001:db8:0::7,      yes
          IP:2001:db8::7,   [2001:db8::7],      yes
          IP:2001:db8::7,   2001:db8::8,        no
          192.0.2.7,        192.0.2.7,          no
          """)
  void hostnamesMatchAsInTls(String name, String host, String accepted) {
    GeneralName subject =
        name.startsWith("IP:")
            ? new GeneralName(GeneralName.iPAddress, name.substring(3))
            : new GeneralName(GeneralName.dNSName, name);
    SigstoreSignature signature = certified(signer(DEPARTMENT, years(new GeneralNames(subject))));

    if (accepted.equals("yes")) {
      assertAccepted(pkiOf(host), signature);
    } else {
      assertRefused(pkiOf(host), signature, "not for " + host);
    }
  }

  // --- how the tests ask ---

  private static SigstoreSigned by(KeySource keys) {
    return new SigstoreSigned(keys, Optional.empty(), new SignedIdentity.MatchExact());
  }

  private static SigstoreSignature without(SigstoreSignature signature, String name) {
    Map<String, String> annotations = new HashMap<>(signature.annotations());
    annotations.remove(name);
    return new SigstoreSignature(signature.mediaType(), signature.payload(), annotations);
  }

  private PolicyVerdict decide(SigstoreSigned requirement, Signature... signatures) {
    return evaluation.decide(
        new PolicyRule("\"default\"", List.of(requirement)),
        new SignedImage(
            "docker://" + NAME, MANIFEST, Optional.of(Reference.parse(NAME)), List.of(signatures)));
  }

  private void assertAccepted(SigstoreSigned requirement, Signature... signatures) {
    assertThat(decide(requirement, signatures)).isEqualTo(new PolicyVerdict.Accepted());
  }

  private void assertRefused(SigstoreSigned requirement, Signature signature, String reason) {
    PolicyVerdict verdict = decide(requirement, signature);
    assertThat(verdict).isInstanceOf(PolicyVerdict.Rejected.class);
    assertThat(((PolicyVerdict.Rejected) verdict).reason()).contains(reason);
  }
}
