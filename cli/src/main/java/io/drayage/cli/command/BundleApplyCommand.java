package io.drayage.cli.command;

import io.drayage.bundle.Bundle;
import io.drayage.bundle.BundleApplication;
import io.drayage.bundle.BundleDestinations;
import io.drayage.bundle.NameMapping;
import io.drayage.cli.ExitCode;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.End;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.RegistryFlags;
import io.drayage.cli.flag.RetryFlags;
import io.drayage.cli.flag.UsageException;
import io.drayage.cli.go.GoJson;
import io.drayage.cli.progress.Detail;
import io.drayage.cli.progress.Screen;
import io.drayage.copy.Copier;
import io.drayage.copy.CopyOptions;
import io.drayage.copy.DigestRule;
import io.drayage.copy.ImageSelection;
import io.drayage.copy.ReferrerFilter;
import io.drayage.copy.ReferrerRule;
import io.drayage.copy.ReferrerRule.Demand;
import io.drayage.copy.ReferrerRule.Timing;
import io.drayage.sync.Sync;
import io.drayage.sync.SyncContexts;
import io.drayage.sync.SyncDestination;
import io.drayage.sync.SyncNaming.Scope;
import io.drayage.sync.SyncOptions;
import io.drayage.sync.SyncOptions.FailurePolicy;
import io.drayage.sync.SyncPlan;
import io.drayage.sync.SyncPreview;
import io.drayage.sync.SyncResult;
import io.drayage.transport.RegistryOptions;
import io.drayage.transport.TransportContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** {@code dray bundle apply}: the images of a bundle to a registry, a folder or a layout. */
final class BundleApplyCommand implements Command {
  /** A later bundle may bring a signature for an image that is there; asking costs nothing here. */
  private static final ReferrerRule REFERRERS =
      new ReferrerRule(new ReferrerFilter.All(), Timing.ALWAYS, Demand.OPTIONAL);

  @Override
  public String name() {
    return "bundle apply";
  }

  @Override
  public Description description() {
    return new Description(
        "Bring the images of a bundle to a registry, a folder or an OCI layout",
        "PART… DESTINATION",
        List.of(
            "One part is enough when the others are beside it. The DESTINATION is"
                + " docker://REGISTRY[/NAMESPACE], dir:FOLDER or oci:FOLDER; images get the path of"
                + " their repository there, and keep their tags.",
            "What the destination has is not sent again, so a run that was interrupted goes on when"
                + " it is repeated."),
        List.of(
            "dray bundle apply images.tar docker://registry.example.com",
            "dray bundle apply --map docker.io=registry.example.com/hub --map"
                + " quay.io=registry.example.com/quay images.part-1-of-3.tar"
                + " docker://registry.example.com",
            "dray bundle apply --dry-run images.tar docker://registry.example.com/mirror"));
  }

  @Override
  public void declare(Flags flags) {
    flags
        .toggle("--scoped", "keep the full source names, registry included, below the destination")
        .texts(
            "--map",
            "FROM=TO",
            "write what is below one registry, namespace or repository to another")
        .toggle("--dry-run", "show what would be written; write nothing")
        .toggle("--keep-going", "go on after an image failed")
        .toggle("--preserve-digests", "fail if the destination needs a digest to change");
    BundleKeys.declareChecking(flags);
    RetryFlags.declare(flags);
    Screens.declare(flags);
    flags.text("--authfile", "PATH", "file with the credentials");
    RegistryFlags.declare(flags, End.DESTINATION);
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    List<String> words = arguments.positionals();
    if (words.size() < 2) {
      throw new UsageException("Two arguments expected: a part of the bundle and the destination");
    }
    Bundle bundle =
        Bundle.open(
            words.subList(0, words.size() - 1).stream().map(Path::of).toList(),
            BundleKeys.required(arguments));
    BundleApplication application =
        new BundleApplication(bundle, destinations(arguments, words.getLast()));
    boolean succeeded;
    try (EndAccess to = EndAccess.open(invocation, arguments, End.DESTINATION);
        BlobMemory memory = BlobMemory.open(invocation);
        Screen screen = Screens.open(arguments, invocation, Detail.IMAGES)) {
      SyncReport report = new SyncReport(screen, invocation.err());
      Copier copier =
          Copier.retrying(
              Copier.create(application.locations(memory.locations()), screen),
              RetryFlags.read(arguments).forCopies(),
              screen);
      Sync sync =
          new Sync(
              copier,
              ImageNames.known(),
              new OneContext(to.context()),
              report,
              InstantSource.system());
      succeeded =
          run(
              sync,
              application.plan(to.context(), options(arguments, invocation)),
              arguments,
              invocation,
              report);
    } catch (InterruptedException e) {
      throw Cancelled.by(e, "interrupted");
    }
    return succeeded ? ExitCode.SUCCESS : ExitCode.FAILURE;
  }

  private static BundleDestinations destinations(Arguments arguments, String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new UsageException(
          "Invalid destination %s: expected docker://REGISTRY, dir:FOLDER or oci:FOLDER"
              .formatted(text));
    }
    String place = text.substring(colon + 1);
    return new BundleDestinations(
        SyncDestination.parse(
            text.substring(0, colon),
            place.startsWith("//") && text.startsWith("docker:") ? place.substring(2) : place),
        arguments.isOn("--scoped") ? Scope.FULL_PATH : Scope.BASE_NAME,
        arguments.texts("--map").stream().map(NameMapping::parse).toList());
  }

  private static CopyOptions options(Arguments arguments, Invocation invocation) {
    CopyOptions all =
        CopyOptions.forPlatform(invocation.global().platform())
            .with(new ImageSelection.All())
            .with(REFERRERS);
    return arguments.isOn("--preserve-digests") ? all.with(DigestRule.PRESERVE) : all;
  }

  private static boolean run(
      Sync sync, SyncPlan plan, Arguments arguments, Invocation invocation, SyncReport report)
      throws InterruptedException {
    SyncOptions options =
        SyncOptions.with(
            arguments.isOn("--keep-going") ? FailurePolicy.KEEP_GOING : FailurePolicy.STOP);
    boolean json = Screens.wantsJson(arguments);
    if (arguments.isOn("--dry-run")) {
      SyncPreview preview = sync.preview(plan, options);
      if (json) {
        invocation.out().println(GoJson.indented(Results.of(preview), "  "));
      } else {
        report.previewed(preview);
      }
      return preview.succeeded();
    }
    SyncResult result = sync.run(plan, options);
    if (json) {
      invocation.out().println(GoJson.indented(Results.of(result), "  "));
    } else {
      report.ended(result);
    }
    return result.succeeded();
  }

  /** Nothing but the destination is contacted. */
  private record OneContext(TransportContext destination) implements SyncContexts {
    @Override
    public TransportContext source(RegistryOptions entry) {
      return destination;
    }
  }
}
