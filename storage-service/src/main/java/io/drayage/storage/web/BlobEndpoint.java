package io.drayage.storage.web;

import io.drayage.image.Digest;
import io.drayage.storage.domain.BlobContent;
import io.drayage.storage.domain.Blobs;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Blobs over HTTP: end-2 and 10. */
public final class BlobEndpoint {
  /** Below, the kernel's help is not worth its set-up. */
  private static final long SENT_BY_KERNEL = 64 * 1024;

  private static final int BUFFER = 256 * 1024;

  private final Blobs blobs;

  public BlobEndpoint(Blobs blobs) {
    this.blobs = blobs;
  }

  void serve(Route.Blob route, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (request.getMethod()) {
      case "HEAD" -> head(route, request, response);
      case "GET" -> get(route, request, response);
      case "DELETE" -> {
        blobs.delete(route.repository(), route.digest());
        response.setStatus(HttpServletResponse.SC_ACCEPTED);
      }
      default -> throw RegistryServlet.unsupported(request);
    }
  }

  private void head(Route.Blob route, HttpServletRequest request, HttpServletResponse response) {
    long size = blobs.size(route.repository(), route.digest());
    if (!Conditions.isKnown(request, response, route.digest())) {
      describe(response);
      response.setContentLengthLong(size);
    }
  }

  private void get(Route.Blob route, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    BlobContent content = blobs.get(route.repository(), route.digest());
    if (Conditions.isKnown(request, response, route.digest())) {
      return;
    }
    Optional<URI> elsewhere = content.elsewhere();
    if (elsewhere.isPresent()) {
      response.setHeader("Location", elsewhere.get().toString());
      response.setStatus(HttpServletResponse.SC_TEMPORARY_REDIRECT);
      response.setContentLength(0);
      return;
    }
    answer(
        new Asked(route.digest(), content.size(), request, response),
        (start, end) -> send(content, start, end, new Exchange(request, response)));
  }

  /** A request for a blob of some length in bytes. */
  record Asked(
      Digest digest, long size, HttpServletRequest request, HttpServletResponse response) {}

  /** Writes the bytes from a start to before an end. */
  @FunctionalInterface
  interface Body {
    void send(long start, long end) throws IOException;
  }

  /** Answers with the blob, the range of it that is asked for, or that the client has it. */
  static void answer(Asked asked, Body body) throws IOException {
    HttpServletResponse response = asked.response();
    if (Conditions.isKnown(asked.request(), response, asked.digest())) {
      return;
    }
    describe(response);
    long size = asked.size();
    switch (ByteRange.read(range(asked.request(), asked.digest()), size)) {
      case ByteRange.Whole _ -> {
        response.setContentLengthLong(size);
        body.send(0, size);
      }
      case ByteRange.Part(long start, long end) -> {
        response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
        response.setHeader("Content-Range", "bytes %d-%d/%d".formatted(start, end - 1, size));
        response.setContentLengthLong(end - start);
        body.send(start, end);
      }
      case ByteRange.Unsatisfiable _ -> {
        response.setHeader("Content-Range", "bytes */" + size);
        Errors.send(response, 416, "RANGE_INVALID", "the blob has %d bytes".formatted(size));
      }
    }
  }

  /** The range that counts: If-Range with another digest means the whole (RFC 9110, 13.1.5). */
  private static Optional<String> range(HttpServletRequest request, Digest digest) {
    String condition = request.getHeader("If-Range");
    if (condition != null && !condition.strip().equals(Conditions.tag(digest))) {
      return Optional.empty();
    }
    return Optional.ofNullable(request.getHeader("Range"));
  }

  static void describe(HttpServletResponse response) {
    response.setHeader("Content-Type", "application/octet-stream");
    response.setHeader("Accept-Ranges", "bytes");
    response.setHeader("X-Content-Type-Options", "nosniff");
  }

  private record Exchange(HttpServletRequest request, HttpServletResponse response) {
    boolean kernelSends() {
      return Boolean.TRUE.equals(request.getAttribute("org.apache.tomcat.sendfile.support"));
    }
  }

  private static void send(BlobContent content, long start, long end, Exchange exchange)
      throws IOException {
    HttpServletResponse response = exchange.response();
    Optional<Path> file = content.file();
    if (file.isPresent() && end - start >= SENT_BY_KERNEL && exchange.kernelSends()) {
      HttpServletRequest request = exchange.request();
      request.setAttribute("org.apache.tomcat.sendfile.filename", file.get().toString());
      request.setAttribute("org.apache.tomcat.sendfile.start", start);
      request.setAttribute("org.apache.tomcat.sendfile.end", end);
      return;
    }
    try (InputStream in = content.open(start, end - start)) {
      copy(in, response.getOutputStream(), end - start);
    }
  }

  private static void copy(InputStream in, OutputStream out, long length) throws IOException {
    byte[] buffer = new byte[(int) Math.min(BUFFER, length)];
    long left = length;
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new IOException("the file of a blob is %d bytes short".formatted(left));
      }
      out.write(buffer, 0, read);
      left -= read;
    }
  }
}
