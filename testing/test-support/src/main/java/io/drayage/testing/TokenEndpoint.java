package io.drayage.testing;

import io.drayage.testing.Authentication.Anonymous;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * Docker's token endpoint on an origin of its own: GET with Basic, POST as OAuth 2 with a password
 * or a refresh token. Counts the tokens it gives out.
 */
public final class TokenEndpoint implements AutoCloseable {
  private static final String SERVICE = "memory-registry";

  private final Authentication.Bearer users;
  private final Map<String, Set<AccessScope>> granted = new ConcurrentHashMap<>();
  private final List<String> scopes = new CopyOnWriteArrayList<>();
  private final RequestLog log = new RequestLog();
  private final LoopbackServer server;
  private volatile int expiresIn = 300;

  TokenEndpoint(Authentication.Bearer users) {
    this.users = users;
    this.server = LoopbackServer.start(log, this::handle);
  }

  /** The requests for tokens, the refused ones too. */
  public RequestLog log() {
    return log;
  }

  /** How many tokens were given out. */
  public int count() {
    return scopes.size();
  }

  /** How many tokens were given out for exactly this scope, as the client wrote it. */
  public int count(String scope) {
    return (int) scopes.stream().filter(scope::equals).count();
  }

  /** The scope of every token that was given out, in order; "" for none. */
  public List<String> scopes() {
    return List.copyOf(scopes);
  }

  /** {@code 127.0.0.1:port}. */
  public String authority() {
    return server.authority();
  }

  /** What {@code expires_in} says from now on, in seconds; it is not enforced. */
  public void announceLifetime(int seconds) {
    expiresIn = seconds;
  }

  /** Makes every token so far invalid, as if it had expired. */
  public void revokeAll() {
    granted.clear();
  }

  Optional<Set<AccessScope>> granted(String token) {
    return Optional.ofNullable(granted.get(token));
  }

  String challenge(Set<AccessScope> needed) {
    String challenge =
        "Bearer realm=\"http://%s/token\",service=\"%s\"".formatted(authority(), SERVICE);
    return needed.isEmpty()
        ? challenge
        : challenge + ",scope=\"%s\"".formatted(AccessScope.print(needed));
  }

  private void handle(HttpCall call) throws IOException {
    if (!call.path().equals("/token")) {
      call.error(404, "NOT_FOUND", "the token endpoint is /token");
      return;
    }
    switch (call.method()) {
      case "GET" -> handleGet(call);
      case "POST" -> handlePost(call);
      default -> call.error(405, "UNSUPPORTED", "GET or POST");
    }
  }

  private void handleGet(HttpCall call) throws IOException {
    Optional<String> header = call.header("Authorization");
    boolean anonymous = header.isEmpty();
    boolean known =
        header.equals(Optional.of(AccessGate.basicHeader(users.user(), users.password())));
    if (!known && !(anonymous && users.anonymousPull() == Anonymous.PULLS)) {
      call.error(401, "UNAUTHORIZED", "incorrect username or password");
      return;
    }
    String scope = call.parameter("scope").orElse("");
    grant(call, scope, anonymous, call.parameter("offline_token").isPresent() && !anonymous);
  }

  private void handlePost(HttpCall call) throws IOException {
    byte[] body = call.body(64 * 1024);
    Map<String, String> form = HttpCall.parameters(new String(body, StandardCharsets.UTF_8));
    boolean allowed =
        switch (form.getOrDefault("grant_type", "")) {
          case "password" ->
              users.user().equals(form.get("username"))
                  && users.password().equals(form.get("password"));
          case "refresh_token" ->
              users.identityToken().equals(Optional.ofNullable(form.get("refresh_token")));
          default -> false;
        };
    if (!allowed) {
      call.error(401, "UNAUTHORIZED", "the grant is not valid");
      return;
    }
    boolean offline = "offline".equals(form.get("access_type"));
    grant(call, form.getOrDefault("scope", ""), false, offline);
  }

  private void grant(HttpCall call, String scope, boolean anonymous, boolean refresh)
      throws IOException {
    Set<AccessScope> wanted =
        AccessScope.parse(scope).stream()
            .filter(s -> !anonymous || s.action().equals("pull"))
            .collect(Collectors.toSet());
    scopes.add(scope);
    String token =
        "token-" + scopes.size() + "-" + Integer.toHexString(System.identityHashCode(this));
    granted.put(token, wanted);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("token", token);
    answer.put("access_token", token);
    answer.put("expires_in", expiresIn);
    if (refresh && users.identityToken().isPresent()) {
      answer.put("refresh_token", users.identityToken().get());
    }
    call.json(200, answer);
  }

  @Override
  public void close() {
    server.close();
  }
}
