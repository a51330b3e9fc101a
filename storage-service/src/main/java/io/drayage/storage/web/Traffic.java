package io.drayage.storage.web;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts requests of the protocol and what they carry; costs an addition per request. */
public final class Traffic {
  private static final int STATUSES = 5;

  private final Map<Kind, Map<Method, LongAdder[]>> requests = new EnumMap<>(Kind.class);
  private final LongAdder sent = new LongAdder();

  public Traffic() {
    for (Kind kind : Kind.values()) {
      Map<Method, LongAdder[]> methods = new EnumMap<>(Method.class);
      for (Method method : Method.values()) {
        methods.put(
            method, Stream.generate(LongAdder::new).limit(STATUSES).toArray(LongAdder[]::new));
      }
      requests.put(kind, methods);
    }
  }

  /** What a request is about. */
  enum Kind {
    OTHER,
    VERSION,
    CATALOG,
    TAGS,
    REFERRERS,
    MANIFEST,
    BLOB,
    UPLOAD;

    static Kind of(@Nullable Route route) {
      return switch (route) {
        case null -> OTHER;
        case Route.Version _ -> VERSION;
        case Route.Catalog _ -> CATALOG;
        case Route.Tags _ -> TAGS;
        case Route.Referrers _ -> REFERRERS;
        case Route.ManifestByDigest _, Route.ManifestByTag _ -> MANIFEST;
        case Route.Blob _ -> BLOB;
        case Route.NewUpload _, Route.Upload _ -> UPLOAD;
      };
    }
  }

  private enum Method {
    GET,
    HEAD,
    PUT,
    POST,
    PATCH,
    DELETE,
    OTHER;

    static Method of(String name) {
      return switch (name) {
        case "GET" -> GET;
        case "HEAD" -> HEAD;
        case "PUT" -> PUT;
        case "POST" -> POST;
        case "PATCH" -> PATCH;
        case "DELETE" -> DELETE;
        default -> OTHER;
      };
    }
  }

  /** Hears of each kind of request that there was. */
  @FunctionalInterface
  public interface Reader {
    void read(String kind, String method, String status, LongAdder count);
  }

  void count(Kind kind, String method, int status) {
    counts(kind, Method.of(method))[Math.clamp(status / 100 - 1, 0, STATUSES - 1)].increment();
  }

  private LongAdder[] counts(Kind kind, Method method) {
    return requireNonNull(requireNonNull(requests.get(kind)).get(method));
  }

  void countSent(long bytes) {
    sent.add(bytes);
  }

  /** The bytes of blobs that were sent or handed to the kernel to send. */
  public long sent() {
    return sent.sum();
  }

  /** Tells of what was counted so far, the status as {@code 2xx}. */
  public void read(Reader reader) {
    for (Kind kind : Kind.values()) {
      for (Method method : Method.values()) {
        LongAdder[] counts = counts(kind, method);
        for (int status = 0; status < STATUSES; status++) {
          if (counts[status].sum() > 0) {
            reader.read(lower(kind), lower(method), (status + 1) + "xx", counts[status]);
          }
        }
      }
    }
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
