package io.drayage.standalone;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.web.servlet.AbstractFilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.boot.web.servlet.ServletContextInitializerBeans;
import org.springframework.context.ApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The copier's REST API without a web server: its controllers behind its filters. Which paths it
 * has is read from the controllers. Thread-safe.
 */
final class CopierApi {
  private final Set<String> resources;
  private final List<MappedFilter> filters;
  private final Servlet dispatcher;

  private CopierApi(Set<String> resources, List<MappedFilter> filters, Servlet dispatcher) {
    this.resources = resources;
    this.filters = List.copyOf(filters);
    this.dispatcher = dispatcher;
  }

  /** Makes its parts ready for the requests of a web server. */
  static CopierApi of(ApplicationContext copier, ServletContext server) throws ServletException {
    PartConfig config = new PartConfig("copier", server);
    DispatcherServlet dispatcher = copier.getBean(DispatcherServlet.class);
    dispatcher.init(config);
    List<MappedFilter> filters = new ArrayList<>();
    for (ServletContextInitializer part : new ServletContextInitializerBeans(copier)) {
      if (part instanceof AbstractFilterRegistrationBean<?> filter && filter.isEnabled()) {
        filters.add(MappedFilter.of(filter, config));
      }
    }
    return new CopierApi(
        resources(copier.getBean(RequestMappingHandlerMapping.class)), filters, dispatcher);
  }

  /** The first words of paths behind {@code /api/v1/}. */
  private static Set<String> resources(RequestMappingHandlerMapping controllers) {
    Set<String> resources = new TreeSet<>();
    controllers
        .getHandlerMethods()
        .keySet()
        .forEach(
            mapping ->
                mapping.getPatternValues().stream()
                    .filter(pattern -> pattern.startsWith(CopierGate.API))
                    .forEach(pattern -> resources.add(resource(pattern))));
    return resources;
  }

  private static String resource(String path) {
    int end = path.indexOf('/', CopierGate.API.length());
    return path.substring(CopierGate.API.length(), end < 0 ? path.length() : end);
  }

  /** Whether a path is one of the copier's. */
  boolean owns(String path) {
    return path.startsWith(CopierGate.API) && resources.contains(resource(path));
  }

  /** Answers a request for a path that it {@link #owns}. */
  void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    DispatcherType type = request.getDispatcherType();
    String path = request.getRequestURI();
    Iterator<Filter> those =
        filters.stream()
            .filter(filter -> filter.isFor(path, type))
            .map(MappedFilter::filter)
            .iterator();
    new Rest(those, dispatcher).doFilter(request, response);
  }

  /** What a request has not passed yet. */
  private record Rest(Iterator<Filter> filters, Servlet end) implements FilterChain {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response)
        throws IOException, ServletException {
      if (filters.hasNext()) {
        filters.next().doFilter(request, response, this);
      } else {
        end.service(request, response);
      }
    }
  }
}
