package io.drayage.testing;

import java.util.EnumSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Everything that the endpoints of one {@link MemoryRegistry} share. */
final class RegistryState {
  final NavigableMap<String, RepositoryContent> repositories = new ConcurrentSkipListMap<>();
  final Map<String, UploadSession> uploads = new ConcurrentHashMap<>();
  final RegistrySettings settings;
  private final Set<RegistrySwitch> switches;
  private final AtomicInteger uploadNumbers = new AtomicInteger();

  RegistryState(RegistrySettings settings) {
    this.settings = settings;
    this.switches = EnumSet.noneOf(RegistrySwitch.class);
    this.switches.addAll(settings.switches());
  }

  RepositoryContent repository(String name) {
    return repositories.computeIfAbsent(name, _ -> new RepositoryContent());
  }

  Optional<RepositoryContent> existing(String name) {
    return Optional.ofNullable(repositories.get(name));
  }

  synchronized boolean is(RegistrySwitch one) {
    return switches.contains(one);
  }

  synchronized void set(RegistrySwitch one) {
    switches.add(one);
  }

  synchronized void unset(RegistrySwitch one) {
    switches.remove(one);
  }

  String newUploadId() {
    return "upload-" + uploadNumbers.incrementAndGet();
  }
}
