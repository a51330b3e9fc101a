package io.drayage.registry;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;
import io.drayage.image.Tag;
import io.drayage.registry.RequestObserver.Kind;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Tags and repositories, page by page. */
final class Lists {
  private static final int MOST_NAMES = 1_000_000;

  private final Caller caller;
  private final RegistryHost registry;

  Lists(Caller caller, RegistryHost registry) {
    this.caller = caller;
    this.registry = registry;
  }

  Tags tags(RepositoryName repository) throws IOException {
    Call call =
        Call.of(Kind.TAGS, "listing the tags of " + repository, "GET", repository, "tags/list");
    List<Tag> tags = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    for (String name : names(call, "tags")) {
      if (Tag.isTag(name)) {
        tags.add(new Tag(name));
      } else {
        skipped.add(Redaction.excerpt(name, 200));
      }
    }
    return new Tags(tags, skipped);
  }

  Catalog catalog() throws IOException {
    Call call =
        Call.ofRegistry(
            Kind.CATALOG,
            "listing the repositories of " + registry,
            "/v2/_catalog",
            Scopes.of(Scope.catalog()));
    List<RepositoryName> repositories = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    for (String name : names(call, "repositories")) {
      try {
        repositories.add(new RepositoryName(registry, name));
      } catch (InvalidFormatException e) {
        skipped.add(Redaction.excerpt(name, 300));
      }
    }
    return new Catalog(repositories, skipped);
  }

  /** All pages; null and empty entries are left out. */
  private List<String> names(Call first, String field) throws IOException {
    List<String> names = new ArrayList<>();
    Set<URI> seen = new HashSet<>();
    Optional<Call> next = Optional.of(first);
    while (next.isPresent()) {
      Call call = next.get();
      try (Answer answer = caller.send(call)) {
        if (answer.status() != 200) {
          throw caller.failure(call, answer);
        }
        Optional<URI> link = Locations.next(answer);
        addNames(call, answer, field, names);
        if (link.isPresent() && !seen.add(link.get())) {
          throw new RegistryException.ProtocolViolation(
              "%s: the list leads in a circle".formatted(call.what()));
        }
        next = link.map(first::at);
      }
    }
    return names;
  }

  private static void addNames(Call call, Answer answer, String field, List<String> names)
      throws IOException {
    for (JsonNode entry : Pages.read(call, answer).path(field).values()) {
      if (entry.isString() && !entry.stringValue().isEmpty()) {
        names.add(entry.stringValue());
      }
    }
    if (names.size() > MOST_NAMES) {
      throw new RegistryException.InvalidContent(
          "%s: the list has more than %d entries".formatted(call.what(), MOST_NAMES));
    }
  }
}
