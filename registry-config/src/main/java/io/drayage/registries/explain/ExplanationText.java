package io.drayage.registries.explain;

import io.drayage.image.Reference;
import io.drayage.registries.Lint;
import io.drayage.registries.RegistryEntry;
import io.drayage.registries.ShortNameResolution.FullName;
import io.drayage.registries.SourceFile;
import io.drayage.registries.explain.EndpointExplanation.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes an explanation for a person: what happens first, the reasons behind it. */
final class ExplanationText {
  private static final int LABEL = 10;

  private final StringBuilder text = new StringBuilder();

  private ExplanationText() {}

  static String of(Explanation explanation) {
    ExplanationText writer = new ExplanationText();
    writer.write(explanation);
    return writer.text.toString();
  }

  private void write(Explanation explanation) {
    text.append(explanation.asked()).append('\n');
    line("verdict", verdict(explanation.verdict()));
    explanation
        .name()
        .filter(name -> !(name instanceof FullName))
        .filter(_ -> !explanation.verdict().reason().equals(explanation.name().get().reason()))
        .ifPresent(name -> line("name", name.reason()));
    boolean several = explanation.images().size() > 1;
    for (ImageExplanation image : explanation.images()) {
      if (several || !image.reference().toString().equals(explanation.asked())) {
        line("image", image.reference().toString());
      }
      if (several) {
        line("", verdict(image.verdict()));
      }
      write(image);
    }
    text.append(files(explanation.files()));
  }

  /** What was read and what was passed over; what is not there is named in one line. */
  static String files(List<SourceFile> files) {
    ExplanationText writer = new ExplanationText();
    writer.writeFiles(files);
    return writer.text.toString();
  }

  private void writeFiles(List<SourceFile> files) {
    if (files.isEmpty()) {
      return;
    }
    label("files");
    List<String> absent = new ArrayList<>();
    for (SourceFile file : files) {
      switch (file.state()) {
        case READ -> entry("%s: %s".formatted(file.path(), file.reason()));
        case IGNORED -> entry("%s is ignored: %s".formatted(file.path(), file.reason()));
        case ABSENT -> absent.add(file.path().toString());
      }
    }
    if (!absent.isEmpty()) {
      entry("not there: " + String.join(", ", absent));
    }
  }

  private static String verdict(ImageExplanation.Verdict verdict) {
    return verdict.outcome().toString().toUpperCase(Locale.ROOT) + ": " + verdict.reason();
  }

  private void write(ImageExplanation image) {
    write(image.table());
    label("reads");
    int number = 0;
    for (EndpointExplanation endpoint : image.endpoints()) {
      if (endpoint.state() == State.ASKED) {
        number++;
      }
      write(endpoint, number, image.verdict());
    }
    line(
        "writes",
        image
            .writing()
            .refusal()
            .orElse("%s, TLS %s".formatted(image.reference(), image.writing().tls())));
    PolicyExplanation policy = image.policy();
    line(
        "policy",
        "%s by %s of %s (%s)"
            .formatted(
                policy.decision(),
                policy.rule(),
                policy.source(),
                String.join(", ", policy.requirements())));
    for (Lint lint : image.warnings()) {
      line(
          lint.kind().weight().toString(),
          "%s: %s [%s]".formatted(lint.position(), lint.text(), lint.id()));
    }
  }

  private void write(TableMatch match) {
    if (match.winner().isEmpty()) {
      line("table", match.reason());
    } else {
      RegistryEntry table = match.winner().get();
      line("table", "\"%s\", %s (%s)".formatted(table.prefix(), table.position(), match.reason()));
    }
    for (TableMatch.PassedTable other : match.others()) {
      entry(
          "not \"%s\", %s: %s"
              .formatted(other.table().prefix(), other.table().position(), other.reason()));
    }
  }

  private void write(EndpointExplanation endpoint, int number, ImageExplanation.Verdict verdict) {
    String name =
        endpoint.place().reference().map(Reference::toString).orElse(endpoint.place().location());
    if (endpoint.state() != State.ASKED) {
      String what = "–  %s (%s) is %s".formatted(name, endpoint.place().role(), endpoint.state());
      entry(endpoint.reason().equals(verdict.reason()) ? what : what + ": " + endpoint.reason());
      return;
    }
    entry("%d. %s (%s)".formatted(number, name, endpoint.place().role()));
    endpoint
        .access()
        .ifPresent(
            access -> {
              detail("TLS " + tls(access.tls()));
              detail(credentials(access.credentials()));
              access.credentials().warnings().forEach(warning -> detail("warning: " + warning));
            });
    endpoint.contact().ifPresent(contact -> detail(contact(contact)));
  }

  private static String tls(TlsExplanation tls) {
    List<String> parts = new ArrayList<>();
    parts.add(
        switch (tls.mode()) {
          case VERIFIED -> "verified";
          case INSECURE -> "not verified, http if there is no https (" + tls.reason() + ")";
        });
    tls.folder()
        .ifPresent(
            folder ->
                parts.add(
                    "%d authorities and %d client certificates of %s"
                        .formatted(
                            tls.certificates().authorities().size(),
                            tls.certificates().clients().size(),
                            folder)));
    return String.join(", ", parts);
  }

  private static String credentials(CredentialExplanation credentials) {
    if (credentials.failure().isPresent()) {
      return "credentials cannot be looked up: " + credentials.failure().get();
    }
    if (credentials.origin().isEmpty()) {
      return credentials.kind().toString();
    }
    return "%s of %s%s"
        .formatted(
            credentials.kind(),
            credentials.origin().get(),
            credentials.key().map(key -> ", key \"" + key + "\"").orElse(""));
  }

  private static String contact(Contact contact) {
    StringBuilder line = new StringBuilder();
    line.append(contact.failure().map(failure -> "FAILED: " + failure).orElse(""));
    contact.digest().ifPresent(digest -> line.append("has ").append(digest));
    line.append(" (%d ms)".formatted(contact.latency().toMillis()));
    contact
        .quota()
        .ifPresent(
            quota ->
                line.append(", %d of %d requests left".formatted(quota.remaining(), quota.limit()))
                    .append(
                        quota
                            .window()
                            .map(window -> " in %d s".formatted(window.toSeconds()))
                            .orElse("")));
    return line.toString();
  }

  private void label(String label) {
    text.append("  ").append(label).append('\n');
  }

  private void line(String label, String content) {
    text.append("  ").append(label).append(" ".repeat(Math.max(1, LABEL - label.length())));
    text.append(content.replace("\n", "\n" + " ".repeat(LABEL + 2))).append('\n');
  }

  private void entry(String content) {
    text.append("    ").append(content.replace("\n", "\n      ")).append('\n');
  }

  private void detail(String content) {
    text.append("       ").append(content.replace("\n", "\n       ")).append('\n');
  }
}
