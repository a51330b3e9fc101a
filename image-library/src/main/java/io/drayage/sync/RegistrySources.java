package io.drayage.sync;

import io.drayage.copy.CopyEnd;
import io.drayage.image.Platform;
import io.drayage.image.Reference;
import io.drayage.image.RepositoryName;
import io.drayage.image.Tag;
import io.drayage.image.TagReference;
import io.drayage.transport.DockerLocation;
import io.drayage.transport.RegistryOptions;
import io.drayage.transport.TransportContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds the images of repositories, with one tag list for each at most. */
final class RegistrySources {
  /** How many repositories are asked for their tags at the same time. */
  private static final int PARALLEL_LISTS = 16;

  private final SyncContexts contexts;
  private final AttachedTags attached;
  private final SyncListener listener;
  private final List<SyncProblem> problems;

  RegistrySources(
      SyncContexts contexts,
      AttachedTags attached,
      SyncListener listener,
      List<SyncProblem> problems) {
    this.contexts = contexts;
    this.attached = attached;
    this.listener = listener;
    this.problems = problems;
  }

  /** One image. */
  SourceImage image(Reference reference) {
    return source(
        reference,
        contexts.source(RegistryOptions.CONFIGURED),
        List.of(),
        reference.repository().toString());
  }

  /** Every tag of a repository. */
  List<SourceImage> repository(RepositoryName repository) throws IOException {
    TransportContext context = contexts.source(RegistryOptions.CONFIGURED);
    RepositoryTags listed = RepositoryTags.of(repository, context);
    reportListing(repository, listed);
    return attached.select(new TagFilter.Everything(), listed.tags()).stream()
        .map(tag -> tagged(repository, tag, context, List.of(), repository.toString()))
        .toList();
  }

  /** A repository as one registry entry reaches it. */
  private record Listing(RegistryOptions options, RepositoryName repository) {}

  /** What came of listing it. */
  private record Listed(@Nullable RepositoryTags tags, @Nullable IOException failure) {}

  /** What a sync file asks for; each list of the result is one repository. */
  List<List<SourceImage>> rules(SyncConfig config) throws InterruptedException {
    Map<Listing, Listed> listings = lists(config);
    var found = new ArrayList<List<SourceImage>>();
    for (RegistryRules registry : config.registries()) {
      TransportContext context = contexts.source(registry.options());
      for (RepositoryRule rule : registry.repositories()) {
        List<SourceImage> images =
            switch (rule.tags()) {
              case TagSelection.Listed(var references) ->
                  references.stream()
                      .map(reference -> source(reference, context, rule.platforms(), rule.where()))
                      .toList();
              case TagSelection.Filtered(var filter) ->
                  filtered(
                      rule,
                      filter,
                      context,
                      listings.get(new Listing(registry.options(), rule.repository())));
            };
        if (!images.isEmpty()) {
          found.add(images);
        }
      }
    }
    return found;
  }

  private List<SourceImage> filtered(
      RepositoryRule rule, TagFilter filter, TransportContext context, @Nullable Listed listed) {
    if (listed == null || listed.tags() == null) {
      String reason =
          listed == null || listed.failure() == null ? "" : listed.failure().getMessage();
      report(
          SyncProblem.error(
              rule.where(),
              "Error determining repository tags for repo %s: %s"
                  .formatted(rule.repository(), reason)));
      return List.of();
    }
    List<Tag> tags = attached.select(filter, listed.tags().tags());
    if (tags.isEmpty()) {
      report(
          SyncProblem.warning(
              rule.where(),
              "No refs to sync found in %s: the filter leaves none of %d tags"
                  .formatted(rule.repository(), listed.tags().tags().size())));
    }
    return tags.stream()
        .map(tag -> tagged(rule.repository(), tag, context, rule.platforms(), rule.where()))
        .toList();
  }

  /** Lists every repository that a filter is for, each once. */
  private Map<Listing, Listed> lists(SyncConfig config) throws InterruptedException {
    var wanted = new LinkedHashMap<Listing, TransportContext>();
    for (RegistryRules registry : config.registries()) {
      for (RepositoryRule rule : registry.repositories()) {
        if (rule.tags() instanceof TagSelection.Filtered) {
          wanted.put(
              new Listing(registry.options(), rule.repository()),
              contexts.source(registry.options()));
        }
      }
    }
    var listings = new ConcurrentHashMap<Listing, Listed>();
    List<Map.Entry<Listing, TransportContext>> queue = List.copyOf(wanted.entrySet());
    try {
      BoundedWork.forEach(
          queue.size(),
          PARALLEL_LISTS,
          index -> {
            Listing listing = queue.get(index).getKey();
            listings.put(listing, list(listing.repository(), queue.get(index).getValue()));
          });
    } catch (IOException e) {
      throw new IllegalStateException("a list that fails is a problem of its entry", e);
    }
    listings.forEach(
        (listing, listed) -> {
          if (listed.tags() != null) {
            reportListing(listing.repository(), listed.tags());
          }
        });
    return listings;
  }

  private static Listed list(RepositoryName repository, TransportContext context)
      throws InterruptedException {
    try {
      return new Listed(RepositoryTags.of(repository, context), null);
    } catch (IOException e) {
      Cancellation.rethrow(e);
      return new Listed(null, e);
    }
  }

  private void reportListing(RepositoryName repository, RepositoryTags listed) {
    listener.on(new SyncEvent.RepositoryListed(repository, listed.tags().size()));
    for (String invalid : listed.invalid()) {
      report(
          SyncProblem.warning(
              repository.toString(),
              "the registry lists \"%s\", which is no valid tag".formatted(invalid)));
    }
  }

  private void report(SyncProblem problem) {
    problems.add(problem);
    listener.on(new SyncEvent.ProblemFound(problem));
  }

  private static SourceImage tagged(
      RepositoryName repository,
      Tag tag,
      TransportContext context,
      List<Platform> platforms,
      String where) {
    return source(new TagReference(repository, tag), context, platforms, where);
  }

  private static SourceImage source(
      Reference reference, TransportContext context, List<Platform> platforms, String where) {
    return new SourceImage(
        new CopyEnd(new DockerLocation(reference), context),
        reference.toString(),
        platforms,
        where);
  }
}
