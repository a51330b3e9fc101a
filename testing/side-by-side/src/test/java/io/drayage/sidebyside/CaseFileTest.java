package io.drayage.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CaseFileTest {
  @Test
  void readsWordsAndWhatIsSaidAboutThem() {
    List<CommandCase> cases =
        CaseFile.parse(
            """
            ## inspect
            # a comment
            inspect --format '{{.Name}} {{.Tag}}' x
              because: templates
              compare: exit
              input: secret
            """);

    CommandCase only = cases.getFirst();
    assertThat(cases).hasSize(1);
    assertThat(only.section()).isEqualTo("inspect");
    assertThat(only.words()).containsExactly("inspect", "--format", "{{.Name}} {{.Tag}}", "x");
    assertThat(only.difference()).contains("templates");
    assertThat(only.compared()).containsExactly(Aspect.EXIT);
    assertThat(only.input()).isEqualTo("secret\n");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CaseFile.parse("inspect x\n  beacuse: of nothing\n"))
        .withMessageContaining("beacuse");
  }

  @Test
  void hasACaseForEveryCommand() throws IOException {
    assertThat(CaseFile.read())
        .extracting(one -> one.words().getFirst())
        .contains(
            "copy",
            "inspect",
            "list-tags",
            "sync",
            "delete",
            "login",
            "logout",
            "layers",
            "manifest-digest",
            "standalone-sign",
            "standalone-verify",
            "generate-sigstore-key",
            "untrusted-signature-dump-without-verification",
            "completion");
  }
}
