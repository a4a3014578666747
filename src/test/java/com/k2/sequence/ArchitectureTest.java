package com.k2.sequence;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.k2.sequence.logging.Printable;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.function.Function;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;

/**
 * The tree is the architecture: arrows between packages point one way, libraries stay where they
 * belong.
 */
@AnalyzeClasses(packages = "com.k2.sequence", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** Who may be used by whom; what is not listed as used is not used at all. */
    @ArchTest
    static final ArchRule arrowsPointOneWay =
            layers(
                    "source",
                            "tracking message decode audit kafka store redis wire operator flow job admin demo",
                    "tracking",
                            "message decode store redis wire operator config flow audit job admin demo io",
                    "message", "decode kafka wire operator config check flow audit job admin demo",
                    "decode", "config check flow audit job demo",
                    "venue", "config admin",
                    "option", "decode redis kafka config check flow job admin demo",
                    "kafka", "config check flow job admin demo",
                    "store", "redis operator config check flow job admin",
                    "redis", "config check job admin demo",
                    "wire", "operator flow job io",
                    "operator", "config flow job demo",
                    "config", "check flow audit job admin demo",
                    "audit", "admin",
                    "check", "job admin",
                    "flow", "job demo",
                    "job", "demo",
                    "embedded", "demo",
                    "io", "",
                    "admin", "",
                    "demo", "");

    private static ArchRule layers(String... usersByPackage) {
        var layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (int i = 0; i < usersByPackage.length; i += 2) {
            layers =
                    layers.layer(usersByPackage[i])
                            .definedBy("com.k2.sequence." + usersByPackage[i] + "..");
        }
        for (int i = 0; i < usersByPackage.length; i += 2) {
            String users = usersByPackage[i + 1];
            var layer = layers.whereLayer(usersByPackage[i]);
            layers =
                    users.isEmpty()
                            ? layer.mayNotBeAccessedByAnyLayer()
                            : layer.mayOnlyBeAccessedByLayers(users.split(" "));
        }
        return layers;
    }

    @ArchTest
    static final ArchRule theRuleIsPureJava =
            classes()
                    .that()
                    .resideInAPackage("com.k2.sequence.tracking..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "com.k2.sequence.tracking..", "com.k2.sequence.source", "java..");

    /** Numbers, then what is said of them, then what is asked, then what is done. */
    @ArchTest
    static final ArchRule theRoomsOfTheRuleBuildOnEachOther =
            slices().matching("com.k2.sequence.tracking.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theRuleReadsNoClock =
            noClasses()
                    .that()
                    .resideInAPackage("com.k2.sequence.tracking..")
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
                            "com.k2.sequence.store",
                            "com.k2.sequence.tracking..",
                            "com.k2.sequence.source",
                            "java..");

    @ArchTest
    static final ArchRule onlyTheRedisPackageKnowsTheClient =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("com.k2.sequence.redis..", "com.k2.sequence.demo..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("redis.clients..");

    @ArchTest
    static final ArchRule redisKnowsNoFlink =
            noClasses()
                    .that()
                    .resideInAPackage("com.k2.sequence.redis..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.flink..");

    /** The algorithm runs on simulated tasks as it does on Flink's. */
    @ArchTest
    static final ArchRule engineAndBuffersKnowNeitherFlinkNorAClient =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "com.k2.sequence.operator.engine..",
                            "com.k2.sequence.operator.buffer..",
                            "com.k2.sequence.operator.port..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.apache.flink..", "org.apache.kafka..", "redis.clients..");

    @ArchTest
    static final ArchRule arrowsInsideTheOperatorPointOneWay =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("shells")
                    .definedBy("com.k2.sequence.operator")
                    .layer("engine")
                    .definedBy("com.k2.sequence.operator.engine..")
                    .layer("buffer")
                    .definedBy("com.k2.sequence.operator.buffer..")
                    .layer("metrics")
                    .definedBy("com.k2.sequence.operator.metrics..")
                    .layer("port")
                    .definedBy("com.k2.sequence.operator.port..")
                    .whereLayer("shells")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("engine")
                    .mayOnlyBeAccessedByLayers("shells")
                    .whereLayer("metrics")
                    .mayOnlyBeAccessedByLayers("shells")
                    .whereLayer("buffer")
                    .mayOnlyBeAccessedByLayers("shells", "engine", "metrics");

    /** Each is a shell of its own around an engine. */
    @ArchTest
    static final ArchRule neitherOperatorExtendsTheOther =
            classes()
                    .that()
                    .areAssignableTo(AbstractStreamOperator.class)
                    .should(
                            ArchCondition.from(
                                    DescribedPredicate.describe(
                                            "extend Flink's operator itself",
                                            operator ->
                                                    operator.getRawSuperclass()
                                                            .orElseThrow()
                                                            .isEquivalentTo(
                                                                    AbstractStreamOperator
                                                                            .class))));

    /** It runs where there is no Flink; its jar is read by {@code CommandLineJarITCase}. */
    @ArchTest
    static final ArchRule theCommandLineNeedsNoFlink =
            noClasses()
                    .that()
                    .resideInAPackage("com.k2.sequence.admin..")
                    .should()
                    .transitivelyDependOnClassesThat()
                    .resideInAPackage("org.apache.flink..");

    @ArchTest
    static final ArchRule optionsAreReadWithoutFlink =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "com.k2.sequence.option..",
                            "com.k2.sequence.config..",
                            "com.k2.sequence.check..",
                            "com.k2.sequence.kafka..",
                            "com.k2.sequence.decode..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.flink..");

    @ArchTest
    static final ArchRule onlyTheCommandLineKnowsItsLibrary =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("com.k2.sequence.admin..")
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

    /** So that each can be read, and tested, with nothing but what it needs. */
    @ArchTest
    static final ArchRule noTwoClassesOfRedisNeedEachOther =
            slices().assignedFrom(
                            new Slices(
                                    "com.k2.sequence.redis",
                                    "classes",
                                    javaClass -> javaClass.getName().split("\\$")[0]))
                    .should()
                    .beFreeOfCycles();

    @ArchTest
    static final ArchRule noTwoRoomsOfRedisNeedEachOther =
            slices().assignedFrom(
                            new Slices(
                                    "com.k2.sequence.redis", "packages", JavaClass::getPackageName))
                    .should()
                    .beFreeOfCycles();

    /** Slices of a package and those below it, by a name that each class has. */
    private record Slices(String root, String what, Function<JavaClass, String> name)
            implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return (javaClass.getPackageName() + '.').startsWith(root + '.')
                    ? SliceIdentifier.of(name.apply(javaClass))
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return what + " of " + root;
        }
    }
}
