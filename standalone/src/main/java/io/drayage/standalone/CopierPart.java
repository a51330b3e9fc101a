package io.drayage.standalone;

import io.drayage.image.RegistryHost;
import io.drayage.storage.domain.Check;
import io.drayage.storage.domain.access.Robots;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/**
 * Starts the copier when the registry answers, because it may have a run to go on with; and ends it
 * before the registry takes no more uploads.
 */
final class CopierPart implements SmartLifecycle, Check {
  private final ServletWebServerApplicationContext context;
  private final Copier.Ground ground;
  private final Parts parts;
  private final InstantSource clock;
  private volatile @Nullable Copier copier;

  /** What it connects. */
  record Parts(CopierGate gate, Robots robots, FirstToken token, Access access) {}

  /** Who runs the registry, and how it is reached, if not over loopback. */
  record Access(RegistryAdministrators administrators, Optional<String> registry) {}

  CopierPart(
      ServletWebServerApplicationContext context,
      Copier.Ground ground,
      Parts parts,
      InstantSource clock) {
    this.clock = clock;
    this.context = context;
    this.ground = ground;
    this.parts = parts;
  }

  @Override
  public void start() {
    try {
      RegistryCredential credential = RegistryCredential.of(ground.folder().credential());
      parts.token().make();
      credential.register(parts.robots(), clock.instant());
      Copier started =
          Copier.start(
              ground,
              new Copier.Neighbour(names(), credential, parts.access().administrators()),
              Objects.requireNonNull(context.getServletContext()));
      copier = started;
      parts.gate().open(started.api());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ServletException e) {
      throw new IllegalStateException("the copier's API cannot be made ready", e);
    }
  }

  private List<RegistryHost> names() {
    int port = Objects.requireNonNull(context.getWebServer()).getPort();
    return Stream.concat(
            parts.access().registry().stream(), Stream.of("127.0.0.1:" + port, "localhost:" + port))
        .map(RegistryHost::parse)
        .toList();
  }

  @EventListener
  void close(ContextClosedEvent event) {
    if (event.getApplicationContext().equals(context)) {
      stop();
    }
  }

  @Override
  public synchronized void stop() {
    parts.gate().close();
    Copier running = copier;
    copier = null;
    if (running != null) {
      running.close();
    }
  }

  @Override
  public boolean isRunning() {
    return copier != null;
  }

  /** After the web server. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE - 1;
  }

  @Override
  public String name() {
    return "copier";
  }

  @Override
  public Optional<String> problem() {
    return isRunning() ? Optional.empty() : Optional.of("it has not started yet");
  }
}
