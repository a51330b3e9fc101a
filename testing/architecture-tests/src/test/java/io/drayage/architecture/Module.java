package io.drayage.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The modules of the reactor that hold product code, with their root packages. */
enum Module {
  IMAGE_MODEL("image-model", 30, List.of("io.drayage.image"), Kind.LIBRARY),
  REGISTRY_CLIENT("registry-client", 15, List.of("io.drayage.registry"), Kind.LIBRARY),
  REGISTRY_CONFIG("registry-config", 30, List.of("io.drayage.registries"), Kind.LIBRARY),
  IMAGE_LIBRARY(
      "image-library",
      60,
      List.of(
          "io.drayage.transport",
          "io.drayage.copy",
          "io.drayage.encryption",
          "io.drayage.sync",
          "io.drayage.signature",
          "io.drayage.bundle"),
      Kind.LIBRARY),
  PLATFORM_API("platform-api", 5, List.of("io.drayage.api"), Kind.LIBRARY),
  CLI("cli", 15, List.of("io.drayage.cli"), Kind.PROGRAM),
  SERVICE_SUPPORT("service-support", 8, List.of("io.drayage.service"), Kind.SERVICE),
  STORAGE_SERVICE("storage-service", 40, List.of("io.drayage.storage"), Kind.SERVICE),
  COPIER_SERVICE("copier-service", 20, List.of("io.drayage.copier"), Kind.SERVICE),
  STANDALONE("standalone", 10, List.of("io.drayage.standalone"), Kind.SERVICE),
  TEST_SUPPORT("testing/test-support", 30, List.of("io.drayage.testing"), Kind.TESTS);

  enum Kind {
    LIBRARY,
    PROGRAM,
    SERVICE,
    TESTS
  }

  private final String folder;
  private final int fewestClasses;

  @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
  private final List<String> packages;

  private final Kind kind;

  Module(String folder, int fewestClasses, List<String> packages, Kind kind) {
    this.folder = folder;
    this.fewestClasses = fewestClasses;
    this.packages = packages;
    this.kind = kind;
  }

  String folder() {
    return folder;
  }

  /** Fewer mean that the rules did not see the module. */
  int fewestClasses() {
    return fewestClasses;
  }

  Kind kind() {
    return kind;
  }

  /** What this one may use: the arrows of the architecture, followed to their ends. */
  Set<Module> mayUse() {
    return switch (this) {
      case IMAGE_MODEL, PLATFORM_API -> EnumSet.noneOf(Module.class);
      case REGISTRY_CLIENT, REGISTRY_CONFIG, TEST_SUPPORT -> EnumSet.of(IMAGE_MODEL);
      case IMAGE_LIBRARY -> EnumSet.of(IMAGE_MODEL, REGISTRY_CLIENT, REGISTRY_CONFIG);
      case SERVICE_SUPPORT -> EnumSet.of(IMAGE_MODEL, REGISTRY_CLIENT, PLATFORM_API);
      case STORAGE_SERVICE, COPIER_SERVICE ->
          EnumSet.of(
              IMAGE_MODEL,
              REGISTRY_CLIENT,
              REGISTRY_CONFIG,
              IMAGE_LIBRARY,
              PLATFORM_API,
              SERVICE_SUPPORT);
      case STANDALONE ->
          EnumSet.of(
              IMAGE_MODEL,
              REGISTRY_CLIENT,
              REGISTRY_CONFIG,
              IMAGE_LIBRARY,
              PLATFORM_API,
              SERVICE_SUPPORT,
              STORAGE_SERVICE,
              COPIER_SERVICE);
      case CLI ->
          EnumSet.of(IMAGE_MODEL, REGISTRY_CLIENT, REGISTRY_CONFIG, IMAGE_LIBRARY, PLATFORM_API);
    };
  }

  /** Its packages and all below them, in ArchUnit's notation. */
  String[] patterns() {
    return packages.stream().map(name -> name + "..").toArray(String[]::new);
  }

  static String[] patterns(Set<Module> modules) {
    return modules.stream().flatMap(m -> Arrays.stream(m.patterns())).toArray(String[]::new);
  }

  static String[] patterns(Kind kind) {
    return Stream.of(values())
        .filter(m -> m.kind == kind)
        .flatMap(m -> Arrays.stream(m.patterns()))
        .toArray(String[]::new);
  }

  static Optional<Module> of(JavaClass javaClass) {
    String name = javaClass.getPackageName();
    return Stream.of(values())
        .filter(m -> m.packages.stream().anyMatch(p -> name.equals(p) || name.startsWith(p + ".")))
        .findFirst();
  }
}
