package io.drayage.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void typesAreNounsOfTheField() {
    noClasses()
        .that()
        .areTopLevelClasses()
        .should()
        .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)")
        .because("such a name says that nobody knew what the type is")
        .check(Product.CLASSES);
  }

  @Test
  void recordsHaveNoGetters() {
    methods()
        .that()
        .areDeclaredInClassesThat(recordsOfOurs())
        .and()
        .arePublic()
        .should()
        .haveNameNotMatching("get[A-Z].*")
        .because("a record's accessor has the name of its component")
        .check(Product.CLASSES);
  }

  private static DescribedPredicate<JavaClass> recordsOfOurs() {
    return DescribedPredicate.describe("are records", JavaClass::isRecord);
  }

  @Test
  void everyPackageIsNullMarked() {
    List<JavaPackage> packages =
        Product.CLASSES.stream().map(JavaClass::getPackage).distinct().toList();

    assertThat(packages).hasSizeGreaterThanOrEqualTo(9);
    assertThat(packages)
        .filteredOn(p -> !p.isAnnotatedWith(NullMarked.class))
        .as("packages whose package-info.java lacks @NullMarked: null never crosses an edge")
        .isEmpty();
  }

  @Test
  void exceptionsAreNamedSo() {
    classes()
        .that()
        .areAssignableTo(Exception.class)
        .and()
        .arePublic()
        .and()
        .areTopLevelClasses()
        .should()
        .haveSimpleNameEndingWith("Exception")
        .because("a reader must see at the throw what it is")
        .check(Product.CLASSES);
  }
}
