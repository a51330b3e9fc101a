package io.drayage.api.client;

import java.io.IOException;

/**
 * The service refused a request; the body says why, as a rule as {@code application/problem+json}.
 */
public final class ServiceException extends IOException {
  private static final long serialVersionUID = 1L;
  private final int status;
  private final String body;

  public ServiceException(String request, int status, String body) {
    super("%s: the service answered with status %d".formatted(request, status));
    this.status = status;
    this.body = body;
  }

  public int status() {
    return status;
  }

  public String body() {
    return body;
  }
}
