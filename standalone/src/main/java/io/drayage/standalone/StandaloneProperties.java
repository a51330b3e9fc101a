package io.drayage.standalone;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the platform, {@code drayage.*}; those of its services are {@code
 * drayage.storage.*} and {@code drayage.copier.*}.
 *
 * @param data the folder of everything; required
 * @param database the PostgreSQL to share with others; without one an embedded one is started
 * @param registry how copiers reach the registry, HOST:PORT; loopback when absent
 * @param stopWithInput whether to stop when standard input ends, for a parent that may be killed
 */
record StandaloneProperties(
    @Nullable Path data,
    @Nullable ServiceDatabase database,
    @Nullable String registry,
    @DefaultValue("false") boolean stopWithInput) {

  Path folder() {
    if (data == null) {
      throw new IllegalArgumentException(
          "drayage.data is missing: name the folder that everything is kept in");
    }
    return data.toAbsolutePath();
  }

  Optional<ServiceDatabase> connection() {
    return Optional.ofNullable(database);
  }

  Optional<String> registryAuthority() {
    return Optional.ofNullable(registry);
  }
}
