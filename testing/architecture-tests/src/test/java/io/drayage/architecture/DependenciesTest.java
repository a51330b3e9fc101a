package io.drayage.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DependenciesTest {
  @ParameterizedTest
  @EnumSource(Module.class)
  void modulesUseOnlyWhatTheArchitectureAllows(Module module) {
    Set<Module> allowed = EnumSet.of(module);
    allowed.addAll(module.mayUse());
    classes()
        .that(resideInAnyPackage(module.patterns()))
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("io.drayage..").or(resideInAnyPackage(Module.patterns(allowed))))
        .because("every part works alone, and what it stands on stays below it")
        .check(Product.CLASSES);
  }

  @Test
  void librariesKnowNoFramework() {
    noClasses()
        .that(resideInAnyPackage(Module.patterns(Module.Kind.LIBRARY)))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "org.springframework..",
                "java.sql..",
                "javax.sql..",
                "jakarta..",
                "javax.servlet..",
                "picocli.."))
        .because("the command line and the services share the libraries; frameworks are theirs")
        .check(Product.CLASSES);
  }

  @Test
  void programsKnowNoSpring() {
    noClasses()
        .that(resideInAnyPackage(Module.patterns(Module.Kind.PROGRAM)))
        .should()
        .dependOnClassesThat(resideInAPackage("org.springframework.."))
        .because("dray starts in a fraction of a second and works without any service")
        .check(Product.CLASSES);
  }

  @Test
  void imageModelNeedsOnlyJson() {
    classes()
        .that(resideInAnyPackage(Module.IMAGE_MODEL.patterns()))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "io.drayage.image..",
                "java.lang..",
                "java.util..",
                "java.security..",
                "java.nio.charset..",
                "java.math..",
                "java.time..",
                "org.jspecify..",
                "tools.jackson.."))
        .because("values do no input or output, and everything else stands on them")
        .check(Product.CLASSES);
  }

  @Test
  void nobodyTouchesTheInternalsOfAnotherModule() {
    classes()
        .should(touchNoForeignInternals())
        .because("what is in a package named internal may change without notice")
        .check(Product.CLASSES);
  }

  private static ArchCondition<JavaClass> touchNoForeignInternals() {
    return new ArchCondition<>("touch no other module's internal packages") {
      @Override
      public void check(JavaClass user, ConditionEvents events) {
        for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
          JavaClass used = dependency.getTargetClass();
          boolean internal = (used.getPackageName() + ".").contains(".internal.");
          if (internal && Module.of(used).isPresent() && !Module.of(used).equals(Module.of(user))) {
            events.add(SimpleConditionEvent.violated(user, dependency.getDescription()));
          }
        }
      }
    };
  }

  @Test
  void packagesDependOnEachOtherInOneDirection() {
    slices()
        .matching("io.drayage.(**)")
        .should()
        .beFreeOfCycles()
        .because("a cycle of packages is one package that is hard to read")
        .check(
            Product.CLASSES.that(
                resideInAnyPackage(Module.patterns(Module.Kind.LIBRARY))
                    .or(resideInAnyPackage(Module.patterns(Module.Kind.PROGRAM)))));
  }
}
