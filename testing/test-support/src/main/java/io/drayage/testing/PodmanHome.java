package io.drayage.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder in which podman and buildah keep all they have, apart from the user's images and
 * configuration. They store images as plain folders, which works in any container and mounts
 * nothing. The caller gives and removes the folder.
 */
public final class PodmanHome {
  private final Path folder;

  private PodmanHome(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes one that uses a registry: under its own address, and as the mirror of Docker Hub, both
   * without TLS.
   */
  public static PodmanHome with(Path folder, URI registry) throws IOException {
    Files.writeString(
        folder.resolve("registries.conf"),
        """
        [[registry]]
        location = "%1$s"
        insecure = true

        [[registry]]
        location = "docker.io"
        [[registry.mirror]]
        location = "%1$s"
        insecure = true
        """
            .formatted(registry.getAuthority()));
    Files.writeString(folder.resolve("auth.json"), "{}");
    return new PodmanHome(folder);
  }

  /** Prepares {@code podman ARGUMENTS}. */
  public Command podman(String... arguments) {
    return command("podman", arguments);
  }

  /** Prepares {@code buildah ARGUMENTS}. */
  public Command buildah(String... arguments) {
    return command("buildah", arguments);
  }

  private Command command(String program, String... arguments) {
    List<String> words = new ArrayList<>();
    words.add("--root=" + folder.resolve("storage"));
    words.add("--runroot=" + folder.resolve("run"));
    words.add("--storage-driver=vfs");
    words.addAll(List.of(arguments));
    return Command.of(Programs.require(program).toString(), words.toArray(String[]::new))
        .with("CONTAINERS_REGISTRIES_CONF", folder.resolve("registries.conf").toString())
        .with("REGISTRY_AUTH_FILE", folder.resolve("auth.json").toString())
        .with("XDG_RUNTIME_DIR", folder.toString())
        .with("TMPDIR", folder.toString());
  }
}
