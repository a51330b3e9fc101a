package io.drayage.registries.explain;

import io.drayage.registries.Lint;
import io.drayage.registries.Position;
import io.drayage.registries.ShortNameResolution;
import io.drayage.registries.SourceFile;
import io.drayage.registries.explain.EndpointExplanation.Access;
import java.util.Optional;

/** Writes an explanation as one line of JSON. */
final class ExplanationJson {
  private final JsonLine json = new JsonLine();

  private ExplanationJson() {}

  static String of(Explanation explanation) {
    ExplanationJson writer = new ExplanationJson();
    writer.write(explanation);
    return writer.json.toString();
  }

  private void write(Explanation explanation) {
    json.beginObject();
    json.text("asked", explanation.asked());
    write(explanation.verdict());
    explanation.name().ifPresent(this::write);
    json.array("images", explanation.images(), this::write);
    json.array("files", explanation.files(), this::write);
    json.endObject();
  }

  private void write(ImageExplanation.Verdict verdict) {
    json.text("outcome", verdict.outcome().toString());
    json.text("reason", verdict.reason());
  }

  private void write(ShortNameResolution name) {
    json.beginObject("name");
    json.text("kind", kind(name));
    json.text("reason", name.reason());
    json.endObject();
  }

  private static String kind(ShortNameResolution name) {
    return switch (name) {
      case ShortNameResolution.FullName _ -> "full";
      case ShortNameResolution.Alias alias ->
          alias.place() == ShortNameResolution.AliasPlace.REMEMBERED ? "remembered" : "alias";
      case ShortNameResolution.Searched _ -> "search";
      case ShortNameResolution.Chosen _ -> "chosen";
      case ShortNameResolution.Unresolved _ -> "unresolved";
    };
  }

  private void write(SourceFile file) {
    json.beginObject();
    json.text("path", file.path().toString());
    json.text("state", file.state().toString());
    json.text("reason", file.reason());
    json.endObject();
  }

  private void write(ImageExplanation image) {
    json.beginObject();
    json.text("reference", image.reference().toString());
    write(image.verdict());
    write(image.table());
    json.array("endpoints", image.endpoints(), this::write);
    json.beginObject("writing");
    json.text("tls", image.writing().tls().toString());
    image.writing().refusal().ifPresent(refusal -> json.text("refusal", refusal));
    json.endObject();
    json.beginObject("policy");
    json.text("source", image.policy().source());
    json.text("rule", image.policy().rule());
    json.text("decision", image.policy().decision().toString());
    json.texts("requirements", image.policy().requirements());
    json.endObject();
    json.array("warnings", image.warnings(), this::write);
    json.endObject();
  }

  private void write(TableMatch match) {
    json.beginObject("table");
    match
        .winner()
        .ifPresent(
            table -> {
              json.text("prefix", table.prefix());
              json.text("location", table.location());
              position(Optional.of(table.position()));
            });
    json.text("match", match.kind().toString());
    json.text("reason", match.reason());
    json.array(
        "others",
        match.others(),
        other -> {
          json.beginObject();
          json.text("prefix", other.table().prefix());
          position(Optional.of(other.table().position()));
          json.text("reason", other.reason());
          json.endObject();
        });
    json.endObject();
  }

  private void write(EndpointExplanation endpoint) {
    json.beginObject();
    json.text("role", endpoint.place().role().toString());
    json.text("state", endpoint.state().toString());
    json.text("reason", endpoint.reason());
    endpoint.place().reference().ifPresent(there -> json.text("reference", there.toString()));
    json.text("location", endpoint.place().location());
    position(endpoint.place().origin());
    endpoint.access().ifPresent(this::write);
    endpoint.contact().ifPresent(this::write);
    json.endObject();
  }

  private void write(Access access) {
    TlsExplanation tls = access.tls();
    json.beginObject("tls");
    json.text("mode", tls.mode().toString());
    json.text("reason", tls.reason());
    tls.folder().ifPresent(folder -> json.text("folder", folder.toString()));
    json.texts(
        "authorities", tls.certificates().authorities().stream().map(Object::toString).toList());
    json.texts(
        "clients",
        tls.certificates().clients().stream().map(pair -> pair.certificate().toString()).toList());
    json.endObject();
    CredentialExplanation credentials = access.credentials();
    json.beginObject("credentials");
    json.text("kind", credentials.kind().toString());
    credentials.origin().ifPresent(origin -> json.text("origin", origin));
    credentials.key().ifPresent(key -> json.text("key", key));
    credentials.failure().ifPresent(failure -> json.text("failure", failure));
    json.texts("warnings", credentials.warnings());
    json.endObject();
  }

  private void write(Contact contact) {
    json.beginObject("contact");
    json.whole("latencyMillis", contact.latency().toMillis());
    contact.digest().ifPresent(digest -> json.text("digest", digest.toString()));
    contact.failure().ifPresent(failure -> json.text("failure", failure));
    contact
        .quota()
        .ifPresent(
            quota -> {
              json.beginObject("quota");
              json.whole("limit", quota.limit());
              json.whole("remaining", quota.remaining());
              quota.window().ifPresent(time -> json.whole("windowSeconds", time.toSeconds()));
              json.endObject();
            });
    json.endObject();
  }

  private void write(Lint lint) {
    json.beginObject();
    json.text("kind", lint.id());
    json.text("weight", lint.kind().weight().toString());
    json.text("message", lint.text());
    position(Optional.of(lint.position()));
    json.endObject();
  }

  private void position(Optional<Position> position) {
    if (position.isPresent()) {
      json.text("file", position.get().file().toString());
      if (position.get().line() > 0) {
        json.whole("line", position.get().line());
      }
    }
  }
}
