package io.drayage.cli.command;

import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.End;
import io.drayage.cli.flag.RegistryFlags;
import io.drayage.sync.SyncContexts;
import io.drayage.transport.RegistryOptions;
import io.drayage.transport.TlsVerification;
import io.drayage.transport.TransportContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The sides of a sync by the flags of the command line; an entry of a sync file overrides them.
 * Closing it closes all connections.
 */
final class SyncContextsByFlags implements SyncContexts, AutoCloseable {
  private final Invocation invocation;
  private final Arguments arguments;
  private final RegistryOptions flags;
  private final EndAccess destination;
  private final Map<RegistryOptions, EndAccess> sources = new HashMap<>();

  SyncContextsByFlags(Invocation invocation, Arguments arguments) throws IOException {
    this.invocation = invocation;
    this.arguments = arguments;
    this.flags = RegistryFlags.read(arguments, End.SOURCE);
    this.destination = EndAccess.open(invocation, arguments, End.DESTINATION);
  }

  @Override
  public synchronized TransportContext source(RegistryOptions entry) {
    return sources.computeIfAbsent(merge(entry), this::open).context();
  }

  private EndAccess open(RegistryOptions options) {
    try {
      return EndAccess.open(invocation, arguments, End.SOURCE, options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RegistryOptions merge(RegistryOptions entry) {
    return new RegistryOptions(
        entry.tlsVerification() == TlsVerification.CONFIGURED
            ? flags.tlsVerification()
            : entry.tlsVerification(),
        entry.credential().or(flags::credential),
        entry.certificateFolder().or(flags::certificateFolder));
  }

  @Override
  public TransportContext destination() {
    return destination.context();
  }

  @Override
  public synchronized void close() {
    sources.values().forEach(EndAccess::close);
    destination.close();
  }
}
