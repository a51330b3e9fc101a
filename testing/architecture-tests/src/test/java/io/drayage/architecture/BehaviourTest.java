package io.drayage.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.Test;

class BehaviourTest {
  private static final DescribedPredicate<JavaClass> LIBRARIES =
      resideInAnyPackage(Module.patterns(Module.Kind.LIBRARY));

  /** Its random name must differ from every other process's; no test would want to set it. */
  private static final String NAMES_FILES_OF_THIS_PROCESS =
      "io.drayage.transport.local.PartialFile";

  private static final DescribedPredicate<JavaClass> PRODUCT =
      LIBRARIES.or(resideInAnyPackage(Module.patterns(Module.Kind.PROGRAM)));

  @Test
  void librariesDoNotPrint() {
    noClasses()
        .that(LIBRARIES)
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .because("what a person sees is the program's business")
        .check(Product.CLASSES);
  }

  @Test
  void librariesDoNotReadTheEnvironment() {
    noClasses()
        .that(LIBRARIES)
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .because("a service runs several of them with different settings")
        .check(Product.CLASSES);
  }

  @Test
  void librariesAreGivenTimeAndRandomness() {
    noClasses()
        .that(LIBRARIES)
        .and()
        .doNotHaveFullyQualifiedName(NAMES_FILES_OF_THIS_PROCESS)
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Clock.class, "systemDefaultZone")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callConstructor(Random.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .because("tests set the clock and print the seed")
        .check(Product.CLASSES);
  }

  @Test
  void nobodyLogsThroughTheJdk() {
    noClasses()
        .that(PRODUCT)
        .should()
        .dependOnClassesThat(resideInAPackage("java.util.logging.."))
        .because("there is one way to log, and libraries hardly do")
        .check(Product.CLASSES);
  }

  @Test
  void librariesRunOnVirtualThreadsWithoutPools() {
    noClasses()
        .that(LIBRARIES)
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(CompletableFuture.class, ThreadPoolExecutor.class)
        .because("blocking code on virtual threads reads like the protocol; permits limit it")
        .check(Product.CLASSES);
  }

  @Test
  void librariesDoNotEndTheProcess() {
    noClasses()
        .that(LIBRARIES)
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .because("only a program decides that it is over")
        .check(Product.CLASSES);
  }
}
