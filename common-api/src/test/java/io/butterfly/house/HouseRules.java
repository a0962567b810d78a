package io.butterfly.house;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Timer;
import java.util.concurrent.Executors;

/** Included by each module's own test, over all classes of ours that the module sees. */
public final class HouseRules {
    private static final int MAX_PARAMETERS = 6;
    private static final int MAX_COMPONENTS = 8;

    private HouseRules() {}

    @ArchTest
    static final ArchRule packages_form_no_cycle =
            slices().matching("io.butterfly.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule sql_lives_in_one_package = noClasses()
            .that()
            .resideOutsideOfPackage("..mysql..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.flywaydb..", "com.mysql..")
            .because("correctness lives in the statement, and statements live in one place");

    @ArchTest
    static final ArchRule only_redis_knows_its_driver = noClasses()
            .that()
            .resideOutsideOfPackage("..redis..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.lettuce..")
            .allowEmptyShould(true);

    /**
     * Loops and domain packages say what they need by a port, which the storage package implements. Calls from outside,
     * and a service's own package, where it is wired, use the store itself.
     */
    @ArchTest
    static final ArchRule only_the_edge_imports_the_storage_package = noClasses()
            .that()
            .resideOutsideOfPackages("..mysql..", "..memory..", "..http..", "..operate..", "io.butterfly.*")
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.butterfly.*.mysql..", "io.butterfly.*.memory.."))
            .allowEmptyShould(true)
            .because("deciding must not know how things are stored");

    @ArchTest
    static final ArchRule only_the_kernel_starts_threads = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.butterfly.kernel..",
                    "io.butterfly.embedded..",
                    "io.butterfly.house..") // the rules themselves, in a jar
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Executors.class, Timer.class)
            .orShould()
            .callConstructorWhere(target(owner(type(Thread.class))))
            .orShould()
            .callMethodWhere(target(owner(type(Thread.class)))
                    .and(target(nameMatching("ofVirtual|ofPlatform|startVirtualThread|sleep"))));

    @ArchTest
    static final ArchRule time_is_asked_of_a_clock = noClasses()
            .that()
            .resideOutsideOfPackage("io.butterfly.kernel..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .allowEmptyShould(true)
            .because("a test must be able to say what time it is; pass a " + Clock.class.getSimpleName());

    @ArchTest
    static final ArchRule monotonic_time_is_asked_of_a_clock = noClasses()
            .that()
            .resideOutsideOfPackage("io.butterfly.kernel..")
            .should()
            .callMethod(System.class, "nanoTime")
            .allowEmptyShould(true)
            .because("a test must be able to say how much time has passed; ask a SteadyClock of the kernel");

    @ArchTest
    static final ArchRule one_deadline_holds_for_head_and_body = noClasses()
            .that()
            .resideOutsideOfPackages("io.butterfly.outbound..", "io.butterfly.house..")
            .should()
            .callMethodWhere(target(owner(type(HttpClient.class))).and(target(nameMatching("send|sendAsync"))))
            .allowEmptyShould(true)
            .because("the client's own timeout ends with the head: a peer that stalls in the body would hold its"
                    + " caller for ever; send a WholeExchange");

    @ArchTest
    static final ArchRule names_say_what_a_thing_is = noClasses()
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Base")
            .orShould()
            .haveSimpleNameStartingWith("Abstract");

    @ArchTest
    static final ArchRule what_has_more_than_six_parameters_lacks_a_concept = codeUnits()
            .that()
            .areDeclaredInClassesThat()
            .areNotRecords()
            .and()
            .areDeclaredInClassesThat()
            .haveSimpleNameNotContaining("$")
            .should(haveAtMostSixParameters());

    /** A record of the wire has as many members as the manual gives it. */
    @ArchTest
    static final ArchRule what_has_more_than_eight_components_lacks_a_concept = classes()
            .that()
            .areRecords()
            .and()
            .resideOutsideOfPackage("io.butterfly.api..")
            .should(haveAtMostEightComponents())
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule loops_tick = classes()
            .that()
            .haveSimpleNameEndingWith("Loop")
            .and()
            .resideOutsideOfPackage("io.butterfly.kernel..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.butterfly.kernel..")
            .allowEmptyShould(true);

    private static ArchCondition<JavaCodeUnit> haveAtMostSixParameters() {
        return new ArchCondition<>("have at most six parameters") {
            @Override
            public void check(JavaCodeUnit unit, ConditionEvents events) {
                boolean isWritten = unit.getSourceCodeLocation().getLineNumber() > 0
                        && !unit.getName().startsWith("lambda$");
                if (isWritten && unit.getRawParameterTypes().size() > MAX_PARAMETERS) {
                    events.add(SimpleConditionEvent.violated(
                            unit,
                            unit.getFullName() + " has "
                                    + unit.getRawParameterTypes().size()));
                }
            }
        };
    }

    private static ArchCondition<JavaClass> haveAtMostEightComponents() {
        return new ArchCondition<>("have at most eight components") {
            @Override
            public void check(JavaClass record, ConditionEvents events) {
                long components = record.getFields().stream()
                        .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                        .count();
                if (components > MAX_COMPONENTS) {
                    events.add(SimpleConditionEvent.violated(record, record.getFullName() + " has " + components));
                }
            }
        };
    }
}
