package aprendiz.registry.hub;

import aprendiz.model.catalog.Repository;
import aprendiz.model.catalog.Version;
import java.util.ArrayList;
import java.util.List;

/** What moves is a branch to the Hub's clients: {@code main} and the aliases. What stays is a tag: the numbers. */
record References(List<Reference> branches, List<Reference> converts, List<Reference> tags) {

    record Reference(String name, String ref, String targetCommit) {}

    static References of(Repository repository, List<Version> versions) {
        List<Reference> branches = new ArrayList<>();
        List<Reference> tags = new ArrayList<>();
        for (Version version : versions) {
            if (version.number() == repository.latest()) {
                branches.addFirst(branch("main", version));
            }
            repository.aliases().forEach((alias, number) -> {
                if (number == version.number()) {
                    branches.add(branch(alias, version));
                }
            });
            String number = Integer.toString(version.number());
            tags.add(new Reference(number, "refs/tags/" + number, version.commit()));
        }
        return new References(branches, List.of(), tags);
    }

    private static Reference branch(String name, Version version) {
        return new Reference(name, "refs/heads/" + name, version.commit());
    }
}
