package io.drayage.registry;

import io.drayage.image.Credential;
import io.drayage.registry.RequestObserver.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Exchanges a credential for a token: Docker's token authentication by GET, and OAuth2 by POST for
 * identity tokens.
 */
final class TokenServer {
  /** What a token lives at least; servers that say less, or nothing, mean this. */
  private static final Duration SHORTEST_LIFE = Duration.ofSeconds(60);

  /** A token is not used in the last part of its life, so that it does not expire on the way. */
  private static final int MARGIN_PARTS = 6;

  private final Redirects redirects;
  private final Retries retries;
  private final RegistryClientOptions options;
  private final HostGate gate;
  private final boolean secrecyRequired;

  TokenServer(
      Redirects redirects, Retries retries, RegistryClientOptions options, TlsSettings tls) {
    this.redirects = redirects;
    this.retries = retries;
    this.options = options;
    this.gate = new HostGate(options.permits());
    this.secrecyRequired = tls.verification() == TlsVerification.REQUIRED;
  }

  Token fetch(Challenge.Bearer challenge, Scopes scopes, Credential credential) throws IOException {
    URI realm = realm(challenge, credential);
    String what = "asking %s for a token".formatted(Redaction.of(realm));
    Outgoing outgoing =
        credential instanceof Credential.IdentityToken identity
            ? byPost(realm, challenge.service(), scopes, identity)
            : byGet(realm, challenge.service(), scopes, credential);
    Instant begin = options.clock().instant();
    try (HostGate.Permit _ = gate.enter(HostGate.Weight.SMALL);
        Answer answer =
            retries.send(
                what, Origin.of(realm).authority(), true, () -> redirects.send(outgoing))) {
      if (answer.status() == 400 && credential instanceof Credential.IdentityToken) {
        throw new RegistryException.Unauthorized(
            Failures.message(what, answer, ErrorBody.readAndClose(answer)));
      }
      if (answer.status() != 200) {
        throw Failures.of(what, answer);
      }
      return read(what, answer.readAtMost(Documents.LARGEST_PAGE), begin);
    }
  }

  private URI realm(Challenge.Bearer challenge, Credential credential) throws IOException {
    URI realm;
    try {
      realm = new URI(challenge.realm());
    } catch (URISyntaxException e) {
      throw invalidRealm(challenge);
    }
    String scheme = realm.getScheme() == null ? "" : realm.getScheme();
    if (realm.getHost() == null || !scheme.matches("(?i)https?")) {
      throw invalidRealm(challenge);
    }
    if (secrecyRequired
        && !scheme.equalsIgnoreCase("https")
        && !(credential instanceof Credential.Anonymous)) {
      throw new RegistryException.ProtocolViolation(
          "the registry wants the credential to be sent to %s, without encryption; this is refused"
              .formatted(Redaction.of(realm)));
    }
    return realm;
  }

  private static RegistryException invalidRealm(Challenge.Bearer challenge) {
    return new RegistryException.ProtocolViolation(
        "the registry names \"%s\" as the place where tokens are given out, which is no address"
            .formatted(Redaction.excerpt(challenge.realm(), 100)));
  }

  private static Outgoing byGet(URI realm, String service, Scopes scopes, Credential credential) {
    URI uri = realm;
    Map<String, String> headers = new HashMap<>();
    if (credential instanceof Credential.UsernamePassword basic) {
      headers.put("Authorization", Authorizer.basic(basic));
      uri = Locations.with(uri, "account", encode(basic.username()));
    }
    if (!service.isEmpty()) {
      uri = Locations.with(uri, "service", encode(service));
    }
    for (Scope scope : scopes.list()) {
      uri = Locations.with(uri, "scope", encode(scope.toString()));
    }
    return new Outgoing(Kind.TOKEN, "GET", uri, headers, null);
  }

  private static Outgoing byPost(
      URI realm, String service, Scopes scopes, Credential.IdentityToken identity) {
    String scope = String.join(" ", scopes.list().stream().map(Scope::toString).toList());
    String form =
        "grant_type=refresh_token&client_id=dray&service=%s&scope=%s&refresh_token=%s"
            .formatted(encode(service), encode(scope), encode(identity.token()));
    return new Outgoing(
        Kind.TOKEN,
        "POST",
        realm,
        Map.of(),
        Payload.of(form.getBytes(StandardCharsets.UTF_8), "application/x-www-form-urlencoded"));
  }

  private static Token read(String what, byte[] bytes, Instant begin) throws IOException {
    JsonNode document =
        Documents.object(bytes)
            .orElseThrow(
                () ->
                    new RegistryException.ProtocolViolation(
                        "%s: the answer is not JSON: %s"
                            .formatted(what, ErrorBody.of(bytes).text())));
    String value = Documents.text(document, "token");
    if (value.isEmpty()) {
      value = Documents.text(document, "access_token");
    }
    if (value.isEmpty() || value.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new RegistryException.ProtocolViolation("%s: the answer has no token".formatted(what));
    }
    JsonNode seconds = document.get("expires_in");
    Duration life =
        seconds != null && seconds.canConvertToInt()
            ? Duration.ofSeconds(seconds.intValue())
            : SHORTEST_LIFE;
    if (life.compareTo(SHORTEST_LIFE) < 0) {
      life = SHORTEST_LIFE;
    }
    return new Token(value, begin.plus(life).minus(life.dividedBy(MARGIN_PARTS)));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
