package io.drayage.storage.web;

import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.StorageUnavailableException;
import io.drayage.storage.domain.access.Callers;
import io.drayage.storage.domain.event.Author;
import io.drayage.storage.web.access.Entrance;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.Optional;
import org.apache.coyote.BadRequestException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registry's protocol, straight on the servlet API: names hold slashes, which the patterns of a
 * framework do not match, and an answer from memory must cost next to nothing.
 */
public final class RegistryServlet extends HttpServlet {
  @Serial private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(RegistryServlet.class);

  private final transient Endpoints endpoints;
  private final transient Traffic traffic;
  private final transient Gate gate;

  /**
   * The parts of the protocol.
   *
   * @param cache when repositories of other registries are cached
   */
  public record Endpoints(
      ManifestEndpoint manifests,
      BlobEndpoint blobs,
      UploadEndpoint uploads,
      ListEndpoint lists,
      Optional<CacheEndpoint> cache) {}

  public RegistryServlet(Endpoints endpoints, Entrance entrance, Traffic traffic) {
    this.traffic = traffic;
    this.endpoints = endpoints;
    this.gate = new Gate(entrance);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Docker-Distribution-Api-Version", "registry/2.0");
    Optional<Route> route = Optional.empty();
    try {
      route = Route.parse(resolved(request));
      if (route.isEmpty()) {
        Errors.send(response, 404, "UNSUPPORTED", "this registry has no such path");
        return;
      }
      Route known = route.get();
      if (isRead(request)) {
        admit(known, request, response);
      } else {
        Author.at(request.getRemoteAddr(), () -> admit(known, request, response));
      }
    } catch (RefusedException e) {
      if (route.isPresent() && e.code() == RefusalCode.UNSUPPORTED) {
        response.setHeader("Allow", methods(route.get()));
      }
      if (e.code().status() >= 500) {
        LOG.warn("{} {}: {}", request.getMethod(), request.getRequestURI(), e.getMessage());
      }
      Errors.send(response, e);
    } catch (StorageUnavailableException e) {
      LOG.warn("{} {} failed: {}", request.getMethod(), request.getRequestURI(), e.getMessage());
      response.setHeader("Retry-After", "5");
      Errors.send(
          response, 503, "UNAVAILABLE", "the storage behind the registry is away, try again later");
    } catch (BadRequestException e) {
      // The body was malformed or did not come, or the client has gone. The server has noted which,
      // and the error valve tells whoever is still there.
      if (response.isCommitted()) {
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      if (DatabaseAbsence.isCauseOf(e)) {
        LOG.warn("{} {} failed: {}", request.getMethod(), request.getRequestURI(), e.getMessage());
        Errors.sendUnavailable(response, "the database of the registry is away");
        return;
      }
      LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
      Errors.send(
          response, 500, "UNKNOWN", "the registry failed; its log says why, try again later");
    } finally {
      count(route.orElse(null), request, response);
    }
  }

  /** Reads come first: they are many, and nobody writes down from where. */
  private static boolean isRead(HttpServletRequest request) {
    return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
  }

  private void admit(Route route, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (gate.isOpen()) {
      dispatch(route, request, response);
    } else {
      Callers.as(gate.admit(route, request, response), () -> dispatch(route, request, response));
    }
  }

  private void count(
      @Nullable Route route, HttpServletRequest request, HttpServletResponse response) {
    Traffic.Kind kind = Traffic.Kind.of(route);
    int status = response.getStatus();
    traffic.count(kind, request.getMethod(), status);
    if (kind == Traffic.Kind.BLOB && status < 300 && request.getMethod().equals("GET")) {
      String length = response.getHeader("Content-Length");
      traffic.countSent(length == null ? 0 : Long.parseLong(length));
    }
  }

  private String resolved(HttpServletRequest request) {
    String path = path(request);
    Optional<CacheEndpoint> cache = endpoints.cache();
    return cache.isEmpty() ? path : cache.get().names().resolve(path, request);
  }

  private static String methods(Route route) {
    return switch (route) {
      case Route.Version _, Route.Catalog _, Route.Tags _, Route.Referrers _ -> "GET, HEAD";
      case Route.ManifestByDigest _, Route.ManifestByTag _ -> "GET, HEAD, PUT, DELETE";
      case Route.Blob _ -> "GET, HEAD, DELETE";
      case Route.NewUpload _ -> "POST";
      case Route.Upload _ -> "GET, HEAD, PATCH, PUT, DELETE";
    };
  }

  private static String path(HttpServletRequest request) {
    String info = request.getPathInfo();
    return info == null ? request.getServletPath() : request.getServletPath() + info;
  }

  private void dispatch(Route route, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<CacheEndpoint> cache = endpoints.cache();
    if (cache.isPresent()
        && cache
            .get()
            .serve(route, new CacheEndpoint.Exchange(request, response), endpoints.blobs())) {
      return;
    }
    switch (route) {
      case Route.Version _ -> version(request, response);
      case Route.Catalog _ -> {
        requireRead(request);
        endpoints.lists().catalog(request, response);
      }
      case Route.Tags tags -> {
        requireRead(request);
        endpoints.lists().tags(tags.repository(), request, response);
      }
      case Route.Referrers referrers -> {
        requireRead(request);
        endpoints.lists().referrers(referrers, request, response);
      }
      case Route.ManifestByDigest manifest ->
          endpoints.manifests().byDigest(manifest, request, response);
      case Route.ManifestByTag manifest -> endpoints.manifests().byTag(manifest, request, response);
      case Route.Blob blob -> endpoints.blobs().serve(blob, request, response);
      case Route.NewUpload upload -> endpoints.uploads().begin(upload, request, response);
      case Route.Upload upload -> endpoints.uploads().serve(upload, request, response);
    }
  }

  private static void version(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    requireRead(request);
    Json.send(
        response,
        200,
        "application/json",
        "{}".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }

  private static void requireRead(HttpServletRequest request) {
    if (!isRead(request)) {
      throw unsupported(request);
    }
  }

  static RefusedException unsupported(HttpServletRequest request) {
    return new RefusedException(
        RefusalCode.UNSUPPORTED, "%s is not supported here".formatted(request.getMethod()));
  }
}
