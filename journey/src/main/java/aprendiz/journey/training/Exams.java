package aprendiz.journey.training;

import aprendiz.journey.training.Exam.Preparation;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All exams, in an order in which none needs a later one. */
final class Exams {

    private static final String ACCURACY = "accuracy";
    private static final String F1 = "f1";
    private static final String MACRO_F1 = "macro-f1";
    private static final String TF_IDF = "tf-idf";
    private static final String FROM_SCRATCH = "from-scratch";

    private static final Preparation SST = Published.labelledLines(
            " ",
            StandardCharsets.ISO_8859_1,
            ordered(
                    "sst/stsa.binary.train", "train.jsonl",
                    "sst/stsa.binary.dev", "dev.jsonl",
                    "sst/stsa.binary.test", "test.jsonl"));

    static List<Exam> all() {
        return List.of(
                transfer(
                        "trec",
                        "TREC questions, 6 classes",
                        0.94,
                        Published.labelledLines(
                                " ",
                                StandardCharsets.ISO_8859_1,
                                ordered("trec/TREC.train.all", "train.jsonl", "trec/TREC.test.all", "test.jsonl"))),
                transfer(
                        "sms_spam",
                        "SMS spam, 2 classes",
                        0.985,
                        Published.labelledLines("\t", StandardCharsets.UTF_8, Map.of("sms_spam/sms.tsv", "sms.jsonl"))),
                transfer("sst", "SST sentences, 2 classes", 0.88, SST),
                new Exam(
                        "sst_distilled",
                        "SST, 3 layers taught by 6",
                        ACCURACY,
                        List.of(),
                        0,
                        List.of("without-teacher"),
                        0.97,
                        1.6,
                        "sst",
                        SST),
                transfer(
                        "clinc150_en",
                        "CLINC150, small, 150 intents",
                        0.9,
                        Published.pairsByPart("clinc150_en/data_small.json", Set.of("train", "val", "test"))),
                ratings(
                        "tripadvisor_rooms_en",
                        "TripAdvisor, rating of the rooms: up to 3, 4, 5",
                        Map.of("tripadvisor_rooms_en/rooms.tsv", "rooms.tsv")),
                ratings(
                        "booking515k_en",
                        "Booking, score: up to 6, 8, 9, 10",
                        Map.of("booking515k_en/booking_1492.tsv", "booking_1492.tsv")),
                ratings(
                        "tripadvisor_en",
                        "TripAdvisor, 1 to 5 stars",
                        Map.of("tripadvisor_en/tripadvisor_2000.tsv", "tripadvisor_2000.tsv")),
                Exam.of(
                        "wnut17_en",
                        "WNUT 2017, entities of 6 sorts",
                        F1,
                        List.of("precision", "recall"),
                        0,
                        List.of("majority", FROM_SCRATCH),
                        Published.asTheyAre(ordered(
                                "wnut17_en/wnut17train.conll", "train.conll",
                                "wnut17_en/emerging.dev.conll", "dev.conll",
                                "wnut17_en/emerging.test.annotated", "test.conll"))),
                Exam.of(
                        "xquad_es",
                        "SQuAD-es to XQuAD-es, answers in Spanish",
                        F1,
                        List.of("exact-match"),
                        0,
                        List.of(FROM_SCRATCH),
                        Published.asTheyAre(ordered(
                                "squad_es/squad_es_dev_minus_xquad.json", "train.json",
                                "xquad_en_es/xquad.es.json", "test.json"))));
    }

    private static Exam transfer(String name, String data, double least, Preparation preparation) {
        return Exam.of(name, data, ACCURACY, List.of(MACRO_F1), least, List.of(TF_IDF), preparation);
    }

    private static Exam ratings(String name, String data, Map<String, String> file) {
        return Exam.of(
                name, data, ACCURACY, List.of(MACRO_F1), 0, List.of(TF_IDF, FROM_SCRATCH), Published.asTheyAre(file));
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    private Exams() {}
}
