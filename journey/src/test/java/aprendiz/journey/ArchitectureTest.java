package aprendiz.journey;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may know whom, read from the compiled classes of every module. */
class ArchitectureTest {

    private static final List<String> MODULES = List.of(
            "model",
            "messages",
            "outbox",
            "telemetry",
            "learners",
            "transformers",
            "registry-client",
            "registry-service",
            "training-service",
            "inference-service",
            "deploy/local",
            "cli",
            "journey");

    private static final List<String> SERVICES = List.of("registry", "training", "inference");

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .importPaths(MODULES.stream()
                    .map(module -> Root.PATH.resolve(module).resolve("target/classes"))
                    .toList());

    @Test
    void everyModuleIsThere() {
        for (String module : MODULES) {
            assertThat(Root.PATH.resolve(module).resolve("target/classes")).isNotEmptyDirectory();
        }
    }

    @Test
    void modelKnowsTheJdkAndJackson() {
        classes()
                .that()
                .resideInAPackage("aprendiz.model..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "com.fasterxml.jackson..", "aprendiz.model..")
                .check(HOUSE);
    }

    @Test
    void messagesKnowTheJdkAndJackson() {
        classes()
                .that()
                .resideInAPackage("aprendiz.messages..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "com.fasterxml.jackson..", "aprendiz.messages..")
                .check(HOUSE);
    }

    @Test
    void librariesKnowNoFramework() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "aprendiz.model..",
                        "aprendiz.messages..",
                        "aprendiz.outbox..",
                        "aprendiz.learners..",
                        "aprendiz.transformers..",
                        "aprendiz.registry.client..",
                        "aprendiz.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "jakarta..", "org.hibernate..", "io.smallrye..")
                .check(HOUSE);
    }

    @Test
    void transformersIsTheOnlyDoorToDjl() {
        noClasses()
                .that()
                .resideOutsideOfPackage("aprendiz.transformers..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.djl..", "ai.onnxruntime..")
                .check(HOUSE);
    }

    @Test
    void servicesNeverKnowEachOther() {
        for (String service : SERVICES) {
            for (String other : SERVICES) {
                if (service.equals(other)) {
                    continue;
                }
                noClasses()
                        .that()
                        .resideInAPackage("aprendiz." + service + "..")
                        .and()
                        .resideOutsideOfPackage("aprendiz.registry.client..")
                        .should()
                        .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                                "belong to " + other + "-service",
                                type -> type.getPackageName().startsWith("aprendiz." + other)
                                        && !type.getPackageName().startsWith("aprendiz.registry.client")))
                        .check(HOUSE);
            }
        }
    }

    @Test
    void packagesHoldNoCycles() {
        slices().matching("aprendiz.(**)").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void namesSayWhatNotWhere() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .resideInAnyPackage("..impl..", "..util..", "..dto..", "..mapper..", "..common..", "..helper..")
                .check(HOUSE);
    }

    @Test
    void noSourceFileIsLongerThanFourHundredLines() throws IOException {
        try (Stream<Path> files = Files.walk(Root.PATH)) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/main/"))
                    .toList();
            assertThat(sources)
                    .isNotEmpty()
                    .allSatisfy(
                            file -> assertThat(lines(file)).as(file.toString()).isLessThanOrEqualTo(400));
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
