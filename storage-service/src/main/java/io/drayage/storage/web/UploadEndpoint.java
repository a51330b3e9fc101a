package io.drayage.storage.web;

import io.drayage.image.Digest;
import io.drayage.image.DigestAlgorithm;
import io.drayage.storage.domain.Blobs;
import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.UploadId;
import io.drayage.storage.domain.Uploads;
import io.drayage.storage.domain.access.Caller;
import io.drayage.storage.domain.access.Callers;
import io.drayage.storage.domain.access.Right;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Uploads over HTTP: end-4, 5, 6, 11, 13 and the cancel that Docker's registry has. */
public final class UploadEndpoint {
  private static final Pattern CHUNK = Pattern.compile("(?:bytes[ =])?(\\d{1,18})-(\\d{1,18})");

  private final Uploads uploads;
  private final Blobs blobs;

  public UploadEndpoint(Uploads uploads, Blobs blobs) {
    this.uploads = uploads;
    this.blobs = blobs;
  }

  void begin(Route.NewUpload route, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getMethod().equals("POST")) {
      throw RegistryServlet.unsupported(request);
    }
    RepositoryPath repository = route.repository();
    Optional<Digest> mounted = parameter(request, "mount").map(Route::digest);
    Optional<RepositoryPath> from = parameter(request, "from").map(Route::name);
    if (mounted.isPresent() && mayRead(from) && blobs.mount(repository, mounted.get(), from)) {
      created(repository, mounted.get(), response);
      return;
    }
    parameter(request, "digest-algorithm").ifPresent(UploadEndpoint::checkAlgorithm);
    Optional<Digest> whole = parameter(request, "digest").map(Route::digest);
    UploadId upload = uploads.begin(repository);
    if (whole.isPresent()) {
      take(repository, upload, whole.get(), request.getInputStream());
      created(repository, whole.get(), response);
      return;
    }
    stands(new Route.Upload(repository, upload), 0, response);
    response.setStatus(HttpServletResponse.SC_ACCEPTED);
  }

  /** The whole blob; nobody knows the session, so that nobody could go on with what fails. */
  private void take(RepositoryPath repository, UploadId upload, Digest digest, InputStream content)
      throws IOException {
    boolean done = false;
    try {
      uploads.append(repository, upload, Optional.empty(), content);
      uploads.finish(repository, upload, digest);
      done = true;
    } finally {
      if (!done) {
        uploads.abandon(upload);
      }
    }
  }

  /** A hint that is not needed here; one that cannot be followed is refused before the bytes. */
  private static void checkAlgorithm(String label) {
    if (Arrays.stream(DigestAlgorithm.values()).noneMatch(known -> known.label().equals(label))) {
      throw new RefusedException(
          RefusalCode.DIGEST_INVALID, "the digest algorithm must be sha256 or sha512");
    }
  }

  /**
   * Whether the caller may have what he mounts; otherwise he has to upload it, and hears no more.
   */
  private static boolean mayRead(Optional<RepositoryPath> origin) {
    Caller caller = Callers.current();
    return origin.isPresent()
        ? caller.may(Right.PULL, origin.get())
        : caller.grants().allowsEverywhere(Right.PULL);
  }

  void serve(Route.Upload route, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (request.getMethod()) {
      case "GET", "HEAD" -> {
        stands(route, uploads.offset(route.repository(), route.upload()), response);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      }
      case "PATCH" -> {
        stands(route, append(route, request, response), response);
        response.setStatus(HttpServletResponse.SC_ACCEPTED);
      }
      case "PUT" -> finish(route, request, response);
      case "DELETE" -> {
        uploads.cancel(route.repository(), route.upload());
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      }
      default -> throw RegistryServlet.unsupported(request);
    }
  }

  private long append(Route.Upload route, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Long> start = start(request);
    try {
      return uploads.append(route.repository(), route.upload(), start, request.getInputStream());
    } catch (RefusedException e) {
      if (e.code() == RefusalCode.RANGE_INVALID) {
        stands(route, uploads.offset(route.repository(), route.upload()), response);
      }
      throw e;
    }
  }

  private void finish(Route.Upload route, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Digest digest =
        parameter(request, "digest")
            .map(Route::digest)
            .orElseThrow(
                () ->
                    new RefusedException(
                        RefusalCode.DIGEST_INVALID, "the query lacks the digest of the blob"));
    append(route, request, response);
    uploads.finish(route.repository(), route.upload(), digest);
    created(route.repository(), digest, response);
  }

  /** Where a chunk begins, checked against its length. */
  private static Optional<Long> start(HttpServletRequest request) {
    @Nullable String header = request.getHeader("Content-Range");
    if (header == null) {
      return Optional.empty();
    }
    Matcher matcher = CHUNK.matcher(header.strip());
    if (!matcher.matches()) {
      throw new RefusedException(
          RefusalCode.BLOB_UPLOAD_INVALID, "Content-Range must be START-END, both inclusive");
    }
    long start = Long.parseLong(matcher.group(1));
    long length = Long.parseLong(matcher.group(2)) - start + 1;
    if (request.getContentLengthLong() >= 0 && request.getContentLengthLong() != length) {
      throw new RefusedException(
          RefusalCode.SIZE_INVALID,
          "Content-Range speaks of %d bytes, Content-Length of %d"
              .formatted(length, request.getContentLengthLong()));
    }
    return Optional.of(start);
  }

  private static void stands(Route.Upload route, long offset, HttpServletResponse response) {
    response.setHeader(
        "Location", "/v2/%s/blobs/uploads/%s".formatted(route.repository(), route.upload()));
    response.setHeader("Range", "0-" + Math.max(0, offset - 1));
    response.setHeader("Docker-Upload-UUID", route.upload().toString());
    response.setContentLength(0);
  }

  private static void created(
      RepositoryPath repository, Digest digest, HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_CREATED);
    response.setHeader("Location", "/v2/%s/blobs/%s".formatted(repository, digest));
    response.setHeader("Docker-Content-Digest", digest.toString());
    response.setContentLength(0);
  }

  private static Optional<String> parameter(HttpServletRequest request, String name) {
    return Query.value(request, name).filter(value -> !value.isEmpty());
  }
}
