package io.drayage.cli.service;

import io.drayage.api.FieldProblem;
import io.drayage.api.client.ServiceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the service does not do, in its own words: {@code application/problem+json} (RFC 9457). */
public final class ServiceRefusalException extends IOException {
  private static final long serialVersionUID = 1L;
  private final int status;
  private final transient List<FieldProblem> errors;

  private ServiceRefusalException(
      String message, ServiceException cause, List<FieldProblem> errors) {
    super(message, cause);
    this.status = cause.status();
    this.errors = List.copyOf(errors);
  }

  /** The status of HTTP. */
  public int status() {
    return status;
  }

  /** The fields of what was sent that are wrong. */
  public List<FieldProblem> errors() {
    return errors;
  }

  static ServiceRefusalException of(ServiceException e) {
    JsonNode problem;
    try {
      problem = JsonMapper.shared().readTree(e.body());
    } catch (JacksonException _) {
      problem = JsonMapper.shared().createObjectNode();
    }
    List<FieldProblem> errors = new ArrayList<>();
    for (JsonNode error : problem.path("errors")) {
      errors.add(
          FieldProblem.of(error.path("field").asString(""), error.path("message").asString("")));
    }
    String detail = problem.path("detail").asString("");
    String text = detail.isEmpty() ? String.valueOf(e.getMessage()) : detail;
    for (FieldProblem error : errors) {
      if (!text.contains(error.message())) {
        text += "\n  " + error;
      }
    }
    if (e.status() == 401) {
      text += "; a token is needed: DRAY_TOKEN, or 'dray context add'";
    }
    return new ServiceRefusalException(text, e, errors);
  }
}
