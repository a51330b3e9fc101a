package io.drayage.api;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A request that is not fulfilled; code, message and errors are for the client. */
public final class ProblemException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final ProblemCode code;
  private final transient List<FieldProblem> errors;

  public ProblemException(ProblemCode code, String detail) {
    this(code, detail, List.of(), null);
  }

  private ProblemException(
      ProblemCode code, String detail, List<FieldProblem> errors, @Nullable Throwable cause) {
    super(detail, cause);
    this.code = code;
    this.errors = List.copyOf(errors);
  }

  /** A value of a request that is not taken; records of requests throw it when they are made. */
  public static ProblemException invalid(FieldProblem error) {
    return new ProblemException(ProblemCode.INVALID_VALUE, error.toString(), List.of(error), null);
  }

  /**
   * Values of a request that are not taken.
   *
   * @param errors at least one
   */
  public static ProblemException invalid(List<FieldProblem> errors) {
    String detail = errors.stream().map(FieldProblem::toString).collect(Collectors.joining("; "));
    return new ProblemException(ProblemCode.INVALID_VALUE, detail, errors, null);
  }

  /** A value of a request that is not taken. */
  public static ProblemException invalid(String field, String message) {
    return invalid(FieldProblem.of(field, message));
  }

  public ProblemCode code() {
    return code;
  }

  /** What is wrong with single values; empty when it is not about them. */
  public List<FieldProblem> errors() {
    return errors;
  }

  /** Never null: every problem has a detail. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
