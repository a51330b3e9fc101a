package io.drayage.storage.web.api;

import io.drayage.api.Problem;
import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import io.drayage.service.problem.ProblemAdvice;
import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
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

  @ExceptionHandler
  ResponseEntity<Problem> refused(RefusedException exception, HttpServletRequest request) {
    return ProblemAdvice.answer(
        new ProblemException(code(exception.code()), String.valueOf(exception.getMessage())),
        HttpHeaders.EMPTY,
        request);
  }

  static ProblemCode code(RefusalCode code) {
    return switch (code) {
      case NAME_UNKNOWN -> ProblemCode.REPOSITORY_UNKNOWN;
      case MANIFEST_UNKNOWN, MANIFEST_BLOB_UNKNOWN -> ProblemCode.MANIFEST_UNKNOWN;
      case UNAUTHORIZED -> ProblemCode.UNAUTHENTICATED;
      case DENIED -> ProblemCode.FORBIDDEN;
      case TOO_LARGE -> ProblemCode.TOO_LARGE;
      case UNSUPPORTED -> ProblemCode.CONFLICT;
      case BLOB_UNKNOWN, BLOB_UPLOAD_UNKNOWN -> ProblemCode.NOT_FOUND;
      default -> ProblemCode.INVALID_VALUE;
    };
  }
}
