package io.butterfly.ruqi;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.butterfly.house.BeanRules;
import io.butterfly.house.HouseRules;
import java.time.Clock;

@AnalyzeClasses(packages = "io.butterfly", importOptions = DoNotIncludeTests.class)
class HouseTest {
    @ArchTest
    static final ArchTests HOUSE_RULES = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchTests BEAN_RULES = ArchTests.in(BeanRules.class);

    /** This machine's clock may be wrong: time is the store's, see {@code replica.StoreClock}. */
    @ArchTest
    static final ArchRule no_clock_but_the_stores = noClasses()
            .that()
            .resideInAPackage("io.butterfly.ruqi..")
            .should()
            .callMethodWhere(target(owner(type(Clock.class))).and(target(nameMatching("system.*"))));
}
