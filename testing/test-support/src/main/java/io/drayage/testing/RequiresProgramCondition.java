package io.drayage.testing;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Evaluates {@link RequiresProgram}. */
final class RequiresProgramCondition implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<RequiresProgram> annotation =
        AnnotationSupport.findAnnotation(context.getElement(), RequiresProgram.class);
    if (annotation.isEmpty()) {
      return ConditionEvaluationResult.enabled("no program is required");
    }
    return evaluate(annotation.get().value(), Programs.isContinuousIntegration());
  }

  static ConditionEvaluationResult evaluate(String[] names, boolean continuousIntegration) {
    String missing =
        Arrays.stream(names)
            .filter(name -> Programs.find(name).isEmpty())
            .map(Programs::missing)
            .collect(Collectors.joining("; "));
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("the programs are there");
    }
    if (continuousIntegration) {
      throw new AssertionError(missing);
    }
    return ConditionEvaluationResult.disabled(missing);
  }
}
