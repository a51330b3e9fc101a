package io.drayage.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules see every class there is; without this they might pass on nothing. */
class CoverageTest {
  private static final List<String> COMPARISONS = List.of("benchmarks", "testing/side-by-side");

  @ParameterizedTest
  @EnumSource(Module.class)
  void seesTheClassesOfEveryModule(Module module) {
    long seen =
        Product.CLASSES.stream()
            .filter(c -> Module.of(c).filter(module::equals).isPresent())
            .filter(JavaClass::isTopLevelClass)
            .count();

    assertThat(seen).isGreaterThanOrEqualTo(module.fewestClasses());
  }

  @Test
  void knowsTheModuleOfEveryClass() {
    assertThat(Product.CLASSES.stream().filter(c -> Module.of(c).isEmpty()).map(JavaClass::getName))
        .as("classes outside of the root packages of all modules")
        .filteredOn(name -> !name.startsWith("io.drayage.architecture."))
        .isEmpty();
  }

  @Test
  void knowsEveryModuleOfTheReactor() throws IOException {
    Path root = root();
    List<String> withCode;
    try (Stream<String> lines = Files.lines(root.resolve("pom.xml"))) {
      withCode =
          lines
              .map(String::strip)
              .filter(line -> line.startsWith("<module>"))
              .map(line -> line.replaceAll("</?module>", ""))
              .filter(folder -> Files.isDirectory(root.resolve(folder).resolve("src/main/java")))
              .toList();
    }

    assertThat(Stream.of(Module.values()).map(Module::folder))
        .as("modules with rules; programs that measure and compare need none")
        .containsExactlyInAnyOrderElementsOf(
            withCode.stream().filter(folder -> !COMPARISONS.contains(folder)).toList());
  }

  private static Path root() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
        .filter(folder -> Files.isDirectory(folder.resolve("image-model")))
        .findFirst()
        .orElseThrow();
  }
}
