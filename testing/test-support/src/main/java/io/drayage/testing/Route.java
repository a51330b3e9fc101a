package io.drayage.testing;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An endpoint of the distribution specification with the parts of its path; parts that an endpoint
 * does not have are empty.
 */
record Route(Endpoint endpoint, String repository, String reference) {

  enum Endpoint {
    BASE("/v2/?"),
    CATALOG("/v2/_catalog"),
    MANIFEST("/v2/(.+)/manifests/([^/]+)"),
    UPLOADS("/v2/(.+)/blobs/uploads/?"),
    UPLOAD("/v2/(.+)/blobs/uploads/([^/]+)"),
    BLOB("/v2/(.+)/blobs/([^/]+)"),
    TAGS("/v2/(.+)/tags/list"),
    REFERRERS("/v2/(.+)/referrers/([^/]+)"),
    UNKNOWN(".*");

    private final Pattern pattern;

    Endpoint(String regex) {
      this.pattern = Pattern.compile(regex);
    }
  }

  static Route of(String path) {
    for (Endpoint endpoint : Endpoint.values()) {
      Matcher matcher = endpoint.pattern.matcher(path);
      if (matcher.matches()) {
        int groups = matcher.groupCount();
        return new Route(
            endpoint, groups < 1 ? "" : matcher.group(1), groups < 2 ? "" : matcher.group(2));
      }
    }
    throw new IllegalArgumentException(path);
  }

  /** What a token must allow, as distribution's own server asks it. */
  Set<AccessScope> scopes(HttpCall call) {
    if (endpoint == Endpoint.CATALOG) {
      return Set.of(new AccessScope("registry", "catalog", "*"));
    }
    Set<AccessScope> scopes = new LinkedHashSet<>();
    if (!repository.isEmpty()) {
      switch (call.method()) {
        case "GET", "HEAD" -> scopes.add(on(repository, "pull"));
        case "DELETE" -> scopes.add(on(repository, "delete"));
        default -> {
          scopes.add(on(repository, "pull"));
          scopes.add(on(repository, "push"));
        }
      }
      call.parameter("from").ifPresent(from -> scopes.add(on(from, "pull")));
    }
    return scopes;
  }

  private static AccessScope on(String repository, String action) {
    return new AccessScope("repository", repository, action);
  }
}
