package io.drayage.standalone;

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
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of the REST API, and of nothing else: leads the copier's paths to the copier,
 * through its filters instead of the registry's, and all others to the registry. Where both have
 * the same path, the registry's is under {@value #REGISTRY}, as all of its paths are.
 */
final class CopierGate extends HttpFilter {
  @Serial private static final long serialVersionUID = 1L;
  static final String API = "/api/v1/";
  static final String REGISTRY = API + "registry/";

  private final transient AtomicReference<@Nullable CopierApi> copier = new AtomicReference<>();

  /** The copier answers from now on. */
  void open(CopierApi api) {
    copier.set(api);
  }

  /** The copier does not answer any more. */
  void close() {
    copier.set(null);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = request.getRequestURI();
    CopierApi api = copier.get();
    if (path.startsWith(REGISTRY)) {
      chain.doFilter(new MovedRequest(request, API + path.substring(REGISTRY.length())), response);
    } else if (api == null) {
      response.setHeader("Retry-After", "1");
      ProblemBody.send(
          new ProblemException(ProblemCode.UNAVAILABLE, "the service is starting or stopping"),
          request,
          response);
    } else if (api.owns(path)) {
      api.answer(request, response);
    } else {
      chain.doFilter(request, response);
    }
  }
}
