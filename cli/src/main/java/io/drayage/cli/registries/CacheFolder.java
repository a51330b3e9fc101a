package io.drayage.cli.registries;

import io.drayage.registries.ConfigEnvironment;
import java.nio.file.Path;

/** The folder of the user for what dray remembers and may forget. */
public final class CacheFolder {
  private CacheFolder() {}

  /** The folder; it need not exist. */
  public static Path of(ConfigEnvironment environment) {
    String cache = environment.variables().getOrDefault("XDG_CACHE_HOME", "");
    Path folder = cache.isEmpty() ? environment.home().resolve(".cache") : Path.of(cache);
    return folder.resolve("drayage");
  }
}
