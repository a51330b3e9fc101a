package io.drayage.copier.web;

import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import io.drayage.api.copier.RunResource;
import io.drayage.api.copier.SyncPage;
import io.drayage.api.copier.SyncPreview;
import io.drayage.api.copier.SyncResource;
import io.drayage.api.copier.SyncSpec;
import io.drayage.copier.domain.policy.Policies;
import io.drayage.copier.domain.policy.StoredPolicy;
import io.drayage.copier.domain.run.Cause;
import io.drayage.copier.domain.run.Preview;
import io.drayage.copier.domain.run.Run;
import io.drayage.copier.domain.run.Run.Origin;
import io.drayage.copier.domain.run.Run.Scope;
import io.drayage.copier.domain.run.Runs;
import io.drayage.copier.domain.schedule.Timetable;
import io.drayage.copier.domain.schedule.Timing;
import io.drayage.copier.domain.sync.StoredSync;
import io.drayage.copier.domain.sync.SyncRules;
import io.drayage.copier.domain.sync.Syncs;
import io.drayage.service.access.Callers;
import io.drayage.service.access.Needs;
import io.drayage.service.access.Role;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Syncs: what is kept where. */
@RestController
@RequestMapping("/api/v1/syncs")
public final class SyncController {
  private static final int STANDARD_PRIORITY = 50;

  private final Syncs syncs;
  private final Runs runs;
  private final Timetable timetable;
  private final Policies policies;
  private final Preview preview;

  /** The syncs, and when they run by themselves. */
  public record Definitions(Syncs syncs, Timetable timetable) {}

  public SyncController(Definitions definitions, Runs runs, Policies policies, Preview preview) {
    this.syncs = definitions.syncs();
    this.timetable = definitions.timetable();
    this.runs = runs;
    this.policies = policies;
    this.preview = preview;
  }

  @GetMapping
  @Needs(value = Role.READER, tenants = Needs.Tenants.SERVED)
  SyncPage listSyncs(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable Integer limit) {
    int most = ListParameters.limit(limit);
    List<StoredSync> stored = syncs.list(after == null ? "" : after, most);
    Map<String, Timing> timings = timetable.of(stored.stream().map(StoredSync::name).toList());
    List<SyncResource> found =
        stored.stream()
            .map(sync -> Views.of(sync, timings.getOrDefault(sync.name(), Timing.NONE)))
            .toList();
    return new SyncPage(found, found.size() < most ? null : found.getLast().name());
  }

  @GetMapping("/{name}")
  @Needs(value = Role.READER, tenants = Needs.Tenants.SERVED)
  SyncResource getSync(@PathVariable String name) {
    return view(find(name));
  }

  /** Defines a sync, or changes it. */
  @PutMapping("/{name}")
  @Needs(value = Role.OPERATOR, tenants = Needs.Tenants.SERVED)
  SyncResource putSync(@PathVariable String name, @RequestBody SyncSpec spec) {
    Names.require(name);
    SyncRules.of(spec);
    requirePolicy(spec);
    return view(syncs.put(name, spec));
  }

  /** Finds out which tags a definition means now; neither the sync nor an image is written. */
  @PostMapping("/preview")
  @Needs(Role.OPERATOR)
  SyncPreview previewSync(@RequestBody SyncSpec spec) throws InterruptedException {
    requirePolicy(spec);
    String policy = spec.policy();
    try {
      return preview.of(
          spec,
          policy == null ? Optional.empty() : policies.find(policy).map(StoredPolicy::identity));
    } catch (IOException e) {
      throw new ProblemException(ProblemCode.UNAVAILABLE, "previewing the sync: " + e.getMessage());
    }
  }

  private void requirePolicy(SyncSpec spec) {
    String policy = spec.policy();
    if (policy != null && policies.find(policy).isEmpty()) {
      throw ProblemException.invalid(
          "policy", "there is no policy \"%s\"; define it first".formatted(policy));
    }
  }

  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Needs(value = Role.OPERATOR, tenants = Needs.Tenants.SERVED)
  void deleteSync(@PathVariable String name) {
    if (!syncs.remove(name)) {
      throw unknown(name);
    }
  }

  /** Runs a sync now. */
  @PostMapping("/{name}/runs")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Needs(value = Role.OPERATOR, tenants = Needs.Tenants.SERVED)
  RunResource runSync(@PathVariable String name) {
    return begin(name, Scope.WHOLE);
  }

  /** Finds out what a run would do; the plan can be run then. */
  @PostMapping("/{name}/plans")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Needs(value = Role.OPERATOR, tenants = Needs.Tenants.SERVED)
  RunResource planSync(@PathVariable String name) {
    return begin(name, Scope.PLAN);
  }

  private RunResource begin(String name, Scope scope) {
    StoredSync sync = find(name);
    Integer priority = sync.spec().priority();
    Origin origin =
        new Origin(
            Cause.REQUEST,
            Callers.current().name(),
            priority == null ? STANDARD_PRIORITY : priority);
    Run run =
        runs.create(sync, origin, scope)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.ALREADY_RUNNING,
                        "a run of %s is under way%s; wait for its end or cancel it"
                            .formatted(
                                name,
                                runs.active(name).map(other -> ": " + other.id()).orElse(""))));
    return Views.of(run);
  }

  private SyncResource view(StoredSync sync) {
    Timing timing = timetable.of(List.of(sync.name())).getOrDefault(sync.name(), Timing.NONE);
    return Views.of(sync, timing);
  }

  private StoredSync find(String name) {
    return syncs.find(name).orElseThrow(() -> unknown(name));
  }

  private static ProblemException unknown(String name) {
    return new ProblemException(
        ProblemCode.SYNC_UNKNOWN, "there is no sync \"%s\"".formatted(name));
  }
}
