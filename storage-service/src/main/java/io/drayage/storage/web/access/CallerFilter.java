package io.drayage.storage.web.access;

import io.drayage.api.ProblemException;
import io.drayage.service.problem.ProblemBody;
import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.access.Caller;
import io.drayage.storage.domain.access.Callers;
import io.drayage.storage.domain.event.Author;
import io.drayage.storage.web.api.RefusalAdvice;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.Optional;

/**
 * Lets the REST API know its {@link Callers#current caller}. It refuses wrong credentials and
 * nothing else: each operation says which right it needs.
 */
public final class CallerFilter extends HttpFilter {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Entrance entrance;

  public CallerFilter(Entrance entrance) {
    this.entrance = entrance;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Caller caller;
    try {
      caller = entrance.caller(request);
    } catch (RefusedException e) {
      refuse(e, request, response);
      return;
    }
    try {
      Author.<Exception>at(
          request.getRemoteAddr(),
          () -> Callers.<Exception>as(caller, () -> chain.doFilter(request, response)));
    } catch (IOException | ServletException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  /** A problem (RFC 9457). */
  private void refuse(RefusedException e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (e.code() == RefusalCode.UNAUTHORIZED) {
      entrance.challenge(request, response, Optional.empty());
    }
    ProblemBody.send(
        new ProblemException(RefusalAdvice.code(e.code()), String.valueOf(e.getMessage())),
        request,
        response);
  }
}
