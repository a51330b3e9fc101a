package io.drayage.registry;

import io.drayage.image.RepositoryName;
import io.drayage.registry.HostGate.Weight;
import io.drayage.registry.RequestObserver.Kind;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request as an endpoint means it; who sends it adds the origin, the credential and patience.
 *
 * @param what a phrase for messages: {@code reading the manifest docker.io/library/busybox:1}
 * @param path from the root of the registry, with its query; not used when there is an address
 * @param address an address that the registry gave out
 * @param repository whose credential is used; empty for what concerns the registry as a whole
 */
record Call(
    Kind kind,
    String what,
    String method,
    String path,
    @Nullable URI address,
    Map<String, String> headers,
    @Nullable Payload payload,
    Optional<RepositoryName> repository,
    Scopes scopes,
    Weight weight) {

  Call {
    headers = Map.copyOf(headers);
  }

  /** A small request to a path of a repository: {@code manifests/latest}. */
  static Call of(Kind kind, String what, String method, RepositoryName repository, String rest) {
    return new Call(
        kind,
        what,
        method,
        "/v2/" + repository.path() + "/" + rest,
        null,
        Map.of(),
        null,
        Optional.of(repository),
        Scopes.of(Scope.pull(repository.path())),
        Weight.SMALL);
  }

  /** A small GET of a path of the registry. */
  static Call ofRegistry(Kind kind, String what, String path, Scopes scopes) {
    return new Call(
        kind, what, "GET", path, null, Map.of(), null, Optional.empty(), scopes, Weight.SMALL);
  }

  Call at(URI other) {
    return new Call(kind, what, method, path, other, headers, payload, repository, scopes, weight);
  }

  Call with(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new Call(kind, what, method, path, address, more, payload, repository, scopes, weight);
  }

  Call sending(Payload body) {
    return new Call(kind, what, method, path, address, headers, body, repository, scopes, weight);
  }

  Call needing(Scopes other) {
    return new Call(kind, what, method, path, address, headers, payload, repository, other, weight);
  }

  Call weighing(Weight other) {
    return new Call(kind, what, method, path, address, headers, payload, repository, scopes, other);
  }
}
