package io.drayage.copier.web;

import io.drayage.api.FieldProblem;
import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import io.drayage.api.copier.IssuedToken;
import io.drayage.api.copier.TokenPage;
import io.drayage.api.copier.TokenRequest;
import io.drayage.api.copier.TokenResource;
import io.drayage.copier.domain.tenant.Tenants;
import io.drayage.service.access.ApiToken;
import io.drayage.service.access.ApiToken.Grant;
import io.drayage.service.access.ApiTokens;
import io.drayage.service.access.Needs;
import io.drayage.service.access.Role;
import io.drayage.service.access.TokenText;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tokens: what callers of this API show. */
@RestController
@RequestMapping("/api/v1/tokens")
public final class TokenController {
  private static final List<String> ROLES = List.of("reader", "operator", "admin");

  private final ApiTokens tokens;
  private final Tenants tenants;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  public TokenController(ApiTokens tokens, Tenants tenants, InstantSource clock) {
    this.tokens = tokens;
    this.tenants = tenants;
    this.clock = clock;
  }

  @GetMapping
  @Needs(Role.ADMIN)
  TokenPage listTokens(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable Integer limit) {
    int most = ListParameters.limit(limit);
    List<TokenResource> found =
        tokens.list(after == null ? "" : after, most).stream().map(TokenController::view).toList();
    return new TokenPage(found, found.size() < most ? null : found.getLast().name());
  }

  /** Makes a token; its secret is in the answer and nowhere else. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Needs(Role.ADMIN)
  IssuedToken createToken(@RequestBody TokenRequest request) {
    Instant now = clock.instant();
    ApiToken token =
        new ApiToken(
            name(request.name()),
            grant(request),
            now,
            Optional.ofNullable(request.expires()),
            Optional.empty());
    if (token.isExpired(now)) {
      throw ProblemException.invalid("expires", "is past already");
    }
    TokenText text = TokenText.generate(random);
    if (!tokens.add(token, text)) {
      throw new ProblemException(
          ProblemCode.CONFLICT,
          "there is a token \"%s\" already; revoke it, or take another name"
              .formatted(token.name()));
    }
    return new IssuedToken(view(token), text.value());
  }

  /** Makes a token useless from now on. */
  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Needs(Role.ADMIN)
  void revokeToken(@PathVariable String name) {
    if (tokens.revoke(name).isEmpty()) {
      throw new ProblemException(
          ProblemCode.TOKEN_UNKNOWN, "there is no token \"%s\"".formatted(name));
    }
  }

  private static String name(@Nullable String name) {
    if (name == null || !ApiToken.isName(name)) {
      throw ProblemException.invalid(
          "name", "must be 1 to 64 lower-case letters, digits, dots, dashes and underscores");
    }
    return name;
  }

  private Grant grant(TokenRequest request) {
    Role role =
        Role.ofLabel(String.valueOf(request.role()))
            .orElseThrow(
                () ->
                    ProblemException.invalid(
                        new FieldProblem(
                            "role", "must be one of " + String.join(", ", ROLES), ROLES)));
    String tenant = request.tenant();
    if (tenant != null && role == Role.ADMIN) {
      throw ProblemException.invalid("role", "must be reader or operator for a tenant's token");
    }
    if (tenant != null && tenants.find(tenant).isEmpty()) {
      throw ProblemException.invalid("tenant", "is \"%s\", which there is not".formatted(tenant));
    }
    return new Grant(role, Optional.ofNullable(tenant));
  }

  private static TokenResource view(ApiToken token) {
    return new TokenResource(
        token.name(),
        token.grant().role().label(),
        token.grant().tenant().orElse(null),
        token.createdAt(),
        token.expires().orElse(null),
        token.usedAt().orElse(null));
  }
}
