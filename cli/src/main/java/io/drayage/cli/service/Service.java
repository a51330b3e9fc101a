package io.drayage.cli.service;

import io.drayage.api.client.ServerSentEvent;
import io.drayage.api.client.ServiceClient;
import io.drayage.api.client.ServiceException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The resources of a service, as JSON. Whoever opened it closes it. */
public final class Service implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String BASE = "/api/v1/";
  private static final int PAGE = 500;
  private static final int NOT_FOUND = 404;

  private final ServiceClient client;

  private Service(ServiceClient client) {
    this.client = client;
  }

  public static Service open(ServiceContext context) {
    return new Service(new ServiceClient(context.server(), context.token()));
  }

  /** A part of a path, whatever is in it. */
  public static String word(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * Gets a resource.
   *
   * @param path below {@code /api/v1/}
   */
  public JsonNode get(String path) throws IOException {
    return send("GET", path, "");
  }

  /** Gets a resource that may not be there. */
  public Optional<JsonNode> find(String path) throws IOException {
    try {
      return Optional.of(parse(path, client.send("GET", BASE + path, "")));
    } catch (ServiceException e) {
      if (e.status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw ServiceRefusalException.of(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  public JsonNode put(String path, JsonNode body) throws IOException {
    return send("PUT", path, JSON.writeValueAsString(body));
  }

  public JsonNode post(String path) throws IOException {
    return send("POST", path, "");
  }

  public void delete(String path) throws IOException {
    send("DELETE", path, "");
  }

  /** All items of a list, part by part. */
  public List<JsonNode> list(ResourceKind kind, String path) throws IOException {
    List<JsonNode> items = new ArrayList<>();
    String next = "";
    do {
      String separator = path.contains("?") ? "&" : "?";
      JsonNode page = get(path + separator + "limit=" + PAGE + next);
      page.path(kind.list()).forEach(items::add);
      JsonNode more = page.path("next");
      next =
          more.isMissingNode() || more.isNull()
              ? ""
              : "&%s=%s".formatted(kind.cursor(), word(more.asString("")));
    } while (!next.isEmpty());
    return items;
  }

  /** Follows the events of a run, see {@link ServiceClient#follow}. */
  public void follow(long run, Consumer<ServerSentEvent> listener, Consumer<IOException> lost)
      throws IOException {
    try {
      client.follow(BASE + "runs/%d/events".formatted(run), listener, lost);
    } catch (ServiceException e) {
      throw ServiceRefusalException.of(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private JsonNode send(String method, String path, String body) throws IOException {
    try {
      return parse(path, client.send(method, BASE + path, body));
    } catch (ServiceException e) {
      throw ServiceRefusalException.of(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static JsonNode parse(String path, String text) throws IOException {
    try {
      return text.isEmpty() ? JSON.createObjectNode() : JSON.readTree(text);
    } catch (JacksonException e) {
      throw new IOException(
          "the answer to %s is no JSON: is this a service of Drayage?".formatted(path), e);
    }
  }

  private static InterruptedIOException interrupted(InterruptedException e) {
    InterruptedIOException interruption = new InterruptedIOException("interrupted");
    interruption.initCause(e);
    return interruption;
  }

  @Override
  public void close() {
    client.close();
  }
}
