package io.drayage.sync;

import io.drayage.copy.CopyEnd;
import io.drayage.copy.CopyOptions;
import io.drayage.copy.CopyRequest;
import io.drayage.copy.DigestRule;
import io.drayage.copy.ImageSelection;
import io.drayage.copy.ReferrerRule;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Tag;
import io.drayage.image.TagReference;
import io.drayage.transport.DigestTag;
import io.drayage.transport.DockerLocation;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.RegistryOptions;
import io.drayage.transport.TransportContext;
import io.drayage.transport.Transports;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes one plan: finds the images, names their places, and looks for collisions. */
final class SyncPlanner {
  private final SyncRequest request;
  private final Transports transports;
  private final SyncContexts contexts;
  private final SyncListener listener;
  private final List<SyncProblem> problems = new ArrayList<>();

  SyncPlanner(
      SyncRequest request, Transports transports, SyncContexts contexts, SyncListener listener) {
    this.request = request;
    this.transports = transports;
    this.contexts = contexts;
    this.listener = listener;
  }

  SyncSelection select() throws IOException, InterruptedException {
    List<SelectedImage> images =
        sources().stream()
            .flatMap(List::stream)
            .map(image -> new SelectedImage(image.end(), optionsFor(image), image.where()))
            .toList();
    return new SyncSelection(images, problems);
  }

  SyncPlan plan() throws IOException, InterruptedException {
    List<List<SourceImage>> sources = sources();
    var names = new DestinationNames(request, transports);
    TransportContext destination = contexts.destination();
    var byPlace = new LinkedHashMap<ImageLocation, CopyRequest>();
    for (List<SourceImage> source : sources) {
      for (SourceImage image : source) {
        place(image, names, destination, byPlace);
      }
    }
    return new SyncPlan(List.copyOf(byPlace.values()), problems, sources.size());
  }

  private void place(
      SourceImage image,
      DestinationNames names,
      TransportContext destination,
      Map<ImageLocation, CopyRequest> byPlace)
      throws SyncRefusedException {
    ImageLocation place;
    try {
      place = names.placeOf(image.name());
    } catch (InvalidFormatException e) {
      report(
          SyncProblem.error(
              image.where(),
              "%s has no place at the destination: %s".formatted(image.end(), e.getMessage())));
      return;
    }
    var copy = new CopyRequest(image.end(), new CopyEnd(place, destination), optionsFor(image));
    CopyRequest other = byPlace.putIfAbsent(place, copy);
    if (other != null) {
      requireSame(other, copy);
    }
  }

  /** The same image twice is once; anything else would overwrite what was just copied. */
  private static void requireSame(CopyRequest one, CopyRequest other) throws SyncRefusedException {
    if (!one.source().location().equals(other.source().location())) {
      throw new SyncRefusedException(
          "%s and %s would both be written to %s: keep their full names apart with --scoped"
              .formatted(one.source(), other.source(), one.destination()));
    }
    if (!one.options().equals(other.options())) {
      throw new SyncRefusedException(
          "%s is asked for twice, with different platforms".formatted(one.source()));
    }
  }

  private CopyOptions optionsFor(SourceImage image) {
    if (image.end().location() instanceof DockerLocation(TagReference(_, Tag tag))
        && DigestTag.parse(tag.value()).isPresent()) {
      return CopyOptions.forPlatform(request.options().platform())
          .with(new ImageSelection.All())
          .with(DigestRule.PRESERVE)
          .with(ReferrerRule.NONE);
    }
    return image.platforms().isEmpty()
        ? request.options()
        : request.options().with(new ImageSelection.Platforms(image.platforms()));
  }

  private List<List<SourceImage>> sources() throws IOException, InterruptedException {
    var attached = new AttachedTags(request.options(), request.destination().kind());
    var registries = new RegistrySources(contexts, attached, listener, problems);
    return switch (request.source()) {
      case SyncSource.Repository(var repository) ->
          List.of(some(registries.repository(repository)));
      case SyncSource.Image(var reference) -> List.of(List.of(registries.image(reference)));
      case SyncSource.Folder(var folder) -> List.of(some(local().folder(folder)));
      case SyncSource.Layout(var layout) -> List.of(some(local().layout(layout, this::report)));
      case SyncSource.Rules(var config) -> {
        config.problems().forEach(this::report);
        yield registries.rules(config);
      }
    };
  }

  private LocalSources local() {
    return new LocalSources(transports, contexts.source(RegistryOptions.CONFIGURED));
  }

  private List<SourceImage> some(List<SourceImage> images) throws SyncRefusedException {
    if (images.isEmpty()) {
      throw new SyncRefusedException(
          "No images to sync found in \"%s\"".formatted(request.source()));
    }
    return images;
  }

  private void report(SyncProblem problem) {
    problems.add(problem);
    listener.on(new SyncEvent.ProblemFound(problem));
  }
}
