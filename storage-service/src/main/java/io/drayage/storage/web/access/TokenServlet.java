package io.drayage.storage.web.access;

import io.drayage.image.InvalidFormatException;
import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.access.Caller;
import io.drayage.storage.domain.access.Credentials;
import io.drayage.storage.domain.access.TokenDesk;
import io.drayage.storage.domain.access.TokenScope;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The endpoint of Docker's token protocol: {@code GET} with the credentials in the header, and
 * {@code POST} with those in an OAuth 2 form (RFC 6749, 4.3 and 6).
 */
public final class TokenServlet extends HttpServlet {
  @Serial private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(TokenServlet.class);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final transient Entrance entrance;
  private final transient TokenDesk desk;

  public TokenServlet(Entrance entrance, TokenDesk desk) {
    this.entrance = entrance;
    this.desk = desk;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Cache-Control", "no-store");
    try {
      switch (request.getMethod()) {
        case "GET" -> get(request, response);
        case "POST" -> post(request, response);
        default -> refuse(response, 405, "UNSUPPORTED", "GET or POST");
      }
    } catch (RefusedException e) {
      if (e.code() == RefusalCode.UNAUTHORIZED) {
        response.setHeader(
            "WWW-Authenticate", new Challenge.Basic().header(request, Optional.empty()));
      }
      refuse(response, e.code().status(), e.code().label(), String.valueOf(e.getMessage()));
    } catch (InvalidFormatException e) {
      refuse(response, 400, "UNSUPPORTED", String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // Neither the query nor the form belongs in a log.
      LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
      refuse(response, 500, "UNKNOWN", "the registry failed; its log says why, try again later");
    }
  }

  private void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Caller caller = entrance.caller(request);
    TokenDesk.Answer answer =
        "true".equals(request.getParameter("offline_token"))
            ? desk.issueLasting(caller, scopes(request))
            : desk.issue(caller, scopes(request));
    send(answer, response);
  }

  private void post(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String type = parameter(request, "grant_type");
    Credentials credentials =
        switch (type) {
          case "password" ->
              new Credentials.Password(
                  parameter(request, "username"), parameter(request, "password"));
          case "refresh_token" -> new Credentials.Refresh(parameter(request, "refresh_token"));
          default ->
              throw new InvalidFormatException("grant_type must be password or refresh_token");
        };
    Caller caller = entrance.caller(credentials);
    boolean lasting =
        type.equals("password") && "offline".equals(request.getParameter("access_type"));
    TokenDesk.Answer answer =
        lasting ? desk.issueLasting(caller, scopes(request)) : desk.issue(caller, scopes(request));
    send(answer, response);
  }

  private static String parameter(HttpServletRequest request, String name) {
    String value = request.getParameter(name);
    if (value == null) {
      throw new InvalidFormatException("the form lacks " + name);
    }
    return value;
  }

  private static List<TokenScope> scopes(HttpServletRequest request) {
    String[] texts = request.getParameterValues("scope");
    return texts == null ? List.of() : TokenScope.parse(List.of(texts));
  }

  private static void send(TokenDesk.Answer answer, HttpServletResponse response)
      throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("token", answer.token().text());
    root.put("access_token", answer.token().text());
    root.put("token_type", "Bearer");
    root.put("expires_in", answer.token().lifetime().toSeconds());
    root.put("issued_at", answer.token().issuedAt().toString());
    answer.refresh().ifPresent(secret -> root.put("refresh_token", secret.value()));
    write(response, 200, root);
  }

  private static void refuse(HttpServletResponse response, int status, String code, String message)
      throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.putArray("errors").addObject().put("code", code).put("message", message);
    // What OAuth 2 clients read (RFC 6749, 5.2), and older versions of docker.
    root.put("error", status == 401 ? "invalid_grant" : "invalid_request");
    root.put("details", message);
    write(response, status, root);
  }

  private static void write(HttpServletResponse response, int status, ObjectNode root)
      throws IOException {
    byte[] body = JSON.writeValueAsBytes(root);
    response.setStatus(status);
    response.setContentType("application/json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
