package io.drayage.service.problem;

import io.drayage.api.FieldProblem;
import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Finds the value that was wrong in what the framework says about a request. */
final class UnreadableValues {
  private UnreadableValues() {}

  static ProblemException parameter(MethodArgumentTypeMismatchException exception) {
    String name = exception.getName();
    Class<?> type = exception.getRequiredType();
    return ProblemException.invalid(expected(name, type, exception.getMostSpecificCause()));
  }

  static ProblemException body(HttpMessageNotReadableException exception) {
    Throwable problem = exception;
    while (problem != null && !(problem instanceof ProblemException)) {
      problem = problem.getCause();
    }
    if (problem instanceof ProblemException ours) {
      return ours;
    }
    return switch (exception.getCause()) {
      case UnrecognizedPropertyException unknown -> unknown(unknown);
      case InvalidFormatException invalid ->
          ProblemException.invalid(
              expected(field(invalid), invalid.getTargetType(), invalid.getCause()));
      case MismatchedInputException mismatch when !mismatch.getPath().isEmpty() ->
          ProblemException.invalid(
              expected(field(mismatch), mismatch.getTargetType(), mismatch.getCause()));
      case DatabindException _ ->
          new ProblemException(
              ProblemCode.MALFORMED_REQUEST, "the body has not the form of this request");
      case JacksonException syntax ->
          new ProblemException(
              ProblemCode.MALFORMED_REQUEST,
              "the body is no JSON: line %d, column %d"
                  .formatted(syntax.getLocation().getLineNr(), syntax.getLocation().getColumnNr()));
      case null, default ->
          new ProblemException(
              ProblemCode.MALFORMED_REQUEST, "the request needs a body of application/json");
    };
  }

  private static ProblemException unknown(UnrecognizedPropertyException exception) {
    List<String> allowed =
        Objects.requireNonNullElse(exception.getKnownPropertyIds(), List.of()).stream()
            .map(String::valueOf)
            .sorted()
            .toList();
    return ProblemException.invalid(
        new FieldProblem(
            field(exception),
            "is no field of this request; it takes " + String.join(", ", allowed),
            allowed));
  }

  private static String field(DatabindException exception) {
    return exception.getPath().stream()
        .map(
            step ->
                step.getPropertyName() == null
                    ? "[%d]".formatted(step.getIndex())
                    : "." + step.getPropertyName())
        .collect(Collectors.joining())
        .replaceFirst("^\\.", "");
  }

  private static FieldProblem expected(
      String field, @Nullable Class<?> type, @Nullable Throwable cause) {
    if (type != null && type.isEnum()) {
      return FieldProblem.outside(field, type);
    }
    if (type != null && (Number.class.isAssignableFrom(type) || type.isPrimitive())) {
      return FieldProblem.of(
          field, "must be " + (type == boolean.class ? "a boolean" : "a number"));
    }
    if (type != null && type.getName().startsWith("java.time.")) {
      return FieldProblem.of(
          field, "must be a %s such as %s".formatted(type.getSimpleName(), example(type)));
    }
    String reason =
        cause instanceof IllegalArgumentException && cause.getMessage() != null
            ? cause.getMessage()
            : "has the wrong form";
    return FieldProblem.of(field, reason);
  }

  private static String example(Class<?> type) {
    return type.getSimpleName().equals("Duration") ? "PT72H or P30D" : "2026-01-31T12:00:00Z";
  }
}
