package io.drayage.storage.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Lets in who is in the {@link Htpasswd} file (RFC 7617). */
public final class BasicAuthentication extends HttpFilter {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Htpasswd users;

  public BasicAuthentication(Htpasswd users) {
    this.users = users;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (isAccepted(request.getHeader("Authorization"))) {
      chain.doFilter(request, response);
      return;
    }
    response.setHeader("WWW-Authenticate", "Basic realm=\"drayage\", charset=\"UTF-8\"");
    response.setHeader("Docker-Distribution-Api-Version", "registry/2.0");
    Errors.send(response, 401, "UNAUTHORIZED", "user name and password are needed");
  }

  private boolean isAccepted(@Nullable String header) {
    if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return false;
    }
    try {
      String pair =
          new String(
              Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon > 0 && users.accepts(pair.substring(0, colon), pair.substring(colon + 1));
    } catch (IllegalArgumentException _) {
      return false; // not Base64
    }
  }
}
