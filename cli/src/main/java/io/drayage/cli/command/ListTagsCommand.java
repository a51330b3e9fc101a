package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.End;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.RegistryFlags;
import io.drayage.cli.flag.RetryFlags;
import io.drayage.cli.flag.UsageException;
import io.drayage.cli.go.GoJson;
import io.drayage.cli.go.GoValue;
import io.drayage.cli.go.GoValue.Field;
import io.drayage.cli.go.GoValue.Presence;
import io.drayage.cli.go.GoValue.Struct;
import io.drayage.cli.go.GoValue.Text;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Reference;
import io.drayage.image.RepositoryName;
import io.drayage.image.Tag;
import io.drayage.image.TagReference;
import io.drayage.transport.DockerLocation;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.ImageSource;
import io.drayage.transport.TagListing;
import io.drayage.transport.local.DockerArchiveLocation;
import java.io.IOException;
import java.util.List;

/** {@code dray list-tags}: the tags of a repository or an archive, as JSON. */
final class ListTagsCommand implements Command {
  private static final String DOCKER = "docker://";

  @Override
  public String name() {
    return "list-tags";
  }

  @Override
  public Description description() {
    return new Description(
        "List the tags of a repository or an archive",
        "docker://REPOSITORY|docker-archive:PATH",
        List.of(),
        List.of("dray list-tags docker://registry.example.com/tools/app"));
  }

  @Override
  public void declare(Flags flags) {
    flags.hiddenText("--shared-blob-dir").hiddenText("--daemon-host");
    RegistryFlags.declare(flags, End.ONLY);
    RetryFlags.declare(flags);
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    String name = arguments.exactly(1, "Exactly one non-option argument expected").getFirst();
    String repository = name.startsWith(DOCKER) ? repository(name).toString() : "";
    ImageLocation location = location(name);
    Retry retry = new Retry(RetryFlags.read(arguments), invocation.err());
    try (EndAccess access = EndAccess.open(invocation, arguments, End.ONLY)) {
      List<String> tags =
          retry.run(
              () -> {
                try (ImageSource source = location.openSource(access.context())) {
                  return source.as(TagListing.class).orElseThrow().tags();
                }
              });
      invocation
          .out()
          .println(
              GoJson.indented(
                  new Struct(
                      List.of(
                          new Field(
                              "Repository",
                              "Repository",
                              Presence.UNLESS_EMPTY,
                              new Text(repository)),
                          Field.of("Tags", GoValue.texts(tags)))),
                  "    "));
    }
    return ExitCode.SUCCESS;
  }

  private static ImageLocation location(String name) {
    if (name.startsWith(DOCKER)) {
      return new DockerLocation(new TagReference(repository(name), Tag.LATEST));
    }
    ImageLocation location = ImageNames.parse(name);
    if (!(location instanceof DockerArchiveLocation)) {
      throw new UsageException(
          "Unsupported transport '%s' for tag listing. Only supported: docker, docker-archive"
              .formatted(location.transport().name()));
    }
    return location;
  }

  private static RepositoryName repository(String name) {
    String text = name.substring(DOCKER.length());
    try {
      return RepositoryName.parse(text);
    } catch (InvalidFormatException e) {
      Reference reference = Reference.parse(text);
      UsageException complaint =
          new UsageException(
              "No tag or digest allowed in reference: write docker://" + reference.repository());
      complaint.initCause(e);
      throw complaint;
    }
  }
}
