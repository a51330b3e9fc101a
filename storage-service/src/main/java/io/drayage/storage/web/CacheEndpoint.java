package io.drayage.storage.web;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import io.drayage.storage.domain.Page;
import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.cache.BlobReader;
import io.drayage.storage.domain.cache.CacheCounts;
import io.drayage.storage.domain.cache.CacheRules;
import io.drayage.storage.domain.cache.CachedBlobs;
import io.drayage.storage.domain.cache.CachedManifests;
import io.drayage.storage.domain.cache.CachedReferrers;
import io.drayage.storage.domain.cache.CachedRepository;
import io.drayage.storage.domain.cache.Served;
import io.drayage.storage.domain.cache.UpstreamFailureException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Repositories of other registries over HTTP: what is here is served like everything else, what is
 * not is fetched first. Pushes are refused; a delete makes room, and the next pull fetches again.
 */
public final class CacheEndpoint {
  private static final int BUFFER = 64 * 1024;

  /** A blob may be moved into the store, or removed from it, between two looks. */
  private static final int LOOKS = 5;

  private final CacheRules rules;
  private final UpstreamNames names;
  private final CachedManifests manifests;
  private final CachedBlobs blobs;
  private final CachedReferrers referrers;
  private final CacheCounts counts;

  /** What is cached. */
  public record Content(
      CachedManifests manifests,
      CachedBlobs blobs,
      CachedReferrers referrers,
      CacheCounts counts) {}

  public CacheEndpoint(CacheRules rules, UpstreamNames names, Content content) {
    this.rules = rules;
    this.names = names;
    this.manifests = content.manifests();
    this.blobs = content.blobs();
    this.referrers = content.referrers();
    this.counts = content.counts();
  }

  UpstreamNames names() {
    return names;
  }

  /** Answers a request if it takes more than what is here. */
  boolean serve(Route route, Exchange exchange, BlobEndpoint held) throws IOException {
    try {
      return switch (route) {
        case Route.Version _, Route.Catalog _ -> false;
        case Route.Tags(RepositoryPath repository) -> isOwn(repository);
        case Route.Referrers list -> {
          Optional<CachedRepository> cached = cached(list.repository(), exchange);
          if (cached.isPresent()) {
            List<Descriptor> found = referrers.list(cached.get(), list.subject());
            ListEndpoint.referrers(
                exchange.request(),
                exchange.response(),
                (type, request) -> page(found, type, request));
          }
          yield cached.isPresent();
        }
        case Route.NewUpload(RepositoryPath repository) -> refusePush(repository);
        case Route.Upload(RepositoryPath repository, var _) -> refusePush(repository);
        case Route.ManifestByTag(RepositoryPath repository, var tag) -> {
          Optional<CachedRepository> cached = cached(repository, exchange);
          if (cached.isPresent()) {
            send(manifests.get(cached.get(), tag), exchange);
          }
          yield cached.isPresent();
        }
        case Route.ManifestByDigest(RepositoryPath repository, Digest digest) -> {
          Optional<CachedRepository> cached = cached(repository, exchange);
          if (cached.isPresent()) {
            send(manifests.get(cached.get(), digest), exchange);
          }
          yield cached.isPresent();
        }
        case Route.Blob blob -> {
          Optional<CachedRepository> cached = cached(blob.repository(), exchange);
          if (cached.isPresent()) {
            send(cached.get(), blob, exchange, held);
          }
          yield cached.isPresent();
        }
      };
    } catch (UpstreamFailureException e) {
      sendFailure(e, exchange.response());
      return true;
    }
  }

  private static Page<Descriptor> page(
      List<Descriptor> all, Optional<MediaType> type, Page.Request request) {
    List<Descriptor> behind =
        all.stream()
            .filter(d -> type.isEmpty() || type.get().equals(d.artifactType()))
            .filter(d -> d.digest().toString().compareTo(request.after()) > 0)
            .limit(request.limit() + 1L)
            .toList();
    return Page.of(behind, request, descriptor -> descriptor.digest().toString());
  }

  /** A request and its answer. */
  record Exchange(HttpServletRequest request, HttpServletResponse response) {
    boolean reads() {
      return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    boolean deletes() {
      return request.getMethod().equals("DELETE");
    }
  }

