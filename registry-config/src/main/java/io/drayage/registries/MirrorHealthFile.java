package io.drayage.registries;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.RegistryHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Remembers mirrors that are down from one process to the next, in a file of one line for each:
 * {@code SECONDS HOST}, the time of the epoch until which the host is left out. What several
 * processes learn at the same moment may be lost, which costs one of them another attempt. A file
 * that cannot be used is reported once, and what is learned lasts for this process. Thread-safe.
 */
public final class MirrorHealthFile implements MirrorHealth {
  private final Path file;
  private final Duration pause;
  private final InstantSource clock;
  private final Consumer<String> warnings;
  private final Map<RegistryHost, Instant> down = new HashMap<>();
  private boolean read;
  private boolean usable = true;

  /**
   * @param file neither it nor its folder need exist
   * @param pause how long a mirror is left out after it did not answer
   * @param warnings is told once that the file cannot be used
   */
  public MirrorHealthFile(
      Path file, Duration pause, InstantSource clock, Consumer<String> warnings) {
    this.file = file;
    this.pause = pause;
    this.clock = clock;
    this.warnings = warnings;
  }

  @Override
  public synchronized Optional<Instant> leftOutUntil(RegistryHost mirror) {
    readOnce();
    return Optional.ofNullable(down.get(mirror)).filter(until -> until.isAfter(clock.instant()));
  }

  @Override
  public synchronized void failed(RegistryHost mirror) {
    readOnce();
    Instant until = Instant.ofEpochSecond(clock.instant().plus(pause).getEpochSecond());
    down.put(mirror, until);
    write();
  }

  @Override
  public synchronized void answered(RegistryHost mirror) {
    readOnce();
    if (down.remove(mirror) != null) {
      write();
    }
  }

  private void readOnce() {
    if (read) {
      return;
    }
    read = true;
    try {
      BoundedFile.text(file).ifPresent(text -> text.lines().forEach(this::readLine));
    } catch (RegistriesConfigException e) {
      giveUp(e);
    }
  }

  /** A damaged line is forgotten: it costs an attempt. */
  private void readLine(String line) {
    String[] parts = line.split(" ", 3);
    if (parts.length != 2 || !parts[0].matches("[0-9]{1,12}")) {
      return;
    }
    Instant until = Instant.ofEpochSecond(Long.parseLong(parts[0]));
    // Nobody leaves a mirror out for longer than this run would.
    boolean believable = !until.isAfter(clock.instant().plus(pause).plusSeconds(1));
    if (believable && until.isAfter(clock.instant())) {
      host(parts[1]).ifPresent(host -> down.put(host, until));
    }
  }

  private static Optional<RegistryHost> host(String text) {
    try {
      return Optional.of(new RegistryHost(text));
    } catch (InvalidFormatException e) {
      return Optional.empty();
    }
  }

  private void write() {
    if (!usable) {
      return;
    }
    StringBuilder text = new StringBuilder();
    new TreeMap<>(down)
        .forEach((host, until) -> text.append(until.getEpochSecond() + " " + host + "\n"));
    try {
      Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
      Path temporary = Files.createTempFile(folder, "mirrors-", null);
      try {
        Files.writeString(temporary, text);
        Files.move(
            temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      giveUp(e);
    }
  }

  private void giveUp(IOException failure) {
    if (usable) {
      usable = false;
      warnings.accept(
          "%s cannot be used, so mirrors that are down are remembered for this run only: %s"
              .formatted(file, Failures.reason(failure)));
    }
  }
}
