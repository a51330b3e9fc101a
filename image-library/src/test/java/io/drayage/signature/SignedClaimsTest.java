package io.drayage.signature;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SignedClaimsTest {
  private static final String DIGEST = "sha256:" + "ab".repeat(32);
  private static final String VALID =
      """
      {"critical": {"identity": {"docker-reference": "example.com/a:1"}, "image": {"docker-manifest-digest": "%s"}, "type": "atomic container signature"}, "optional": {"creator": "c", "timestamp": 5, "other": [1]}}"""
          .formatted(DIGEST);

  @Test
  void readsEverythingThatIsSaid() {
    assertThat(parse(VALID))
        .isEqualTo(
            new SignedClaims(
                Digest.parse(DIGEST), "example.com/a:1", Optional.of("c"), OptionalLong.of(5)));
  }

  @ParameterizedTest
  @EnumSource(ClaimsType.class)
  void readsWhatItWrites(ClaimsType type) {
    SignedClaims claims =
        new SignedClaims(
            Digest.parse(DIGEST), "example.com/ä:1", Optional.empty(), OptionalLong.empty());

    assertThat(SignedClaims.parse(type, claims.json(type))).isEqualTo(claims);
  }

  @Test
  void writesTheSpellingOfSkopeo() {
    SignedClaims claims =
        new SignedClaims(
            Digest.parse(DIGEST), "example.com/a:1", Optional.of("dray 1"), OptionalLong.of(7));

    assertThat(new String(claims.json(ClaimsType.SIMPLE), UTF_8))
        .isEqualTo(
            "{\"critical\":{\"identity\":{\"docker-reference\":\"example.com/a:1\"},\"image\":{\"docker-manifest-digest\":\"%s\"},\"type\":\"atomic container signature\"},\"optional\":{\"creator\":\"dray 1\",\"timestamp\":7}}"
                .formatted(DIGEST));
  }

  @Test
  void cosignMayLeaveTheOptionalPartOut() {
    String cosign =
        VALID
            .replace("atomic container signature", "cosign container image signature")
            .replaceFirst("\"optional\": .*", "\"optional\": null}");

    assertThat(SignedClaims.parse(ClaimsType.SIGSTORE, cosign.getBytes(UTF_8)).creator()).isEmpty();
    assertRefused(VALID.replaceFirst("\"optional\": .*", "\"optional\": null}"), "no object");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "type": "atomic container signature"     | "type": "cosign container image signature"       | has the type
          "type": "atomic container signature"     | "type": 1                                        | no text
          "type": "atomic container signature"     | "type": "atomic container signature", "x": 1     | "x" is unknown
          "type": "atomic container signature"     | "type": "atomic container signature", "type": "" | not valid JSON
          , "type": "atomic container signature"   | ''                                               | "type" is missing
          "docker-reference": "example.com/a:1"    | "docker-reference": null                         | no text
          "docker-reference": "example.com/a:1"    | "docker-reference": "a", "b": "c"                | "b" is unknown
          "docker-reference": "example.com/a:1"    | ''                                               | is missing
          {"docker-reference": "example.com/a:1"}  | "x"                                              | no object
          sha256:                                  | md5:                                             | invalid digest
          sha256:                                  | sha512:                                          | invalid digest
          "timestamp": 5                           | "timestamp": 5.5                                 | no whole number
          "timestamp": 5                           | "timestamp": 1e999999999                         | no whole number
          "timestamp": 5                           | "timestamp": "5"                                 | no whole number
          "creator": "c"                           | "creator": 1                                     | no text
          "creator": "c"                           | "creator": "c", "creator": "d"                   | not valid JSON
          "optional":                              | "optionall":                                     | "optionall" is unknown
          [1]}}                                    | [1]}} {}                                         | not valid JSON
          [1]}}                                    | [1]}                                             | not valid JSON
          {"critical"                              | [{"critical"                                     | not valid JSON
          """)
  void refusesWhatIsNotExactlyRight(String from, String to, String complaint) {
    assertThat(VALID).contains(from);

    assertRefused(VALID.replace(from, to), complaint);
  }

  @Test
  void refusesOtherEncodings() {
    assertThatExceptionOfType(InvalidFormatException.class)
        .isThrownBy(() -> SignedClaims.parse(ClaimsType.SIMPLE, VALID.getBytes(UTF_16)))
        .withMessageContaining("UTF-8");
    assertRefused("\uFEFF" + VALID, "UTF-8");
    assertRefused("", "not a JSON object");
    assertRefused("[]", "not a JSON object");
  }

  @Test
  void refusesDocumentWithoutOptionalPart() {
    assertRefused(VALID.replaceFirst(", \"optional\": .*", "}"), "\"optional\" is missing");
  }

  @Test
  void refusesDeepNesting() {
    assertRefused(VALID.replace("[1]", "[".repeat(5000) + "]".repeat(5000)), "not valid JSON");
  }

  private static SignedClaims parse(String json) {
    return SignedClaims.parse(ClaimsType.SIMPLE, json.getBytes(UTF_8));
  }

  private static void assertRefused(String json, String complaint) {
    assertThatExceptionOfType(InvalidFormatException.class)
        .isThrownBy(() -> parse(json))
        .withMessageContaining(complaint);
  }
}
