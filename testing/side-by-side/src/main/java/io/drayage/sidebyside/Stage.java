package io.drayage.sidebyside;

import io.drayage.image.Platform;
import io.drayage.testing.Authentication;
import io.drayage.testing.CommandResult;
import io.drayage.testing.DockerRegistryProcess;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.ImageFormat;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.OciLayoutFixture;
import io.drayage.testing.Packing;
import io.drayage.testing.RegistrySettings;
import io.drayage.testing.RegistryUpload;
import io.drayage.testing.SeededImages;
import io.drayage.testing.SeededLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What both tools work on: a docker-registry, a registry that asks for credentials, and files. All
 * of it is below one folder and on the loopback interface; closing it ends the registries.
 */
public final class Stage implements AutoCloseable {
  private static final Platform AMD64 = Platform.of("linux", "amd64");

  private final Path folder;
  private final DockerRegistryProcess registry;
  private final MemoryRegistry guarded;
  private final RegistryTags tags;

  private Stage(Path folder, DockerRegistryProcess registry) {
    this.folder = folder;
    this.registry = registry;
    this.guarded =
        MemoryRegistry.start(
            RegistrySettings.ideal().withAuthentication(Authentication.basic("robot", "secret")));
    this.tags = new RegistryTags(registry.uri());
  }

  /** Builds it below an empty folder; who calls this needs the program docker-registry. */
  public static Stage build(Path folder) throws IOException, InterruptedException {
    Stage stage = new Stage(folder, DockerRegistryProcess.start(folder.resolve("registry")));
    try {
      stage.fill();
      return stage;
    } catch (IOException | InterruptedException | RuntimeException e) {
      stage.close();
      throw e;
    }
  }

  private void fill() throws IOException, InterruptedException {
    ImageFixture app = SeededImages.image(1);
    ImageFixture plain =
        SeededImages.image(
            5, ImageFormat.OCI, AMD64, List.of(SeededLayer.of(51, 20_000, Packing.TAR)));
    Platform[] platforms = {AMD64, Platform.of("linux", "arm64"), Platform.of("linux", "s390x")};
    ImageFixture multi = SeededImages.multiArch(2, platforms);
    try (RegistryUpload upload = new RegistryUpload(registry.uri())) {
      upload.push(app, "shared/app", "1.0", "latest");
      upload.push(SeededImages.image(6), "shared/app", "1.1");
      upload.push(plain, "shared/plain", "1.0");
      upload.push(multi, "shared/multi", "1.0");
      upload.push(SeededImages.image(3, ImageFormat.DOCKER), "shared/docker", "1.0");
      upload.push(SeededImages.multiArch(4, ImageFormat.DOCKER, platforms), "shared/list", "1.0");
      for (String tool : List.of("skopeo", "dray")) {
        upload.push(SeededImages.image(7), tool + "/doomed", "1.0");
      }
    }
    app.storeIn(guarded, "private/app", "1.0");
    Path files = Files.createDirectories(folder.resolve("files"));
    Files.write(files.resolve("manifest.json"), app.manifest().bytes());
    OciLayoutFixture.write(files.resolve("layout"), Map.of("1.0", app, "multi", multi));
    OciLayoutFixture.write(files.resolve("plain"), "1.0", plain);
    Files.writeString(files.resolve("sync.yaml"), syncFile());
    Files.writeString(files.resolve("semver.yaml"), semverFile());
    Files.writeString(files.resolve("passphrase"), "secret\n");
  }

  private String syncFile() {
    return """
        %s:
          tls-verify: false
          images:
            shared/app: ["1.0", "1.1"]
          images-by-tag-regex:
            shared/docker: ^1\\.
        """
        .formatted(registry.authority());
  }

  private String semverFile() {
    return """
        %s:
          images-by-semver:
            shared/app: ">= 1.1"
        """
        .formatted(registry.authority());
  }

  /** Makes the working folder of a tool, with a home and its configuration. */
  Path workFolder(Tool tool) throws IOException {
    Path work = Files.createDirectories(folder.resolve("work-" + tool.name()));
    Path configuration = Files.createDirectories(work.resolve("home/.config/containers"));
    Files.writeString(
        configuration.resolve("policy.json"),
        "{\"default\": [{\"type\": \"insecureAcceptAnything\"}]}\n");
    StringBuilder registries = new StringBuilder();
    for (String host : List.of(registry.authority(), guarded.authority())) {
      registries.append("[[registry]]\nlocation = \"%s\"\ninsecure = true\n".formatted(host));
    }
    Files.writeString(configuration.resolve("registries.conf"), registries);
    Files.createDirectories(work.resolve("run"));
    return work;
  }

  /** Lets one tool do a case. */
  Run run(Tool tool, CommandCase one) throws IOException, InterruptedException {
    Path work = folder.resolve("work-" + tool.name());
    Snapshot before = snapshot(tool, work);
    CommandResult result =
        tool.run(
            work, one.words().stream().map(word -> fill(word, tool, work)).toList(), one.input());
    return new Run(
        result.exitCode(),
        neutral(result.output(), tool, work),
        neutral(result.errors(), tool, work),
        snapshot(tool, work).since(before).stream()
            .map(line -> neutral(line, tool, work))
            .toList());
  }

  private Snapshot snapshot(Tool tool, Path work) throws IOException, InterruptedException {
    return Snapshot.of(work, tags.below(tool.name()));
  }

  private String fill(String word, Tool tool, Path work) {
    return word.replace("{R}", registry.authority())
        .replace("{A}", guarded.authority())
        .replace("{T}", tool.name())
        .replace("{W}", work.toString())
        .replace("{F}", folder.resolve("files").toString());
  }

  private String neutral(String text, Tool tool, Path work) {
    return text.replace(work.toString(), "{W}")
        .replace(folder.resolve("files").toString(), "{F}")
        .replace(registry.authority(), "{R}")
        .replace(guarded.authority(), "{A}")
        .replace("{R}/" + tool.name() + "/", "{R}/{T}/")
        .replaceAll("layers-[0-9]+/", "layers-N/");
  }

  @Override
  public void close() {
    tags.close();
    guarded.close();
    registry.close();
  }
}
