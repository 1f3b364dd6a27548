package aprendiz.learners;

import java.util.ArrayList;
import java.util.List;

/** Invented sentences about hotel rooms, for learners of texts. */
final class Reviews {

    static List<LearnerKit.Example<String>> examples() {
        List<LearnerKit.Example<String>> examples = new ArrayList<>();
        for (String text : List.of(
                "A clean room with a lovely view",
                "Lovely bed, quiet nights, we slept well",
                "The bathroom was spotless and large",
                "Quiet, clean and bright: we will come back",
                "Not dirty at all, a pleasure",
                "Comfortable bed and a friendly welcome",
                "La habitación era amplia y limpia",
                "Great value, very clean, great breakfast")) {
            examples.add(new LearnerKit.Example<>(text, "good"));
        }
        for (String text : List.of(
                "Dirty carpet and a broken lamp",
                "Not clean, hair in the shower",
                "Loud street, no sleep at all",
                "The bed was hard and the room was cold",
                "Broken heater, cold nights, rude desk")) {
            examples.add(new LearnerKit.Example<>(text, "bad"));
        }
        return examples;
    }

    static List<String> strangeInputs() {
        return List.of(
                "xyzzy plugh",
                "",
                " \n\t",
                "!?",
                "日本語",
                "\uD83D\uDE00",
                "\uD800",
                "a".repeat(100_000),
                "a'".repeat(100_000) + "a",
                "\0");
    }

    private Reviews() {}
}
