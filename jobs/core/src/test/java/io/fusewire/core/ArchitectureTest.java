package io.fusewire.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;

/** The boundaries of the domain, in words. */
class ArchitectureTest {

    private static final JavaClasses CORE =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.fusewire.core");

    @Test
    void coreKnowsNothingButTheJdk() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.fusewire.core..", "java..", "org.jspecify.annotations..")
                .as("the domain knows no Flink, Kafka, AWS SDK, Jackson or slf4j")
                .because("a decision must not depend on what carries it")
                .check(CORE);
    }

    @Test
    void coreHasNoClock() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.time.Clock.class)
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(java.time.LocalDateTime.class, "now")
                .as("the domain reads no clock")
                .because("decisions depend on events and control messages, never on the wall clock")
                .check(CORE);
    }

    @Test
    void coreHasNoRandomness() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(java.util.Random.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID")
                .as("the domain draws no random numbers")
                .because("the same input gives the same decisions, byte for byte")
                .check(CORE);
    }

    @Test
    void coreTouchesNoFilesNetworkThreadsOrEnvironment() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net..", "java.nio.file..", "java.util.concurrent..", "java.sql..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .as("the domain touches no files, network, threads or environment")
                .because("it is called by one thread with all that it needs")
                .check(CORE);
    }

    @Test
    void wordsOfTheDomainDependOnNothingElse() {
        noClasses()
                .that()
                .resideInAPackage("io.fusewire.core.event..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.fusewire.core.record..",
                        "io.fusewire.core.catalogue..",
                        "io.fusewire.core.identity..",
                        "io.fusewire.core.inventory..",
                        "io.fusewire.core.detection..",
                        "io.fusewire.core.breaker..",
                        "io.fusewire.core.policy..")
                .as("the words of the domain (core.event) use nothing that uses them")
                .check(CORE);
    }

    @Test
    void factsKnowNoRecordsPolicyOrJudgement() {
        classes()
                .that()
                .resideInAPackage("io.fusewire.core.catalogue..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.fusewire.core.catalogue..",
                        "io.fusewire.core.event..",
                        "java..",
                        "org.jspecify.annotations..")
                .as("the catalogue is facts: it knows no records, policy or judgement")
                .check(CORE);
    }

    @Test
    void judgementSeesNoRawRecords() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.fusewire.core.inventory..",
                        "io.fusewire.core.detection..",
                        "io.fusewire.core.breaker..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.fusewire.core.record..")
                .as("inventory, guard and breaker judge events, not raw records")
                .because("what a record means is decided once, on the way in")
                .check(CORE);
    }
}
