package io.drayage.standalone;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** What servlets and filters are told when they are made ready: the server, and no parameters. */
final class PartConfig implements ServletConfig, FilterConfig {
  private final String name;
  private final ServletContext server;

  PartConfig(String name, ServletContext server) {
    this.name = name;
    this.server = server;
  }

  @Override
  public String getServletName() {
    return name;
  }

  @Override
  public String getFilterName() {
    return name;
  }

  @Override
  public ServletContext getServletContext() {
    return server;
  }

  @Override
  public @Nullable String getInitParameter(String parameter) {
    return null;
  }

  @Override
  public Enumeration<String> getInitParameterNames() {
    return Collections.emptyEnumeration();
  }
}
