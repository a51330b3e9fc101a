package io.drayage.service.problem;

import io.drayage.api.Problem;
import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;

/**
 * Answers every failure of a request with a {@link Problem}. What nobody expected is logged under a
 * number, and the answer has the number alone. A service adds an advice of its own before this one
 * for the exceptions of its domain.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
public final class ProblemAdvice {
  private static final String API = "/api/";
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  ResponseEntity<Problem> problem(ProblemException exception, HttpServletRequest request) {
    return answer(exception, HttpHeaders.EMPTY, request);
  }

  @ExceptionHandler
  ResponseEntity<Problem> missing(
      MissingServletRequestParameterException exception, HttpServletRequest request) {
    return problem(
        ProblemException.invalid(exception.getParameterName(), "is missing from the query"),
        request);
  }

  @ExceptionHandler
  ResponseEntity<Problem> mismatch(
      MethodArgumentTypeMismatchException exception, HttpServletRequest request) {
    return problem(UnreadableValues.parameter(exception), request);
  }

  @ExceptionHandler
  ResponseEntity<Problem> unreadable(
      HttpMessageNotReadableException exception, HttpServletRequest request) {
    return problem(UnreadableValues.body(exception), request);
  }

  /** Nobody is there to be told. */
  @ExceptionHandler
  void gone(AsyncRequestNotUsableException exception) {
    LOG.debug("the client went away: {}", exception.getMessage());
  }

  /** Paths outside of the API are answered by the server. */
  @ExceptionHandler
  @Nullable ResponseEntity<Problem> unknown(
      NoHandlerFoundException exception, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getRequestURI().startsWith(API)) {
      return other(exception, request);
    }
    response.sendError(HttpServletResponse.SC_NOT_FOUND);
    return null;
  }

  /** What the framework found, and what nobody expected. */
  @ExceptionHandler
  ResponseEntity<Problem> other(Exception exception, HttpServletRequest request) {
    if (exception instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
      ProblemCode code = ProblemCode.ofStatus(known.getStatusCode().value());
      return answer(new ProblemException(code, detail(code, request)), known.getHeaders(), request);
    }
    String number = UUID.randomUUID().toString();
    LOG.error("{} {} failed, {}", request.getMethod(), request.getRequestURI(), number, exception);
    return problem(
        new ProblemException(
            ProblemCode.INTERNAL,
            "the service failed; its log says why under %s, try again later".formatted(number)),
        request);
  }

  private static String detail(ProblemCode code, HttpServletRequest request) {
    return switch (code) {
      case NOT_FOUND -> "this service has no path %s".formatted(request.getRequestURI());
      case METHOD_NOT_ALLOWED ->
          "%s does not take %s".formatted(request.getRequestURI(), request.getMethod());
      case UNSUPPORTED_MEDIA_TYPE ->
          "the body is %s; send application/json".formatted(request.getContentType());
      case NOT_ACCEPTABLE -> "the answer is JSON; accept application/json";
      default -> code.title();
    };
  }

  /** Makes the answer to a problem that an advice of a service found. */
  public static ResponseEntity<Problem> answer(
      ProblemException exception, HttpHeaders headers, HttpServletRequest request) {
    return ResponseEntity.status(exception.code().status())
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(Problem.of(exception, request.getRequestURI()));
  }
}
