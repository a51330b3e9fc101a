package io.drayage.registry;

import java.time.Duration;

/**
 * Is told about every HTTP request that ended, redirects and token requests included. Called on the
 * thread that made the request, so it must be quick, thread-safe, and must not throw; it cannot
 * change what happens.
 */
@FunctionalInterface
public interface RequestObserver {

  /** What a request was for. */
  enum Kind {
    PING,
    TOKEN,
    MANIFEST,
    BLOB,
    UPLOAD,
    TAGS,
    CATALOG,
    REFERRERS,
    /** Something that only some registries have. */
    EXTENSION,
    /** A file of a web server that is no registry. */
    FILE,
    REDIRECT
  }

  /**
   * A request that ended.
   *
   * @param host the host that was asked, with its port unless that is the scheme's own
   * @param path without the query, which may hold secrets
   * @param status 0 when no answer came
   * @param sent bytes of the request body
   * @param received bytes of the answer's body as far as it was read
   * @param duration from sending to the end of the answer's body
   */
  record FinishedRequest(
      Kind kind,
      String method,
      String host,
      String path,
      int status,
      long sent,
      long received,
      Duration duration) {}

  void finished(FinishedRequest request);

  /**
   * Is told what an answer says about the requests that are left.
   *
   * @param host as in {@link FinishedRequest}
   */
  default void quota(String host, RequestQuota quota) {}

  /** Ignores everything. */
  static RequestObserver none() {
    return _ -> {};
  }
}
