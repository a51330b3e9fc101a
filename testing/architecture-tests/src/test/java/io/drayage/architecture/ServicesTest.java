package io.drayage.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import org.junit.jupiter.api.Test;

class ServicesTest {
  @Test
  void partsOfAServiceLookAtItsDomain() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("io.drayage.storage..")
        .layer("domain")
        .definedBy("io.drayage.storage.domain..")
        .layer("store")
        .definedBy("io.drayage.storage.store..")
        .layer("web")
        .definedBy("io.drayage.storage.web..")
        .layer("token")
        .definedBy("io.drayage.storage.token..")
        .layer("config")
        .definedBy("io.drayage.storage.config..")
        .layer("start")
        .definedBy("io.drayage.storage")
        .whereLayer("store")
        .mayOnlyBeAccessedByLayers("config")
        .whereLayer("web")
        .mayOnlyBeAccessedByLayers("config")
        .whereLayer("token")
        .mayOnlyBeAccessedByLayers("config")
        .whereLayer("config")
        .mayOnlyBeAccessedByLayers("start")
        .whereLayer("domain")
        .mayNotAccessAnyLayer()
        .because("rules are read and tested without HTTP and SQL, and either can be replaced")
        .check(Product.CLASSES);
  }

  @Test
  void domainsKnowNoFramework() {
    noClasses()
        .that(resideInAnyPackage("io.drayage.storage.domain.."))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "org.springframework..",
                "jakarta..",
                "java.sql..",
                "javax.sql..",
                "org.apache..",
                "tools.jackson.."))
        .because("what a service decides does not depend on what it is built with")
        .check(Product.CLASSES);
  }

  @Test
  void onlyServicesKnowSpring() {
    noClasses()
        .that(
            resideInAnyPackage(Module.patterns(Module.Kind.LIBRARY))
                .or(resideInAnyPackage(Module.patterns(Module.Kind.PROGRAM)))
                .or(resideInAnyPackage("io.drayage.service.postgres..")))
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.springframework.."))
        .because("nobody pays for a framework that he does not use")
        .check(Product.CLASSES);
  }
}