  /** Nothing more is to be done than for any repository, unless it may not be asked for at all. */
  private boolean isOwn(RepositoryPath repository) {
    rules.find(repository);
    return false;
  }

  private boolean refusePush(RepositoryPath repository) {
    if (rules.find(repository).isPresent()) {
      throw new RefusedException(
          RefusalCode.UNSUPPORTED,
          "%s holds what another registry publishes; push to a name of this registry"
              .formatted(repository));
    }
    return false;
  }

  /** The repository, when the request reads from a cached one. */
  private Optional<CachedRepository> cached(RepositoryPath repository, Exchange exchange) {
    if (!exchange.reads() && !exchange.deletes()) {
      refusePush(repository);
    }
    return exchange.reads() ? rules.find(repository) : Optional.empty();
  }

  private static void send(Served served, Exchange exchange) throws IOException {
    HttpServletResponse response = exchange.response();
    served.age().ifPresent(age -> response.setHeader("Age", Long.toString(age.toSeconds())));
    served
        .warning()
        .ifPresent(
            warning -> response.setHeader("Warning", "111 - \"%s\"".formatted(quotable(warning))));
    ManifestEndpoint.send(served.manifest(), exchange.request(), response);
  }

  /** What fits between quotes in a header. */
  private static String quotable(String text) {
    String plain = text.replaceAll("[^\\x20-\\x7e]|[\"\\\\]", " ");
    return plain.length() > 300 ? plain.substring(0, 300) : plain;
  }

  private void send(
      CachedRepository repository, Route.Blob route, Exchange exchange, BlobEndpoint held)
      throws IOException {
    for (int look = 1; ; look++) {
      try {
        held.serve(route, exchange.request(), exchange.response());
        if (look == 1) {
          counts.count(CacheCounts.Content.BLOB, CacheCounts.Answer.HIT);
        }
        return;
      } catch (RefusedException e) {
        if (e.code() != RefusalCode.BLOB_UNKNOWN || look == LOOKS) {
          throw e;
        }
      }
      if (look == 1) {
        counts.count(CacheCounts.Content.BLOB, CacheCounts.Answer.MISS);
      }
      if (sendCold(repository, route.digest(), exchange)) {
        return;
      }
    }
  }

  /** Whether it was sent; otherwise it is in the store by now. */
  private boolean sendCold(CachedRepository repository, Digest digest, Exchange exchange)
      throws IOException {
    HttpServletResponse response = exchange.response();
    if (exchange.request().getMethod().equals("HEAD")) {
      long size = blobs.size(repository, digest);
      if (!Conditions.isKnown(exchange.request(), response, digest)) {
        BlobEndpoint.describe(response);
        response.setContentLengthLong(size);
      }
      return true;
    }
    Optional<BlobReader> opened = blobs.open(repository, digest);
    if (opened.isEmpty()) {
      return false;
    }
    try (BlobReader reader = opened.get()) {
      BlobEndpoint.answer(
          new BlobEndpoint.Asked(digest, reader.size(), exchange.request(), response),
          (start, end) -> follow(reader, start, end, response));
      return true;
    }
  }

  private static void follow(BlobReader reader, long start, long end, HttpServletResponse response)
      throws IOException {
    OutputStream out = response.getOutputStream();
    byte[] bytes = new byte[BUFFER];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long position = start;
    while (position < end) {
      if (reader.waits(position)) {
        out.flush();
      }
      buffer.clear().limit((int) Math.min(BUFFER, end - position));
      int read = reader.read(buffer, position);
      out.write(bytes, 0, read);
      position += read;
    }
  }

  private static void sendFailure(UpstreamFailureException failure, HttpServletResponse response)
      throws IOException {
    failure
        .retryAfter()
        .ifPresent(
            wait ->
                response.setHeader("Retry-After", Long.toString(Math.max(1, wait.toSeconds()))));
    String message = String.valueOf(failure.getMessage());
    switch (failure.kind()) {
      case EXHAUSTED -> Errors.send(response, 429, "TOOMANYREQUESTS", message);
      case UNAVAILABLE -> Errors.send(response, 502, "UNAVAILABLE", message);
    }
  }
}
