package io.drayage.service.access;

import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import io.drayage.service.problem.ProblemBody;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.List;
import java.util.Optional;

/**
 * Lets a REST API know its {@link Callers#current caller}, and refuses who cannot show who he is:
 * 401 with a challenge (RFC 6750 section 3). What he may do is for {@link RoleCheck} and the
 * domain.
 */
public final class CallerFilter extends HttpFilter {
  @Serial private static final long serialVersionUID = 1L;
  static final String ATTRIBUTE = CallerFilter.class.getName();
  private static final String BEARER = "Bearer ";

  private final transient List<Authenticator> authenticators;
  private final transient Optional<Caller> anonymous;

  /**
   * @param anonymous whoever shows nothing; nobody may do that when empty
   */
  public CallerFilter(List<Authenticator> authenticators, Optional<Caller> anonymous) {
    this.authenticators = List.copyOf(authenticators);
    this.anonymous = anonymous;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String header = request.getHeader("Authorization");
    Optional<Caller> known;
    try {
      known = header == null ? anonymous : authenticate(header);
    } catch (ProblemException e) {
      ProblemBody.send(e, request, response);
      return;
    }
    if (known.isEmpty()) {
      refuse(header == null ? "" : ", error=\"invalid_token\"", request, response);
      return;
    }
    Caller caller = known.get().at(request.getRemoteAddr());
    request.setAttribute(ATTRIBUTE, caller);
    try {
      Callers.<Exception>as(caller, () -> chain.doFilter(request, response));
    } catch (IOException | ServletException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  private Optional<Caller> authenticate(String header) {
    if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Optional.empty();
    }
    String token = header.substring(BEARER.length()).strip();
    return authenticators.stream().flatMap(a -> a.authenticate(token).stream()).findFirst();
  }

  private static void refuse(String error, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("WWW-Authenticate", "Bearer realm=\"drayage\"" + error);
    ProblemBody.send(
        new ProblemException(
            ProblemCode.UNAUTHENTICATED,
            error.isEmpty()
                ? "this needs a token: send \"Authorization: Bearer dray_…\""
                : "the token is wrong, revoked or expired, or its owner has no role here"),
        request,
        response);
  }
}
