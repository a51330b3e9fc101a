package io.drayage.standalone;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.boot.web.servlet.AbstractFilterRegistrationBean;

/**
 * A filter, and what it stands in front of.
 *
 * @param patterns as the servlet specification has them (12.2), exact or with {@code /*} at the end
 */
record MappedFilter(Filter filter, List<String> patterns, Set<DispatcherType> types) {
  private static final String BELOW = "/*";

  MappedFilter {
    patterns = List.copyOf(patterns);
    types = Set.copyOf(types);
  }

  /** Makes a filter ready that Spring Boot would give to a server. */
  static MappedFilter of(AbstractFilterRegistrationBean<?> registration, PartConfig config)
      throws ServletException {
    Filter filter = registration.getFilter();
    if (filter == null || !registration.getServletNames().isEmpty()) {
      throw new IllegalStateException("%s is for no paths".formatted(registration));
    }
    filter.init(config);
    Collection<String> patterns = registration.getUrlPatterns();
    return new MappedFilter(
        filter,
        patterns.isEmpty() ? List.of(BELOW) : List.copyOf(patterns),
        registration.determineDispatcherTypes());
  }

  boolean isFor(String path, DispatcherType type) {
    return types.contains(type) && patterns.stream().anyMatch(pattern -> matches(pattern, path));
  }

  private static boolean matches(String pattern, String path) {
    if (!pattern.endsWith(BELOW)) {
      return pattern.equals(path);
    }
    String start = pattern.substring(0, pattern.length() - BELOW.length());
    return path.equals(start) || path.startsWith(start + "/");
  }
}
