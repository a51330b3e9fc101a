package io.drayage.cli.command;

import io.drayage.cli.Version;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.DaemonFlags;
import io.drayage.cli.flag.End;
import io.drayage.cli.flag.RegistryFlags;
import io.drayage.cli.registries.Proxies;
import io.drayage.cli.registries.UserConfiguration;
import io.drayage.cli.registries.UserRouting;
import io.drayage.cli.registries.UserSignatures;
import io.drayage.registries.CredentialFiles;
import io.drayage.registry.RegistryClientOptions;
import io.drayage.registry.TlsDetails;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.RegistryAccess;
import io.drayage.transport.RegistryOptions;
import io.drayage.transport.TlsDetailsFile;
import io.drayage.transport.TransportContext;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the images of one end are reached. Thread-safe; closing it closes the connections, after all
 * sources and destinations were closed.
 */
final class EndAccess implements AutoCloseable {
  private final TransportContext context;

  private EndAccess(TransportContext context) {
    this.context = context;
  }

  /** Opens an end as its flags say; contacts nobody yet. */
  static EndAccess open(Invocation invocation, Arguments arguments, End end) throws IOException {
    return open(invocation, arguments, end, RegistryFlags.read(arguments, end));
  }

  /** Opens an end as an entry of a file says; only the folders are taken from the flags. */
  static EndAccess open(
      Invocation invocation, Arguments arguments, End end, RegistryOptions options)
      throws IOException {
    RegistryAccess registries =
        RegistryAccess.open(
            new UserRouting(configuration(invocation, arguments, end), options),
            clientOptions(invocation),
            new UserSignatures(
                invocation.surroundings().configuration(), invocation.global().signatureFolder()));
    return new EndAccess(
        new TransportContext(
            registries, temporaryFolder(invocation), sharedBlobFolder(arguments, end)));
  }

  /** The user's configuration files for an end. */
  static UserConfiguration configuration(Invocation invocation, Arguments arguments, End end) {
    var environment = invocation.surroundings().configuration();
    CredentialFiles files =
        RegistryFlags.authFile(arguments, end)
            .map(CredentialFiles::only)
            .orElseGet(() -> CredentialFiles.standard(environment));
    PrintStream err = invocation.err();
    files.warning().ifPresent(warning -> err.println("dray: warning: " + warning));
    return new UserConfiguration(
        environment,
        invocation.global().registries(),
        files,
        warning -> err.println("dray: warning: " + warning));
  }

  static RegistryClientOptions clientOptions(Invocation invocation) throws IOException {
    TlsDetails details = tlsDetails(invocation);
    String agent = "dray/" + Version.text();
    return RegistryClientOptions.standard()
        .withUserAgent(
            invocation.global().userAgentPrefix().map(prefix -> prefix + " " + agent).orElse(agent))
        .withProxy(Proxies.of(invocation.surroundings().configuration().variables()))
        .withTlsDetails(details);
  }

  /** What TLS may agree on, by the file that {@code --tls-details} names. */
  static TlsDetails tlsDetails(Invocation invocation) throws IOException {
    Optional<Path> file = invocation.global().tlsDetails();
    return file.isPresent() ? TlsDetailsFile.read(file.get()) : TlsDetails.standard();
  }

  /**
   * The image of a command that has one; for {@code docker-daemon:}, at the engine of the flags.
   */
  static ImageLocation onlyImage(Invocation invocation, Arguments arguments, String name)
      throws IOException {
    return DaemonFlags.apply(ImageNames.parse(name), arguments, End.ONLY, tlsDetails(invocation));
  }

  TransportContext context() {
    return context;
  }

  @Override
  public void close() {
    context.registries().close();
  }

  /** Layers may be larger than a {@code /tmp} that is kept in memory. */
  private static Path temporaryFolder(Invocation invocation) {
    Optional<Path> asked = invocation.global().temporaryFolder();
    if (asked.isPresent()) {
      return asked.get();
    }
    Path large = Path.of("/var/tmp");
    return Files.isDirectory(large) ? large : Path.of(System.getProperty("java.io.tmpdir"));
  }

  private static Optional<Path> sharedBlobFolder(Arguments arguments, End end) {
    return switch (end) {
      case ONLY -> arguments.path("--shared-blob-dir");
      case SOURCE -> arguments.path("--src-shared-blob-dir");
      case DESTINATION -> arguments.path("--dest-shared-blob-dir");
    };
  }
}
