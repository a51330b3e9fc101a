package io.drayage.storage.web.access;

import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.access.Caller;
import io.drayage.storage.domain.access.Grants;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Lets in who is in the {@link Htpasswd} file (RFC 7617). */
public final class PasswordEntrance implements Entrance {
  private final Htpasswd users;

  public PasswordEntrance(Htpasswd users) {
    this.users = users;
  }

  @Override
  public Caller caller(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    if (header == null) {
      return Caller.anonymous(Grants.NONE);
    }
    return caller(header)
        .orElseThrow(
            () ->
                new RefusedException(
                    RefusalCode.UNAUTHORIZED, "the user name or the password is wrong"));
  }

  private Optional<Caller> caller(String header) {
    if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return Optional.empty();
    }
    try {
      String pair =
          new String(
              Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon > 0 && users.accepts(pair.substring(0, colon), pair.substring(colon + 1))
          ? Optional.of(new Caller(pair.substring(0, colon), Caller.Proof.PASSWORD, Grants.ALL))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // not Base64
    }
  }

  @Override
  public boolean greets(Caller caller) {
    return caller.proof() != Caller.Proof.NONE;
  }

  @Override
  public void challenge(
      HttpServletRequest request, HttpServletResponse response, Optional<Scope> scope) {
    response.setHeader("WWW-Authenticate", "Basic realm=\"drayage\", charset=\"UTF-8\"");
  }
}
