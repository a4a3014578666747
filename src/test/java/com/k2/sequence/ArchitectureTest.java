package com.k2.sequence;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.k2.sequence.logging.Printable;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;

/**
 * The tree is the architecture: arrows between packages point one way, libraries stay where they
 * belong.
 */
@AnalyzeClasses(packages = "com.k2.sequence", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule arrowsPointOneWay =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("tracking")
                    .definedBy("com.k2.sequence.tracking")
                    .layer("logging")
                    .definedBy("com.k2.sequence.logging")
                    .layer("store")
                    .definedBy("com.k2.sequence.store")
                    .layer("redis")
                    .definedBy("com.k2.sequence.redis")
                    .layer("io")
                    .definedBy("com.k2.sequence.io..")
                    .layer("operator")
                    .definedBy("com.k2.sequence.operator")
                    .layer("job")
                    .definedBy("com.k2.sequence.job..")
                    .layer("admin")
                    .definedBy("com.k2.sequence.admin")
                    .layer("embedded")
                    .definedBy("com.k2.sequence.embedded")
                    .layer("demo")
                    .definedBy("com.k2.sequence.demo..")
                    .whereLayer("demo")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("admin")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("job")
                    .mayOnlyBeAccessedByLayers("admin", "demo")
                    .whereLayer("embedded")
                    .mayOnlyBeAccessedByLayers("demo")
                    .whereLayer("redis")
                    .mayOnlyBeAccessedByLayers("job", "admin", "demo")
                    .whereLayer("operator")
                    .mayOnlyBeAccessedByLayers("job", "demo")
                    .whereLayer("io")
                    .mayOnlyBeAccessedByLayers("operator", "job", "admin", "demo")
                    .whereLayer("store")
                    .mayOnlyBeAccessedByLayers("redis", "operator", "job", "admin", "demo");

    @ArchTest
    static final ArchRule theRuleIsPureJava =
            classes()
                    .that()
                    .resideInAPackage("com.k2.sequence.tracking")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("com.k2.sequence.tracking", "java..");

    @ArchTest
    static final ArchRule theRuleReadsNoClock =
            noClasses()
                    .that()
                    .resideInAPackage("com.k2.sequence.tracking")
                    .should()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(System.class, "nanoTime")
                    .orShould()
                    .callMethod(java.time.Instant.class, "now");

    @ArchTest
    static final ArchRule thePortKnowsNoLibrary =
            classes()
                    .that()
                    .resideInAPackage("com.k2.sequence.store")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "com.k2.sequence.store", "com.k2.sequence.tracking", "java..");

    @ArchTest
    static final ArchRule onlyTheRedisPackageKnowsTheClient =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("com.k2.sequence.redis", "com.k2.sequence.demo..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("redis.clients..");

    @ArchTest
    static final ArchRule redisKnowsNoFlink =
            noClasses()
                    .that()
                    .resideInAPackage("com.k2.sequence.redis")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.flink..");

    @ArchTest
    static final ArchRule onlyTheCommandLineKnowsItsLibrary =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("com.k2.sequence.admin")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("picocli..");

    /** What a record, Redis or an error says must not reach a terminal as it is. */
    @ArchTest
    static final ArchRule onlyThroughPrintableIsAnythingPrinted =
            noClasses()
                    .that()
                    .doNotBelongToAnyOf(Printable.class)
                    .and()
                    // It moves the cursor itself, and cleans each line.
                    .doNotHaveFullyQualifiedName("com.k2.sequence.demo.Screen")
                    .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("com.k2.sequence.(*)..").should().beFreeOfCycles();
}
