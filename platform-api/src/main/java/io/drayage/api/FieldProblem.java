package io.drayage.api;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What is wrong with one value of a request.
 *
 * @param field the name of the parameter, or the path of the field in the body
 * @param message what is wrong with it
 * @param allowed the values that are taken, when they can be listed
 */
public record FieldProblem(String field, String message, List<String> allowed) {
  public FieldProblem {
    allowed = List.copyOf(allowed);
  }

  public static FieldProblem of(String field, String message) {
    return new FieldProblem(field, message, List.of());
  }

  /** A value that must be one of an enumeration's, which are written in lower case. */
  public static FieldProblem outside(String field, Class<?> enumeration) {
    List<String> allowed =
        Arrays.stream(enumeration.getEnumConstants())
            .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
            .toList();
    return new FieldProblem(field, "must be one of " + String.join(", ", allowed), allowed);
  }

  @Override
  public String toString() {
    return field + ": " + message;
  }
}
