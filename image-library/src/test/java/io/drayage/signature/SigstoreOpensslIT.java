package io.drayage.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.registries.TrustPolicy;
import io.drayage.testing.Command;
import io.drayage.testing.CommandResult;
import io.drayage.testing.Programs;
import io.drayage.testing.RequiresProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sigstore signatures by OpenSSL: it makes the keys, the certificates with Fulcio's extension, the
 * digests and the signatures; the documents are written here by the specifications.
 */
@RequiresProgram("openssl")
class SigstoreOpensslIT {
  private static final RawManifest MANIFEST =
      RawManifest.of("{\"schemaVersion\": 2}".getBytes(UTF_8), MediaType.OCI_MANIFEST);
  private static final String REPOSITORY = "registry.example/team/app";

  /** As cosign writes it: without a tag, and with nothing optional. */
  private static final String PAYLOAD =
      "{\"critical\":{\"identity\":{\"docker-reference\":\"%s\"},\"image\":{\"docker-manifest-digest\":\"%s\"},\"type\":\"cosign container image signature\"},\"optional\":null}"
          .formatted(REPOSITORY, MANIFEST.digest());

  private static final String NEW_KEY =
      "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ";

  @TempDir static Path folder;

  @BeforeAll
  static void prepare() throws Exception {
    Files.writeString(folder.resolve("payload"), PAYLOAD);
    Files.writeString(
        folder.resolve("extensions"),
        """
        basicConstraints=CA:FALSE
        keyUsage=digitalSignature
        extendedKeyUsage=codeSigning
        subjectAltName=critical,email:dev@example.com
        1.3.6.1.4.1.57264.1.8=ASN1:UTF8String:https://login.example
        """);
    openssl("req -x509 " + NEW_KEY + "root.key -out root.crt -subj /CN=Root");
    openssl("req " + NEW_KEY + "signer.key -out signer.csr -subj /CN=Signer");
    openssl(
        "x509 -req -in signer.csr -CA root.crt -CAkey root.key -CAcreateserial -days 1 -extfile extensions -out signer.crt");
    openssl("ec -in signer.key -pubout -out signer.pub");
    openssl("genpkey -algorithm RSA -out rsa.key");
    openssl("pkey -in rsa.key -pubout -out rsa.pub");
    openssl("ecparam -name prime256v1 -genkey -noout -out rekor.key");
    openssl("ec -in rekor.key -pubout -out rekor.pub");
  }

  @Test
  void verifiesSignaturesByKeys() throws Exception {
    assertAccepted("\"keyPath\":\"%s/signer.pub\"", signature("signer.key", Map.of()));
    assertAccepted("\"keyPath\":\"%s/rsa.pub\"", signature("rsa.key", Map.of()));
    assertRefused(
        "\"keyPath\":\"%s/rsa.pub\"",
        signature("signer.key", Map.of()), "not made with an accepted key");
  }

  @Test
  void verifiesPromisesOfRekor() throws Exception {
    String keys = "\"keyPath\":\"%s/signer.pub\",\"rekorPublicKeyPath\":\"%s/rekor.pub\"";
    SigstoreSignature bare = signature("signer.key", Map.of());
    String promise = promise(bare, "signer.pub");

    assertAccepted(keys, with(bare, Map.of(SigstoreSignature.BUNDLE, promise)));
    assertRefused(keys, bare, "no annotation dev.sigstore.cosign/bundle");
    assertRefused(
        keys,
        with(bare, Map.of(SigstoreSignature.BUNDLE, promise(bare, "rsa.pub"))),
        "about another key");
  }

  @Test
  void verifiesCertificates() throws Exception {
    String fulcio =
        "\"fulcio\":{\"caPath\":\"%s/root.crt\",\"oidcIssuer\":\"https://login.example\",\"subjectEmail\":\"dev@example.com\"},\"rekorPublicKeyPath\":\"%s/rekor.pub\"";
    String pki = "\"pki\":{\"caRootsPath\":\"%s/root.crt\",\"subjectEmail\":\"dev@example.com\"}";
    String certificate = Files.readString(folder.resolve("signer.crt"));
    SigstoreSignature certified =
        signature("signer.key", Map.of(SigstoreSignature.CERTIFICATE, certificate));
    SigstoreSignature logged =
        with(certified, Map.of(SigstoreSignature.BUNDLE, promise(certified, "signer.crt")));

    assertAccepted(fulcio, logged);
    assertAccepted(pki, certified);
    assertRefused(
        fulcio.replace("login.example", "other.example"), logged, "not at https://other.example");
    assertRefused(pki.replace("dev@", "boss@"), certified, "not for boss@example.com");
  }

