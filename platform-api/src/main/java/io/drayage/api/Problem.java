package io.drayage.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was not fulfilled: the body of every error answer under {@code /api}, of type
 * {@code application/problem+json} (RFC 9457).
 *
 * @param type the code as a URI
 * @param title what the code means
 * @param status the HTTP status
 * @param detail what was attempted, what was wrong, and what to do
 * @param instance the path of the request
 * @param code the {@link ProblemCode#id}
 * @param retryable whether the same request may succeed later
 * @param errors the fields and parameters that were wrong
 */
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    @Nullable String instance,
    String code,
    boolean retryable,
    List<FieldProblem> errors) {

  /** The media type of such bodies. */
  public static final String MEDIA_TYPE = "application/problem+json";

  public Problem {
    errors = List.copyOf(errors);
  }

  /** One that a request for a path ran into. */
  public static Problem of(ProblemException exception, String path) {
    ProblemCode code = exception.code();
    return new Problem(
        "urn:drayage:problem:" + code.id(),
        code.title(),
        code.status(),
        exception.getMessage(),
        path,
        code.id(),
        code.isRetryable(),
        exception.errors());
  }
}
