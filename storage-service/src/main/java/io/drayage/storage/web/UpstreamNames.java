package io.drayage.storage.web;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.RegistryHost;
import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.cache.CacheRules;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns the three ways in which clients name an upstream into one, the path: containerd's {@code
 * ?ns=}, a host name of its own, and {@code /v2/docker.io/…}. What comes out is what rights are
 * checked for.
 */
public final class UpstreamNames {
  private static final Set<String> ENDPOINTS = Set.of("manifests", "blobs", "tags", "referrers");
  private static final String HUB = RegistryHost.DOCKER_HUB.value() + "/";

  private final CacheRules rules;
  private final Map<String, RegistryHost> hosts;

  /**
   * @param hosts names by which clients reach this registry, with the upstream that each stands for
   */
  public UpstreamNames(CacheRules rules, Map<String, RegistryHost> hosts) {
    this.rules = rules;
    this.hosts = Map.copyOf(hosts);
  }

  /** The path with the upstream in it, if the request means one. */
  String resolve(String path, HttpServletRequest request) {
    if (!path.startsWith(Route.BASE) || path.length() == Route.BASE.length()) {
      return path;
    }
    String rest = path.substring(Route.BASE.length());
    if (rest.equals("_catalog")) {
      return path;
    }
    Optional<RegistryHost> upstream = upstream(request);
    String prefix = upstream.map(host -> host.value().replace(':', '_') + "/").orElse("");
    // containerd says ns= for paths as well that it was told to put the upstream into.
    String full = rest.startsWith(prefix) ? rest : prefix + rest;
    return Route.BASE + (full.startsWith(HUB) ? withNamespace(full) : full);
  }

  private Optional<RegistryHost> upstream(HttpServletRequest request) {
    @Nullable String called = request.getHeader("Host");
    if (request.getQueryString() != null) {
      Optional<String> namespace = Query.value(request, "ns").filter(text -> !text.isEmpty());
      if (namespace.isPresent() && !namespace.get().equals(called)) {
        return Optional.of(named(namespace.get()));
      }
    }
    return hosts.isEmpty() || called == null
        ? Optional.empty()
        : Optional.ofNullable(hosts.get(called.toLowerCase(Locale.ROOT)));
  }

  private RegistryHost named(String namespace) {
    RegistryHost host;
    try {
      host = RegistryHost.parse(namespace.toLowerCase(Locale.ROOT));
    } catch (InvalidFormatException e) {
      throw new RefusedException(RefusalCode.NAME_INVALID, String.valueOf(e.getMessage()));
    }
    if (!rules.isCached(host)) {
      throw CacheRules.refusal(host.toString());
    }
    return host;
  }

  /** Docker Hub's {@code alpine} is {@code library/alpine}. */
  private static String withNamespace(String full) {
    String[] parts = full.substring(HUB.length()).split("/", -1);
    boolean isShort =
        parts.length >= 3
            && ENDPOINTS.contains(parts[1])
            && (parts.length == 3 || parts[2].equals("uploads"));
    return isShort ? HUB + "library/" + full.substring(HUB.length()) : full;
  }
}
