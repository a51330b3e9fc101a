package io.drayage.storage.web;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;

/**
 * Answers what the server itself refuses, before any servlet or after it gave up, in the form of
 * the distribution specification ("Error Codes") instead of as a page. What came is not repeated.
 */
public final class ErrorValve extends ErrorReportValve {

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    AtomicBoolean open = new AtomicBoolean();
    response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, open);
    if (response.getStatus() < 400
        || response.getContentWritten() > 0
        || !response.setErrorReported()
        || !open.get()) {
      return;
    }
    Refusal refusal = Refusal.of(response.getStatus());
    try {
      response.setHeader("Docker-Distribution-Api-Version", "registry/2.0");
      Json.send(
          response,
          response.getStatus(),
          "application/json",
          Errors.body(refusal.code(), refusal.message()));
      response.finishResponse();
    } catch (IOException _) {
      return; // the client has gone
    }
  }

  private record Refusal(String code, String message) {
    static Refusal of(int status) {
      return switch (status) {
        case 400 -> unsupported("the request is malformed, or larger than the registry takes");
        case 404 -> unsupported("this registry has no such path");
        case 405 -> unsupported("the method is not supported here");
        case 408 -> new Refusal("BLOB_UPLOAD_INVALID", "the body of the request did not come");
        case 503 -> new Refusal("UNAVAILABLE", "the registry is stopping; try again later");
        default ->
            status < 500
                ? unsupported("the server refused the request")
                : new Refusal("UNKNOWN", "the server failed; its log says why");
      };
    }

    private static Refusal unsupported(String message) {
      return new Refusal("UNSUPPORTED", message);
    }
  }
}
