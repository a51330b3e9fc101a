package io.drayage.service.problem;

import io.drayage.api.Problem;
import io.drayage.api.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers with a {@link Problem} from where the framework's converters are not at hand: filters.
 */
public final class ProblemBody {
  private static final JsonMapper JSON = JsonMapper.shared();

  private ProblemBody() {}

  /** Sends it as the whole answer; headers that are set already stay. */
  public static void send(
      ProblemException exception, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(exception.code().status());
    response.setContentType(Problem.MEDIA_TYPE);
    byte[] body = JSON.writeValueAsBytes(Problem.of(exception, request.getRequestURI()));
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
