package aprendiz.training;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String[] INSIDE_A_JOB = {
        "aprendiz.training.recipe..",
        "aprendiz.training.data..",
        "aprendiz.training.subjects..",
        "aprendiz.training.evaluation..",
        "aprendiz.training.run.."
    };

    private static final JavaClasses TRAINING = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("aprendiz.training");

    @Test
    void rulesAndTheJobsProcessKnowNoFramework() {
        noClasses()
                .that()
                .resideInAnyPackage(INSIDE_A_JOB)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "io.smallrye..", "jakarta..", "org.hibernate..", "org.jboss..")
                .check(TRAINING);
    }

    @Test
    void theProcessKnowsNothingOfItsWorker() {
        noClasses()
                .that()
                .resideInAnyPackage(INSIDE_A_JOB)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "aprendiz.training",
                        "aprendiz.training.jobs..",
                        "aprendiz.training.workers..",
                        "aprendiz.training.checks..",
                        "aprendiz.training.bases..")
                .check(TRAINING);
    }
}
