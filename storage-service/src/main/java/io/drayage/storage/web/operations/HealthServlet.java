package io.drayage.storage.web.operations;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers probes: {@code /health/live} as long as the process can answer at all, {@code
 * /health/ready} with 503 when it should get no requests. Nobody needs a right for it.
 */
public final class HealthServlet extends HttpServlet {
  @Serial private static final long serialVersionUID = 1L;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final transient Readiness readiness;

  public HealthServlet(Readiness readiness) {
    this.readiness = readiness;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (String.valueOf(request.getPathInfo())) {
      case "/live" -> send(Map.of(), response);
      case "/ready" -> send(readiness.problems(), response);
      default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private static void send(Map<String, String> problems, HttpServletResponse response)
      throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("status", problems.isEmpty() ? "up" : "down");
    if (!problems.isEmpty()) {
      problems.forEach(root.putObject("problems")::put);
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("application/json");
    response.getOutputStream().write(JSON.writeValueAsBytes(root));
  }
}
