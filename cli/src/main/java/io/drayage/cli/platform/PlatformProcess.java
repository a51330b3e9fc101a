package io.drayage.cli.platform;

import java.time.Instant;
import java.util.Optional;

/**
 * The process that uses a data folder.
 *
 * @param startedAt when it began; tells it from another process that got its number later
 * @param url where it answers; empty while it starts
 */
public record PlatformProcess(long pid, Instant startedAt, Optional<String> url) {

  /** The process itself; empty when it has ended. */
  public Optional<ProcessHandle> handle() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(handle -> handle.info().startInstant().filter(startedAt::equals).isPresent());
  }

  public boolean isAlive() {
    return handle().isPresent();
  }
}
