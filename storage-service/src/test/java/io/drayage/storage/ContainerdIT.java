package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.testing.CommandResult;
import io.drayage.testing.ContainerdDaemon;
import io.drayage.testing.ImageFormat;
import io.drayage.testing.RequiresProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A containerd that is sent to the registry by {@code hosts.toml}. */
@RequiresProgram({"containerd", "ctr"})
class ContainerdIT {
  @TempDir static Path data;
  @TempDir static Path folder;
  private static RunningRegistry registry;
  private static Wire wire;
  private static ContainerdDaemon containerd;

  @BeforeAll
  static void start() throws Exception {
    registry = RunningRegistry.start(data);
    wire = Wire.to(registry.uri());
    containerd = ContainerdDaemon.start(folder);
    hosts("docker.io", "https://docker.io", "pull");
    hosts(registry.authority(), registry.uri().toString(), "pull", "push");
  }

  /** Writes {@code certs.d/NAMESPACE/hosts.toml}. */
  private static void hosts(String namespace, String server, String... capabilities)
      throws Exception {
    Path file = Files.createDirectories(folder.resolve("certs.d").resolve(namespace));
    Files.writeString(
        file.resolve("hosts.toml"),
        """
        server = "%s"
        [host."%s"]
          capabilities = ["resolve", "%s"]
        """
            .formatted(server, registry.uri(), String.join("\", \"", capabilities)));
  }

  @AfterAll
  static void stop() {
    if (containerd != null) {
      containerd.close();
    }
    wire.close();
    registry.close();
  }

  private static CommandResult images(String... words) throws Exception {
    String[] command = new String[words.length + 3];
    command[0] = "images";
    command[1] = words[0];
    command[2] = "--hosts-dir";
    command[3] = folder.resolve("certs.d").toString();
    System.arraycopy(words, 1, command, 4, words.length - 1);
    return containerd.ctr(command).run().orFail();
  }

  @Test
  void pullsAnIndexOfAnotherRegistryAndPushesItWhole() throws Exception {
    ClientImages images = ClientImages.pushed(registry, "library/app", ImageFormat.OCI);
    String pushed = registry.authority() + "/containerd/app:v1";

    images("pull", "--all-platforms", "docker.io/library/app:v1");
    assertThat(containerd.ctr("images", "ls", "name==docker.io/library/app:v1").run().output())
        .contains(images.index().digest().toString());
    containerd.ctr("images", "tag", "docker.io/library/app:v1", pushed).run().orFail();
    images("push", pushed);

    StoredImage stored = StoredImage.read(wire, "containerd/app", "v1");
    assertThat(stored.digest()).isEqualTo(images.index().digest());
    assertThat(stored.contents()).hasSize(images.index().blobs().size() + 3);
  }

  @Test
  void pullsByDigestAndUnpacks() throws Exception {
    ClientImages images = ClientImages.pushed(registry, "containerd/digest", ImageFormat.DOCKER);
    String name = registry.authority() + "/containerd/digest@" + images.large().digest();

    images("pull", name);

    assertThat(containerd.ctr("images", "check", "name==" + name).run().output())
        .contains("complete")
        .contains("true");
  }
}