  @Test
  void opensslVerifiesWhatIsSignedHere() throws Exception {
    SigstoreKeyPair pair = SigstoreKeyPair.generate("s3cret", new SecureRandom());
    SigstoreSignature signature =
        SigstoreSigner.read(
                pair.privateKey(), "s3cret", new SignatureStamp("test", InstantSource.system()))
            .sign(MANIFEST.digest(), REPOSITORY + ":1");
    Files.write(folder.resolve("ours.pub"), pair.publicKey());
    Files.write(folder.resolve("ours"), signature.payload());
    Files.write(
        folder.resolve("ours.sig"),
        Base64.getDecoder()
            .decode(signature.annotations().getOrDefault(SigstoreSignature.SIGNATURE, "")));

    assertThat(openssl("dgst -sha256 -verify ours.pub -signature ours.sig ours").output())
        .contains("Verified OK");
  }

  private static SigstoreSignature signature(String key, Map<String, String> annotations)
      throws Exception {
    Map<String, String> all = new HashMap<>(annotations);
    all.put(SigstoreSignature.SIGNATURE, signed(key, "payload"));
    return new SigstoreSignature(SigstoreSignature.SIMPLE_SIGNING, PAYLOAD.getBytes(UTF_8), all);
  }

  private static SigstoreSignature with(SigstoreSignature signature, Map<String, String> more) {
    Map<String, String> annotations = new HashMap<>(signature.annotations());
    annotations.putAll(more);
    return new SigstoreSignature(signature.mediaType(), signature.payload(), annotations);
  }

  /** The entry as Rekor keeps it, and its canonical form as RFC 8785 has it. */
  private static String promise(SigstoreSignature signature, String keyFile) throws Exception {
    String hash = openssl("dgst -sha256 -r payload").output().split(" ", -1)[0];
    String body =
        base64(
            "{\"apiVersion\":\"0.0.1\",\"kind\":\"hashedrekord\",\"spec\":{\"data\":{\"hash\":{\"algorithm\":\"sha256\",\"value\":\"%s\"}},\"signature\":{\"content\":\"%s\",\"publicKey\":{\"content\":\"%s\"}}}}"
                .formatted(
                    hash,
                    signature.annotations().get(SigstoreSignature.SIGNATURE),
                    base64(Files.readAllBytes(folder.resolve(keyFile))))
                .getBytes(UTF_8));
    String canonical =
        "{\"body\":\"%s\",\"integratedTime\":%d,\"logID\":\"c0ffee\",\"logIndex\":42}"
            .formatted(body, Instant.now().getEpochSecond());
    Files.writeString(folder.resolve("entry"), canonical);
    return "{\"SignedEntryTimestamp\":\"%s\",\"Payload\":%s}"
        .formatted(signed("rekor.key", "entry"), canonical);
  }

  private static String signed(String key, String file) throws Exception {
    openssl("dgst -sha256 -sign " + key + " -out out.sig " + file);
    return base64(Files.readAllBytes(folder.resolve("out.sig")));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static PolicyVerdict decide(String keys, SigstoreSignature signature) throws IOException {
    String policy =
        "{\"default\":[{\"type\":\"sigstoreSigned\",%s,\"signedIdentity\":{\"type\":\"exactRepository\",\"dockerRepository\":\"%s\"}}]}"
            .formatted(keys.replace("%s", folder.toString()), REPOSITORY);
    return new PolicyEvaluation(InstantSource.system())
        .decide(
            TrustPolicy.parse(policy.getBytes(UTF_8), Path.of("policy.json"))
                .rule("docker", List.of()),
            new SignedImage("the image", MANIFEST, Optional.empty(), List.of(signature)));
  }

  private static void assertAccepted(String keys, SigstoreSignature signature) throws IOException {
    assertThat(decide(keys, signature)).isEqualTo(new PolicyVerdict.Accepted());
  }

  private static void assertRefused(String keys, SigstoreSignature signature, String reason)
      throws IOException {
    PolicyVerdict verdict = decide(keys, signature);
    assertThat(verdict).isInstanceOf(PolicyVerdict.Rejected.class);
    assertThat(((PolicyVerdict.Rejected) verdict).reason()).contains(reason);
  }

  /** Runs a command line whose words have no spaces. */
  private static CommandResult openssl(String line) throws Exception {
    return Command.of(Programs.require("openssl").toString(), line.split(" ", -1))
        .in(folder)
        .run()
        .orFail();
  }
}
