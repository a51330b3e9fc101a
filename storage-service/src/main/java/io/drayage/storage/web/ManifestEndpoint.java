package io.drayage.storage.web;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.ManifestTypes;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.image.Tag;
import io.drayage.storage.domain.Manifests;
import io.drayage.storage.domain.PushedManifest;
import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.tag.Pulls;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Manifests over HTTP: end-3, 7 and 9. */
public final class ManifestEndpoint {
  private static final int TAGS = 100;

  private final Manifests manifests;
  private final Pulls pulls;

  public ManifestEndpoint(Manifests manifests, Pulls pulls) {
    this.manifests = manifests;
    this.pulls = pulls;
  }

  void byDigest(
      Route.ManifestByDigest route, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (request.getMethod()) {
      case "GET", "HEAD" -> {
        RawManifest manifest = manifests.get(route.repository(), route.digest());
        if (request.getMethod().equals("GET")) {
          pulls.note(route.repository(), route.digest());
        }
        send(manifest, request, response);
      }
      case "PUT" -> {
        List<Tag> tags = tags(request);
        put(new Target(route.repository(), tags, Optional.of(route.digest())), request, response);
        tags.forEach(tag -> response.addHeader("OCI-Tag", tag.value()));
      }
      case "DELETE" -> {
        manifests.delete(route.repository(), route.digest());
        response.setStatus(HttpServletResponse.SC_ACCEPTED);
      }
      default -> throw RegistryServlet.unsupported(request);
    }
  }

  void byTag(Route.ManifestByTag route, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (request.getMethod()) {
      case "GET", "HEAD" -> {
        RawManifest manifest = manifests.get(route.repository(), route.tag());
        if (request.getMethod().equals("GET")) {
          pulls.note(route.repository(), route.tag());
        }
        send(manifest, request, response);
      }
      case "PUT" ->
          put(
              new Target(
                  route.repository(),
                  List.of(route.tag()),
                  Query.value(request, "digest").map(Route::digest)),
              request,
              response);
      case "DELETE" -> {
        manifests.delete(route.repository(), route.tag());
        response.setStatus(HttpServletResponse.SC_ACCEPTED);
      }
      default -> throw RegistryServlet.unsupported(request);
    }
  }

  static void send(RawManifest manifest, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (Conditions.isKnown(request, response, manifest.digest())) {
      return;
    }
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Content-Type", manifest.mediaType().value());
    response.setContentLength(manifest.size());
    if (request.getMethod().equals("GET")) {
      response.getOutputStream().write(manifest.bytes());
    }
  }

  /** The tags of a push by digest, in the order in which every push locks them. */
  private static List<Tag> tags(HttpServletRequest request) {
    List<String> texts = Query.values(request, "tag");
    if (texts.size() > TAGS) {
      throw new RefusedException(
          RefusalCode.URI_TOO_LONG, "one push may set at most %d tags".formatted(TAGS));
    }
    return texts.stream().map(Route::tag).distinct().sorted().toList();
  }

  private record Target(RepositoryPath repository, List<Tag> tags, Optional<Digest> digest) {}

  private void put(Target target, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] bytes = request.getInputStream().readNBytes(RawManifest.MAXIMUM_SIZE + 1);
    if (bytes.length > RawManifest.MAXIMUM_SIZE) {
      throw new RefusedException(
          RefusalCode.TOO_LARGE,
          "a manifest may have at most %d bytes".formatted(RawManifest.MAXIMUM_SIZE));
    }
    PushedManifest pushed =
        manifests.put(
            target.repository(),
            new Manifests.Submission(bytes, mediaType(request.getContentType(), bytes)),
            target.tags(),
            target.digest());
    Digest digest = pushed.raw().digest();
    response.setStatus(HttpServletResponse.SC_CREATED);
    response.setHeader("Location", "/v2/%s/manifests/%s".formatted(target.repository(), digest));
    response.setHeader("Docker-Content-Digest", digest.toString());
    pushed
        .reference()
        .subject()
        .map(Descriptor::digest)
        .ifPresent(subject -> response.setHeader("OCI-Subject", subject.toString()));
    response.setContentLength(0);
  }

  private static MediaType mediaType(@Nullable String claimed, byte[] bytes) {
    try {
      return ManifestTypes.effective(
          claimed == null ? MediaType.OCTET_STREAM : MediaType.parse(claimed), bytes);
    } catch (InvalidFormatException e) {
      throw new RefusedException(RefusalCode.MANIFEST_INVALID, String.valueOf(e.getMessage()));
    }
  }
}
