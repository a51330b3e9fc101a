package io.drayage.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The blobs and upload sessions of the demo's registry. Thread-safe. */
final class DemoBlobs {
  private record Key(String repository, Digest digest) {}

  private final Map<Key, byte[]> blobs = new ConcurrentHashMap<>();
  private final Map<String, ByteArrayOutputStream> uploads = new ConcurrentHashMap<>();

  boolean has(String repository, Digest digest) {
    return blobs.containsKey(new Key(repository, digest));
  }

  /** Specification, "Pulling blobs" and "Checking if content exists". */
  DemoAnswer answer(HttpExchange exchange, String repository, String name) {
    Digest digest;
    try {
      digest = Digest.parse(name);
    } catch (InvalidFormatException e) {
      return DemoAnswer.error(400, "DIGEST_INVALID", "not a digest");
    }
    byte[] blob = blobs.get(new Key(repository, digest));
    if (blob == null) {
      return DemoAnswer.error(404, "BLOB_UNKNOWN", "no such blob");
    }
    return switch (exchange.getRequestMethod()) {
      case "GET", "HEAD" -> part(exchange.getRequestHeaders().getFirst("Range"), blob, digest);
      case "DELETE" -> {
        blobs.remove(new Key(repository, digest));
        yield DemoAnswer.empty(202);
      }
      default -> DemoAnswer.error(405, "UNSUPPORTED", "no such method");
    };
  }

  private static DemoAnswer part(@Nullable String range, byte[] blob, Digest digest) {
    DemoAnswer whole =
        new DemoAnswer(
            200,
            Map.of(
                "Content-Type",
                "application/octet-stream",
                "Docker-Content-Digest",
                digest.toString()),
            blob);
    if (range == null || !range.matches("bytes=[0-9]{1,9}-")) {
      return whole;
    }
    int from = Integer.parseInt(range.substring(6, range.length() - 1));
    if (from >= blob.length) {
      return DemoAnswer.error(416, "RANGE_INVALID", "behind the end");
    }
    return new DemoAnswer(206, whole.headers(), Arrays.copyOfRange(blob, from, blob.length))
        .with("Content-Range", "bytes %d-%d/%d".formatted(from, blob.length - 1, blob.length));
  }

  /** Specification, "Pushing blobs" and "Mounting a blob from another repository". */
  DemoAnswer upload(HttpExchange exchange, String repository, String session) throws IOException {
    Map<String, String> query = query(exchange);
    return switch (exchange.getRequestMethod()) {
      case "POST" -> begin(exchange, repository, query);
      case "PATCH" -> append(exchange, repository, session);
      case "PUT" -> finish(exchange, repository, session, query);
      case "GET" -> status(repository, session);
      case "DELETE" -> {
        uploads.remove(session);
        yield DemoAnswer.empty(204);
      }
      default -> DemoAnswer.error(405, "UNSUPPORTED", "no such method");
    };
  }

  private DemoAnswer begin(HttpExchange exchange, String repository, Map<String, String> query)
      throws IOException {
    String mount = query.getOrDefault("mount", "");
    if (!mount.isEmpty()) {
      Digest digest = Digest.parse(mount);
      byte[] blob = blobs.get(new Key(query.getOrDefault("from", ""), digest));
      if (blob != null) {
        blobs.put(new Key(repository, digest), blob);
        return created(repository, digest);
      }
    }
    String session = UUID.randomUUID().toString();
    uploads.put(session, new ByteArrayOutputStream());
    return query.containsKey("digest")
        ? finish(exchange, repository, session, query)
        : accepted(repository, session, 0);
  }

  private DemoAnswer append(HttpExchange exchange, String repository, String session)
      throws IOException {
    ByteArrayOutputStream upload = uploads.get(session);
    if (upload == null) {
      return DemoAnswer.error(404, "BLOB_UPLOAD_UNKNOWN", "no such upload");
    }
    exchange.getRequestBody().transferTo(upload);
    return accepted(repository, session, upload.size());
  }

  private DemoAnswer finish(
      HttpExchange exchange, String repository, String session, Map<String, String> query)
      throws IOException {
    ByteArrayOutputStream upload = uploads.remove(session);
    if (upload == null) {
      return DemoAnswer.error(404, "BLOB_UPLOAD_UNKNOWN", "no such upload");
    }
    exchange.getRequestBody().transferTo(upload);
    Digest digest = Digest.parse(query.getOrDefault("digest", ""));
    byte[] blob = upload.toByteArray();
    if (!digest.matches(blob)) {
      return DemoAnswer.error(400, "DIGEST_INVALID", "the content has another digest");
    }
    blobs.put(new Key(repository, digest), blob);
    return created(repository, digest);
  }

  private DemoAnswer status(String repository, String session) {
    ByteArrayOutputStream upload = uploads.get(session);
    return upload == null
        ? DemoAnswer.error(404, "BLOB_UPLOAD_UNKNOWN", "no such upload")
        : new DemoAnswer(204, accepted(repository, session, upload.size()).headers(), new byte[0]);
  }

  private static DemoAnswer accepted(String repository, String session, int size) {
    return DemoAnswer.empty(202)
        .with("Location", "/v2/%s/blobs/uploads/%s".formatted(repository, session))
        .with("Range", "0-" + Math.max(0, size - 1));
  }

  private static DemoAnswer created(String repository, Digest digest) {
    return DemoAnswer.empty(201)
        .with("Location", "/v2/%s/blobs/%s".formatted(repository, digest))
        .with("Docker-Content-Digest", digest.toString());
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new LinkedHashMap<>();
    String text = exchange.getRequestURI().getRawQuery();
    if (text != null) {
      for (String pair : text.split("&", -1)) {
        int equals = pair.indexOf('=');
        query.put(
            equals < 0 ? pair : pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return query;
  }
}
