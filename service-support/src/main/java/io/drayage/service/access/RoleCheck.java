package io.drayage.service.access;

import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets a caller pass to the operations that his role includes, before anything is looked up. */
public final class RoleCheck implements HandlerInterceptor {
  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method) {
      if (!(request.getAttribute(CallerFilter.ATTRIBUTE) instanceof Caller caller)) {
        throw new ProblemException(ProblemCode.UNAUTHENTICATED, "nobody knows who sends this");
      }
      Needs needs = method.getMethodAnnotation(Needs.class);
      caller.require(needs == null ? standard(request.getMethod()) : needs.value());
      boolean served = needs != null && needs.tenants() == Needs.Tenants.SERVED;
      if (caller.tenant().isPresent() && !served) {
        throw new ProblemException(
            ProblemCode.FORBIDDEN,
            "%s is of tenant %s, and this is not for tenants"
                .formatted(caller.name(), caller.tenant().get()));
      }
    }
    return true;
  }

  private static Role standard(String method) {
    return method.equals("GET") || method.equals("HEAD") ? Role.READER : Role.ADMIN;
  }
}
