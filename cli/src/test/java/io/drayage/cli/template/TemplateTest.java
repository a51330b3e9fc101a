package io.drayage.cli.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.cli.go.GoValue;
import io.drayage.cli.go.GoValue.Bool;
import io.drayage.cli.go.GoValue.Field;
import io.drayage.cli.go.GoValue.Nil;
import io.drayage.cli.go.GoValue.Struct;
import io.drayage.cli.go.GoValue.Text;
import io.drayage.cli.go.GoValue.Whole;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TemplateTest {
  private static final GoValue IMAGE =
      new Struct(
          List.of(
              Field.of("Name", new Text("example.com/a")),
              Field.of("Os", new Text("linux")),
              Field.of("Tags", GoValue.texts(List.of("1", "2", "latest"))),
              Field.of("Labels", GoValue.dictionary(Map.of("b", "2", "a", "1 <&>"))),
              Field.of("None", Nil.SEQUENCE),
              Field.of("Created", Nil.POINTER),
              Field.of("Size", new Whole(42)),
              Field.of("Official", new Bool(false))));

  /** The right column is what Go's text/template prints. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '#',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "{{.Name}}@{{.Size}} ~ example.com/a@42",
        "{{.Tags}} {{.Labels}} {{.None}} {{.Created}} ~ [1 2 latest] map[a:1 <&> b:2] [] <nil>",
        "{{range .Tags}}<{{.}}>{{end}} ~ <1><2><latest>",
        "{{range $i, $t := .Tags}}{{if $i}},{{end}}{{$t}}{{end}} ~ 1,2,latest",
        "{{range $k, $v := .Labels}}{{$k}}={{$v}};{{end}} ~ a=1 <&>;b=2;",
        "{{range .None}}x{{else}}none{{end}} ~ none",
        "{{range .Tags}}{{if eq . `2`}}{{break}}{{end}}{{.}}{{end}} ~ 1",
        "{{range .Tags}}{{if eq . `2`}}{{continue}}{{end}}{{.}}{{end}} ~ 1latest",
        "{{if .Official}}a{{else if eq .Os \"linux\"}}b{{else}}c{{end}} ~ b",
        "{{with .Name}}{{.}} on {{$.Os}}{{end}} ~ example.com/a on linux",
        "{{index .Tags 1}} {{index .Labels \"b\"}} {{len .Tags}} ~ 2 2 3",
        "{{.Labels.b}} {{.Labels.missing}} ~ 2 <no value>",
        "{{join .Tags \"+\"}} {{.Os | upper}} ~ 1+2+latest LINUX",
        "{{json .Labels}} ~ {\"a\":\"1 <&>\",\"b\":\"2\"}",
        "{{printf \"%-6s|%4d|%q|%5.3s|\" .Os .Size .Os .Os}} ~ linux |  42|\"linux\"|  lin|",
        "{{and .Os .Official}} {{or .Official .Os}} {{not .Official}} ~ false linux true",
        "{{if and (eq .Os \"linux\") (gt .Size 41)}}yes{{end}} ~ yes",
        "{{$n := .Name}}{{$n}}{{$n = .Os}}{{$n}} ~ example.com/alinux",
        "a {{- .Os -}} b ~ alinuxb",
        "a{{/* nothing */}}b ~ ab",
        "{{\"}}\"}} ~ }}",
        "{{len (slice .Tags 1)}} {{(index .Tags 0)}} ~ 2 1",
        "{{split \"a,b\" \",\"}} {{title \"hello world\"}} {{truncate .Os 3}} ~ [a b] Hello World lin",
      })
  void printsWhatGoPrints(String template, String printed) {
    assertThat(Template.parse(template).execute(IMAGE)).isEqualTo(printed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "{{.Nme}} | can't evaluate field Nme",
        "{{.Name | unclosed action",
        "{{foo .Name}} | function \"foo\" not defined",
        "{{index .Tags 7}} | index out of range",
        "{{if .Os}}x | has no {{end}}",
        "{{end}} | unexpected {{end}}",
        "{{template \"x\"}} | {{template}} is not supported",
        "{{.Name .Os}} | can't give argument to non-function",
        "{{$x}} | undefined variable \"$x\"",
        "{{range .Name}}{{end}} | range can't iterate",
        "{{printf \"%z\" .Os}} | %z is not supported",
        "{{len .Size}} | has no length",
        "{{break}} | {{break}} outside {{range}}",
        "{{\"abc}} | unterminated quoted string",
        "{{lt .Os .Size}} | incompatible types",
      })
  void saysWhatIsWrongWithATemplate(String template, String complaint) {
    assertThatThrownBy(() -> Template.parse(template).execute(IMAGE))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining(complaint);
  }
}
