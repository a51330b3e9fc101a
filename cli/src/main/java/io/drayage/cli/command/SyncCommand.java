package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.End;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.ReferrerFlags;
import io.drayage.cli.flag.RegistryFlags;
import io.drayage.cli.flag.RetryFlags;
import io.drayage.cli.flag.SigningFlags;
import io.drayage.cli.flag.UsageException;
import io.drayage.cli.go.GoJson;
import io.drayage.cli.progress.Detail;
import io.drayage.cli.progress.Screen;
import io.drayage.cli.registries.TrustedSources;
import io.drayage.copy.Copier;
import io.drayage.copy.CopyOptions;
import io.drayage.copy.ImageSelection;
import io.drayage.copy.SourceApproval;
import io.drayage.sync.ImageOutcome;
import io.drayage.sync.Sync;
import io.drayage.sync.SyncDestination;
import io.drayage.sync.SyncNaming;
import io.drayage.sync.SyncNaming.Scope;
import io.drayage.sync.SyncOptions;
import io.drayage.sync.SyncOptions.FailurePolicy;
import io.drayage.sync.SyncPlan;
import io.drayage.sync.SyncPreview;
import io.drayage.sync.SyncRequest;
import io.drayage.sync.SyncResult;
import io.drayage.sync.SyncSource;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code dray sync}: many images by one description. */
final class SyncCommand implements Command {
  @Override
  public String name() {
    return "sync";
  }

  @Override
  public Description description() {
    return new Description(
        "Bring many images to one place and keep them there up to date",
        "--src TRANSPORT --dest TRANSPORT SOURCE DESTINATION",
        List.of(
            "Images that are at the destination already are left alone. The exit code is 1 if any"
                + " image, repository or entry of the file failed.",
            "--src docker copies all tags of a repository, or one image; dir and oci copy every"
                + " image of a folder or layout; yaml reads which repositories and tags are meant"
                + " from a file."),
        List.of(
            "dray sync --src docker --dest docker docker.io/library/alpine mirror.example.com/library",
            "dray sync --src yaml --dest docker --scoped --keep-going images.yaml mirror.example.com",
            "dray sync --src yaml --dest oci --dry-run images.yaml folder"));
  }

  @Override
  public void declare(Flags flags) {
    flags
        .text("-s, --src", "docker|dir|oci|yaml", "what the source is")
        .text("-d, --dest", "docker|dir|oci", "what the destination is")
        .toggle("--scoped", "keep the full source names, registry included, below the destination")
        .text("--append-suffix", "TEXT", "put this behind each tag")
        .toggle("-a, --all", "copy all images of an index, and the index")
        .toggle("--dry-run", "show what would be copied, with bytes and requests; write nothing")
        .toggle("--keep-going", "go on after an image failed")
        .text("--digestfile", "PATH", "write the digest and name of each image to this file")
        .text("--parallel-images", "N", "how many images are copied at the same time");
    FormatFlags.declare(flags);
    SigningFlags.declare(flags);
    ReferrerFlags.declare(flags);
    RetryFlags.declare(flags);
    Screens.declare(flags);
    flags
        .text("--authfile", "PATH", "file with the credentials of both sides")
        .hiddenToggle("--tls-verify");
    RegistryFlags.declare(flags, End.SOURCE);
    RegistryFlags.declare(flags, End.DESTINATION);
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    List<String> words =
        arguments.exactly(
            2, "Exactly two arguments expected: the source and the destination of the sync");
    SyncRequest request = request(arguments, invocation, words);
    SyncOptions options = options(arguments);
    SourceApproval approval =
        TrustedSources.read(invocation.global().trust(), invocation.surroundings().configuration());
    boolean succeeded;
    try (SyncContextsByFlags contexts = new SyncContextsByFlags(invocation, arguments);
        BlobMemory memory = BlobMemory.open(invocation);
        Screen screen = Screens.open(arguments, invocation, Detail.IMAGES)) {
      SyncReport report = new SyncReport(screen, invocation.err());
      Copier copier =
          Copier.retrying(
              Copier.create(memory.locations(), approval, screen),
              RetryFlags.read(arguments).forCopies(),
              screen);
      Sync sync = new Sync(copier, ImageNames.known(), contexts, report, InstantSource.system());
      succeeded =
          arguments.isOn("--dry-run")
              ? preview(sync, request, options, arguments, invocation, report)
              : run(sync, request, options, arguments, invocation, report);
    } catch (InterruptedException e) {
      throw Cancelled.by(e, "interrupted");
    }
    return succeeded ? ExitCode.SUCCESS : ExitCode.FAILURE;
  }

  private static SyncRequest request(Arguments arguments, Invocation invocation, List<String> words)
      throws IOException {
    String source = required(arguments, "--src", "docker, dir, oci or yaml");
    String destination = required(arguments, "--dest", "docker, dir or oci");
    CopyOptions options =
        FormatFlags.apply(arguments, CopyOptions.forPlatform(invocation.global().platform()))
            .with(Signers.read(arguments, invocation))
            .with(ReferrerFlags.read(arguments));
    return new SyncRequest(
        SyncSource.parse(source, words.getFirst()),
        SyncDestination.parse(destination, words.getLast()),
        new SyncNaming(
            arguments.isOn("--scoped") ? Scope.FULL_PATH : Scope.BASE_NAME,
            arguments.text("--append-suffix").orElse("")),
        arguments.isOn("--all") ? options.with(new ImageSelection.All()) : options);
  }

  private static String required(Arguments arguments, String flag, String choices) {
    return arguments
        .text(flag)
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> new UsageException("%s is missing: choose %s".formatted(flag, choices)));
  }

  private static SyncOptions options(Arguments arguments) {
    FailurePolicy policy =
        arguments.isOn("--keep-going") ? FailurePolicy.KEEP_GOING : FailurePolicy.STOP;
    OptionalInt parallel = arguments.whole("--parallel-images", 1);
    return parallel.isPresent()
        ? new SyncOptions(parallel.getAsInt(), policy)
        : SyncOptions.with(policy);
  }

  private static boolean preview(
      Sync sync,
      SyncRequest request,
      SyncOptions options,
      Arguments arguments,
      Invocation invocation,
      SyncReport report)
      throws IOException, InterruptedException {
    SyncPlan plan = sync.plan(request);
    SyncPreview preview = sync.preview(plan, options);
    if (Screens.wantsJson(arguments)) {
      invocation.out().println(GoJson.indented(Results.of(preview), "  "));
    } else {
      report.previewed(preview);
    }
    return preview.succeeded();
  }

  private static boolean run(
      Sync sync,
      SyncRequest request,
      SyncOptions options,
      Arguments arguments,
      Invocation invocation,
      SyncReport report)
      throws IOException, InterruptedException {
    SyncResult result = sync.run(sync.plan(request), options);
    Optional<Path> digestFile = arguments.path("--digestfile");
    if (digestFile.isPresent()) {
      Files.write(digestFile.get(), digestLines(result));
    }
    PrintStream out = invocation.out();
    if (Screens.wantsJson(arguments)) {
      out.println(GoJson.indented(Results.of(result), "  "));
    } else {
      report.ended(result);
    }
    return result.succeeded();
  }

  private static List<String> digestLines(SyncResult result) {
    List<String> lines = new ArrayList<>();
    for (ImageOutcome outcome : result.images()) {
      if (outcome instanceof ImageOutcome.Synced(var copied, _)) {
        lines.add(copied.digest() + " " + copied.request().destination());
      }
    }
    return lines;
  }
}
