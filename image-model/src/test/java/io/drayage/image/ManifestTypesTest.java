package io.drayage.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ManifestTypesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'mediaType':'application/vnd.oci.image.index.v1+json'} | oci.image.index.v1+json",
        "{'mediaType':'application/vnd.oci.image.manifest.v1+json'} | oci.image.manifest.v1+json",
        "{'mediaType':'application/vnd.docker.distribution.manifest.v2+json','schemaVersion':1}"
            + "| docker.distribution.manifest.v2+json",
        "{'mediaType':'application/vnd.docker.distribution.manifest.list.v2+json'}"
            + "| docker.distribution.manifest.list.v2+json",
        "{'mediaType':'x/y','schemaVersion':1} | docker.distribution.manifest.v1+json",
        "{'schemaVersion':1,'signatures':[]} | docker.distribution.manifest.v1+prettyjws",
        "{'schemaVersion':1,'signatures':null} | docker.distribution.manifest.v1+json",
        "{'schemaVersion':2} | oci.image.manifest.v1+json",
        "{'schemaVersion':2,'config':{}} | oci.image.manifest.v1+json",
        "{'schemaVersion':2,'config':{'mediaType':'x/y'},'manifests':[{}]}"
            + "| oci.image.manifest.v1+json",
        "{'schemaVersion':2,'config':{'mediaType':'application/vnd.oci.image.config.v1+json'}}"
            + "| oci.image.manifest.v1+json",
        "{'schemaVersion':2,'config':{'mediaType':'application/vnd.docker.container.image.v1+json'}}"
            + "| docker.distribution.manifest.v2+json",
        "{'schemaVersion':2,'manifests':[{}]} | oci.image.index.v1+json",
        "{'schemaVersion':2,'manifests':[]} | oci.image.manifest.v1+json",
        "{'schemaVersion':3} | -",
        "{'schemaVersion':'2'} | -",
        "{'mediaType':7,'schemaVersion':2} | -",
        "{} | -",
        "[] | -",
        "text | -"
      })
  void guessesFromContent(String json, String expected) {
    String guess =
        ManifestTypes.guess(bytes(json.replace('\'', '"')))
            .map(type -> type.value().substring("application/vnd.".length()))
            .orElse("-");

    assertThat(guess).isEqualTo(expected);
  }

  @Test
  void believesServersThatNameATypeOfManifest() {
    byte[] index = bytes("{\"schemaVersion\":2,\"manifests\":[{}]}");

    assertThat(ManifestTypes.effective(MediaType.OCI_MANIFEST, index))
        .isEqualTo(MediaType.OCI_MANIFEST);
    assertThat(ManifestTypes.effective(new MediaType("text/plain"), index))
        .isEqualTo(MediaType.OCI_INDEX);
    assertThat(ManifestTypes.effective(new MediaType("text/plain"), bytes("hello")))
        .isEqualTo(new MediaType("text/plain"));
  }

  @Test
  void digestsPlainBytesOfWhatIsNoManifest() {
    assertThat(ManifestTypes.digestOf(bytes("hello"))).isEqualTo(Digest.of(bytes("hello")));
  }

  @Test
  void dropsParametersOfMediaTypes() {
    assertThat(MediaType.parse(" application/vnd.oci.image.index.v1+json ; charset=utf-8"))
        .isEqualTo(MediaType.OCI_INDEX);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
