package io.drayage.registries;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tomlj.Toml;

/** Both readers must see the same document, down to the position of every value. */
class PlainTomlTest {
  private static final Path FILE = Path.of("test.conf");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n# only a comment",
        "a = \"b\"",
        "a = 'b\\c'\n",
        "  a\t=\t\"b\" # comment\r\nb = false\r\n",
        "\"quoted key\" = true\n'another' = false",
        "a = []\nb = [ ]\nc = [\"x\"]\nd = [\"x\",]\ne = [\n  # comment\n  'x', # more\n  \"y\"\n]",
        "a = [true, false]",
        "a = \"\"\nb = ''",
        "[table]\na = \"b\"\n[other]\n",
        "[ a . b ]\nc = \"d\"",
        "[a.\"b.c\".d]\nx = true",
        "[a.b]\n[a.c]\nx = true",
        "[[r]]\na = \"1\"\n[[r]]\na = \"2\"",
        "[[r]]\na = \"1\"\n[[r.m]]\nb = \"1\"\n[[r.m]]\nb = \"2\"\n[[r]]\n[[r.m]]\nb = \"3\"",
        "[[r]]\n[r.sub]\na = \"b\"\n[[r]]\n[r.sub]\n",
        "[[ r . m ]]\na = 'b'",
        "123 = \"number\"\n-_ = \"x\"\ntrue = true",
        "a = \"# no comment\" # a comment with \"quotes\" and Ünïcode",
      })
  void readsPlainDocumentsAsTheFullParserDoes(String text) throws Exception {
    assertThat(PlainToml.parse(FILE, text)).hasValue(TomlDocument.parse(FILE, text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a = 1",
        "a = 1.5",
        "a = 2020-01-01",
        "a = \"b\\n\"",
        "a = \"\"\"b\"\"\"",
        "a = '''b'''",
        "a.b = \"c\"",
        "a = {b = \"c\"}",
        "a = [[\"b\"]]",
        "[a.b]\n[a]\n",
      })
  void leavesOtherValidDocumentsToTheFullParser(String text) {
    assertThat(PlainToml.parse(FILE, text)).isEmpty();
    assertThat(Toml.parse(text).errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a =",
        "= \"b\"",
        "a = b",
        "a = \"b",
        "a = 'b",
        "a = \"b\nc\"",
        "a = \"b\" c = \"d\"",
        "a = \"b\"\na = \"c\"",
        "a = truely",
        "a = [\"b\"",
        "a = [\"b\" \"c\"]",
        "a = [,]",
        "a = [\"b\",,]",
        "[a",
        "[a]]",
        "[[a]",
        "[a] b = \"c\"",
        "[]",
        "[a.]",
        "[a]\n[a]",
        "a = \"b\"\n[a]",
        "a = \"b\"\n[[a]]",
        "[a]\n[[a]]",
        "[[a]]\n[a]",
        "a = []\n[[a]]",
        "a = \"b\u0001\"",
        "# bell \u0007",
        "a = \"b\"\r",
      })
  void leavesInvalidDocumentsToTheFullParser(String text) {
    assertThat(PlainToml.parse(FILE, text)).isEmpty();
    assertThat(Toml.parse(text).errors()).isNotEmpty();
  }

  @Test
  void agreesWithTheFullParserOnRandomDocuments() throws Exception {
    long seed = System.nanoTime();
    var random = new Random(seed);
    int plain = 0;

    for (int i = 0; i < 3000; i++) {
      String text = randomDocument(random);
      Optional<TomlValue.Table> read = PlainToml.parse(FILE, text);
      if (read.isPresent()) {
        plain++;
        assertThat(Toml.parse(text).errors()).as("seed %d, document:%n%s", seed, text).isEmpty();
        assertThat(read)
            .as("seed %d, document:%n%s", seed, text)
            .hasValue(TomlDocument.parse(FILE, text));
      }
    }

    assertThat(plain).as("seed %d", seed).isBetween(100, 2900);
  }

  /** Mostly well-formed lines, with a broken one here and there. */
  private static String randomDocument(Random random) {
    List<String> lines = new ArrayList<>();
    int count = random.nextInt(8);
    for (int i = 0; i < count; i++) {
      lines.add(LINES.get(random.nextInt(LINES.size())));
    }
    String text = String.join(random.nextInt(10) == 0 ? "\r\n" : "\n", lines);
    if (text.isEmpty() || random.nextInt(3) > 0) {
      return text;
    }
    int cut = random.nextInt(text.length());
    char other = DISTURBANCES.charAt(random.nextInt(DISTURBANCES.length()));
    return text.substring(0, cut) + other + text.substring(cut + random.nextInt(2));
  }

  private static final String DISTURBANCES = "[]=\"'#.,\n\r\t\\ xé";

  private static final List<String> LINES =
      List.of(
          "",
          "# comment",
          "[[registry]]",
          "[[registry]]",
          "[[registry.mirror]]",
          "[registry.sub]",
          "[aliases]",
          "[registries.search]",
          "registries = ['a', \"b\"]",
          "location = \"example.com\"",
          "prefix = 'example.com/foo'",
          "insecure = true",
          "blocked = false # why",
          "\"a/b\" = \"c.d/e\"",
          "list = [ # first",
          "  \"one\",",
          "]",
          "number = 5");
}
