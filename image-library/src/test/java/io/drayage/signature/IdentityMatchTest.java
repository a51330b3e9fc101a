package io.drayage.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Reference;
import io.drayage.registries.SignedIdentity;
import io.drayage.registries.SignedIdentity.ExactReference;
import io.drayage.registries.SignedIdentity.ExactRepository;
import io.drayage.registries.SignedIdentity.MatchExact;
import io.drayage.registries.SignedIdentity.MatchRepoDigestOrExact;
import io.drayage.registries.SignedIdentity.MatchRepository;
import io.drayage.registries.SignedIdentity.RemapIdentity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows follow the tables of containers-policy.json(5). */
class IdentityMatchTest {
  private static final String DIGEST = "sha256:" + "0".repeat(64);
  private static final String OTHER = "sha256:" + "1".repeat(64);

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          busybox:1,                 docker.io/library/busybox:1,          yes
          busybox:1,                 busybox:1,                            yes
          busybox:1,                 docker.io/library/busybox:2,          no
          busybox:1,                 docker.io/library/busybox,            no
          busybox:1,                 docker.io/library/busybox@D,          no
          busybox:1,                 docker.io/library/busybox:1@D,        no
          busybox:1,                 evil.example/library/busybox:1,       no
          busybox:1,                 BUSYBOX:1,                            no
          busybox:1,                 '',                                   no
          reg.example:5000/a/b:t,    reg.example:5000/a/b:t,               yes
          reg.example:5000/a/b:t,    reg.example/a/b:t,                    no
          reg.example/a/b@D,         reg.example/a/b@D,                    yes
          reg.example/a/b@D,         reg.example/a/b@E,                    no
          reg.example/a/b@D,         reg.example/a/b:t,                    no
          reg.example/a/b@D,         reg.example/a/b,                      no
          ,                          reg.example/a/b:t,                    no
          """)
  void matchExact(String image, String signed, String accepted) {
    assertMatch(new MatchExact(), image, signed, accepted);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          busybox:1,                 docker.io/library/busybox:1,          yes
          busybox:1,                 docker.io/library/busybox:2,          no
          busybox:1,                 docker.io/library/busybox@D,          no
          busybox:1,                 docker.io/library/busybox,            no
          busybox,                   docker.io/library/busybox:latest,     yes
          busybox,                   docker.io/library/busybox,            no
          reg.example/a/b@D,         reg.example/a/b@D,                    yes
          reg.example/a/b@D,         reg.example/a/b@E,                    yes
          reg.example/a/b@D,         reg.example/a/b:anything,             yes
          reg.example/a/b@D,         reg.example/a/b:t@D,                  yes
          reg.example/a/b@D,         reg.example/a/b,                      no
          reg.example/a/b@D,         reg.example/a/c:t,                    no
          reg.example/a/b@D,         reg.example/a/b:not a tag,            no
          ,                          reg.example/a/b:t,                    no
          """)
  void matchRepoDigestOrExact(String image, String signed, String accepted) {
    assertMatch(new MatchRepoDigestOrExact(), image, signed, accepted);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          busybox:1,                 docker.io/library/busybox:1,          yes
          busybox:1,                 docker.io/library/busybox:2,          yes
          busybox:1,                 docker.io/library/busybox,            yes
          busybox:1,                 docker.io/library/busybox@D,          yes
          busybox@D,                 docker.io/library/busybox:2,          yes
          busybox:1,                 docker.io/library/busybox2:1,         no
          busybox:1,                 quay.io/library/busybox:1,            no
          ,                          docker.io/library/busybox:1,          no
          """)
  void matchRepository(String image, String signed, String accepted) {
    assertMatch(new MatchRepository(), image, signed, accepted);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          reg.example/a/b:t,     reg.example/a/b:t,      yes
          reg.example/a/b:t,     reg.example/a/b:u,      no
          reg.example/a/b:t,     reg.example/a/b,        no
          reg.example/a/b:t,     reg.example/a/b:t@D,    no
          reg.example/a/b:t@D,   reg.example/a/b:t@D,    yes
          reg.example/a/b@D,     reg.example/a/b@D,      yes
          busybox:1,             docker.io/library/busybox:1, yes
          """)
  void exactReference(String reference, String signed, String accepted) {
    SignedIdentity identity = new ExactReference(digests(reference));
    assertMatch(identity, null, signed, accepted);
    assertMatch(identity, "elsewhere.example/x:1", signed, accepted);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          reg.example/a/b,       reg.example/a/b:t,      yes
          reg.example/a/b,       reg.example/a/b@D,      yes
          reg.example/a/b,       reg.example/a/b,        yes
          reg.example/a/b,       reg.example/a/b/c:t,    no
          reg.example/a/b,       reg.example/a:t,        no
          """)
  void exactRepository(String repository, String signed, String accepted) {
    assertMatch(new ExactRepository(repository), null, signed, accepted);
    assertMatch(new ExactRepository(repository), "elsewhere.example/x:1", signed, accepted);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          mirror.example/vendor,     vendor.example,      mirror.example/vendor/app:1,     vendor.example/app:1,            yes
          mirror.example/vendor,     vendor.example,      mirror.example/vendor/app:1,     mirror.example/vendor/app:1,     no
          mirror.example/vendor,     vendor.example,      mirror.example/vendor/app:1,     vendor.example/app:2,            no
          mirror.example/vendor,     vendor.example,      mirror.example/vendor/app@D,     vendor.example/app:9,            yes
          mirror.example/vendor,     vendor.example,      mirror.example/vendors/app:1,    mirror.example/vendors/app:1,    yes
          mirror.example/vendor,     vendor.example,      mirror.example/vendors/app:1,    vendor.examples/app:1,           no
          mirror.example/vendor/app, vendor.example/app2, mirror.example/vendor/app:1,     vendor.example/app2:1,           yes
          mirror.example,            vendor.example,      mirror.example:5000/app:1,       mirror.example:5000/app:1,       yes
          mirror.example,            vendor.example,      mirror.example:5000/app:1,       vendor.example:5000/app:1,       no
          mirror.example/a,          docker.io,           mirror.example/a/busybox:1,      docker.io/library/busybox:1,     no
          mirror.example/a,          docker.io/library,   mirror.example/a/busybox:1,      docker.io/library/busybox:1,     yes
          mirror.example/a,          vendor.example,      mirror.example/a:1,              vendor.example:1,                no
          mirror.example/vendor,     vendor.example,      ,                                vendor.example/app:1,            no
          """)
  void remapIdentity(
      String prefix, String signedPrefix, String image, String signed, String accepted) {
    assertMatch(new RemapIdentity(prefix, signedPrefix), image, signed, accepted);
  }

  private static void assertMatch(
      SignedIdentity identity, @Nullable String image, String signed, String accepted) {
    Optional<Reference> reference =
        Optional.ofNullable(image).map(text -> Reference.parse(digests(text)));
    assertThat(accepts(new IdentityMatch(identity, reference), digests(signed)))
        .as("%s for %s", signed, image)
        .isEqualTo(accepted.equals("yes"));
  }

  private static boolean accepts(IdentityMatch match, String signed) {
    try {
      match.check(signed);
      return true;
    } catch (RejectedSignatureException e) {
      assertThat(e).hasMessageMatching("(made for .*|.*no docker reference.*|remapIdentity .*)");
      return false;
    }
  }

  private static String digests(String text) {
    return text.replace("@D", "@" + DIGEST).replace("@E", "@" + OTHER);
  }
}
