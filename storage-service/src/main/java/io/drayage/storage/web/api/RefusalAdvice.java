package io.drayage.storage.web.api;

import io.drayage.api.Problem;
import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import io.drayage.service.problem.ProblemAdvice;
import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.web.access.Entrance;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers what the domain refuses. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class RefusalAdvice {
  private final Entrance entrance;

  public RefusalAdvice(Entrance entrance) {
    this.entrance = entrance;
  }

  @ExceptionHandler
  ResponseEntity<Problem> refused(
      RefusedException exception, HttpServletRequest request, HttpServletResponse response) {
    if (exception.code() == RefusalCode.UNAUTHORIZED) {
      entrance.challenge(request, response, Optional.empty());
    }
    return ProblemAdvice.answer(
        new ProblemException(code(exception.code()), String.valueOf(exception.getMessage())),
        HttpHeaders.EMPTY,
        request);
  }

  /** The same as a problem. */
  public static ProblemCode code(RefusalCode code) {
    return switch (code) {
      case NAME_UNKNOWN -> ProblemCode.REPOSITORY_UNKNOWN;
      case MANIFEST_UNKNOWN, MANIFEST_BLOB_UNKNOWN -> ProblemCode.MANIFEST_UNKNOWN;
      case UNAUTHORIZED -> ProblemCode.UNAUTHENTICATED;
      case DENIED -> ProblemCode.FORBIDDEN;
      case TOO_LARGE -> ProblemCode.TOO_LARGE;
      case TOOMANYREQUESTS -> ProblemCode.TOO_MANY_REQUESTS;
      case UNSUPPORTED -> ProblemCode.CONFLICT;
      case BLOB_UNKNOWN, BLOB_UPLOAD_UNKNOWN -> ProblemCode.NOT_FOUND;
      default -> ProblemCode.INVALID_VALUE;
    };
  }
}
