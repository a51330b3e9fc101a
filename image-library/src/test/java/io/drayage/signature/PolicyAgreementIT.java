package io.drayage.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.registries.PolicyScopes;
import io.drayage.registries.TrustPolicy;
import io.drayage.testing.Command;
import io.drayage.testing.GpgHome;
import io.drayage.testing.Programs;
import io.drayage.testing.RequiresProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same policy.json and the same signed folder, here and for skopeo. */
@RequiresProgram({"gpg", "skopeo"})
class PolicyAgreementIT {
  private static final String NAME = "registry.example/team/app:1";
  private static final byte[] CONFIG = "{}".getBytes(UTF_8);
  private static final byte[] MANIFEST =
      "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\"%s\",\"size\":2},\"layers\":[]}"
          .formatted(Digest.of(CONFIG))
          .getBytes(UTF_8);

  @TempDir static Path folder;
  private static GpgHome home;
  private static Path image;
  private static Path keyFile;
  private static Path otherFile;

  @BeforeAll
  static void signFolder() throws Exception {
    home = GpgHome.create();
    String key = home.newKey("Tester <tester@example.com>");
    String other = home.newKey("Other <other@example.com>");
    keyFile = home.export(key, folder.resolve("key.gpg"));
    otherFile = home.export(other, folder.resolve("other.gpg"));
    image = Files.createDirectory(folder.resolve("image")).toRealPath();
    Files.write(image.resolve("manifest.json"), MANIFEST);
    Files.write(image.resolve(Digest.of(CONFIG).hex()), CONFIG);
    Files.writeString(image.resolve("version"), "Directory Transport Version: 1.1\n");
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("GNUPGHOME", home.folder().toString());
    SignatureStamp stamp = new SignatureStamp("drayage test", InstantSource.system());
    Signature signature =
        new GpgSigner(new GpgProgram(environment), key, Optional.empty(), stamp)
            .sign(Digest.of(MANIFEST), NAME);
    Files.write(image.resolve("signature-1"), signature.stored());
  }

  @AfterAll
  static void end() throws Exception {
    home.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"type":"insecureAcceptAnything"}                                                                            | yes
          {"type":"reject"}                                                                                            | no
          {"type":"signedBy","keyType":"GPGKeys","keyPath":"KEY",IDENTITY}                                             | yes
          {"type":"signedBy","keyType":"GPGKeys","keyData":"DATA",IDENTITY}                                            | yes
          {"type":"signedBy","keyType":"GPGKeys","keyPath":"OTHER",IDENTITY}                                           | no
          {"type":"signedBy","keyType":"GPGKeys","keyPath":"/nonexistent",IDENTITY}                                    | no
          {"type":"signedBy","keyType":"GPGKeys","keyPath":"KEY",IDENTITY},{"type":"insecureAcceptAnything"}           | yes
          {"type":"signedBy","keyType":"GPGKeys","keyPath":"KEY",IDENTITY},{"type":"reject"}                           | no
          {"type":"signedBy","keyType":"GPGKeys","keyPath":"KEY",IDENTITY},{"type":"signedBy","keyType":"GPGKeys","keyPath":"OTHER",IDENTITY} | no
          {"type":"signedBy","keyType":"GPGKeys","keyPath":"KEY"}                                                      | no
          {"type":"signedBy","keyType":"GPGKeys","keyPath":"KEY","signedIdentity":{"type":"matchRepository"}}          | no
          {"type":"signedBy","keyType":"GPGKeys","keyPath":"KEY","signedIdentity":{"type":"exactReference","dockerReference":"registry.example/team/app:2"}}   | no
          {"type":"signedBy","keyType":"GPGKeys","keyPath":"KEY","signedIdentity":{"type":"exactRepository","dockerRepository":"registry.example/team/app"}}    | yes
          {"type":"signedBy","keyType":"GPGKeys","keyPath":"KEY","signedIdentity":{"type":"exactRepository","dockerRepository":"registry.example/team/other"}} | no
          {"type":"signedBy","keyType":"GPGKeys","keyPath":"KEY","signedIdentity":{"type":"remapIdentity","prefix":"a.example","signedPrefix":"registry.example"}} | no
          """)
  void verdictsAreThoseOfSkopeo(String requirements, String accepted) throws Exception {
    Path policy = policy(requirements);

    assertThat(skopeo(policy)).as("skopeo").isEqualTo(accepted.equals("yes"));
    assertThat(here(policy)).as("here").isEqualTo(accepted.equals("yes"));
  }

  private static Path policy(String requirements) throws Exception {
    String text =
        requirements
            .replace("KEY\"", keyFile + "\"")
            .replace("OTHER\"", otherFile + "\"")
            .replace("DATA", Base64.getEncoder().encodeToString(Files.readAllBytes(keyFile)))
            .replace(
                "IDENTITY",
                "\"signedIdentity\":{\"type\":\"exactReference\",\"dockerReference\":\"%s\"}"
                    .formatted(NAME));
    return Files.writeString(
        folder.resolve("policy.json"),
        "{\"default\":[{\"type\":\"reject\"}],\"transports\":{\"dir\":{\"%s\":[%s]}}}"
            .formatted(image, text));
  }

  private static boolean skopeo(Path policy) throws Exception {
    return Command.of(
                Programs.require("skopeo").toString(),
                "--policy",
                policy.toString(),
                "copy",
                "dir:" + image,
                "dir:" + Files.createTempDirectory(folder, "copied"))
            .run()
            .exitCode()
        == 0;
  }

  private static boolean here(Path policy) throws Exception {
    SignedImage signed =
        new SignedImage(
            "dir:" + image,
            RawManifest.of(MANIFEST, MediaType.OCI_MANIFEST),
            Optional.empty(),
            List.of(Signature.ofStored(Files.readAllBytes(image.resolve("signature-1")))));
    PolicyVerdict verdict =
        new PolicyEvaluation(InstantSource.system())
            .decide(TrustPolicy.load(policy).rule("dir", PolicyScopes.of(image)), signed);
    return verdict instanceof PolicyVerdict.Accepted;
  }
}
