package aprendiz.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|The room was clean and the staff were very friendly.",
                "en|How far is it from the station?",
                "es|La habitación estaba limpia y el personal fue muy amable.",
                "es|¿A qué hora se sirve el desayuno?",
                "es|No volveremos por el ruido de los vecinos",
                "fr|La chambre était propre et le personnel très aimable.",
                "fr|Où est la gare la plus proche ?",
                "de|Das Zimmer war sauber und das Personal sehr freundlich.",
                "de|Wann gibt es Frühstück?",
                "it|La camera era pulita e il personale molto gentile.",
                "it|Dove si trova la stazione?",
                "pt|O quarto estava limpo e os funcionários são muito simpáticos.",
                "pt|Não voltaremos por causa do barulho",
                "und|Madrid 2024",
                "und|部屋はとても清潔でした",
                "und|''"
            })
    void guessesByTheSmallWords(String language, String text) {
        assertThat(Languages.guess(text)).isEqualTo(language);
    }

    @Test
    void warnsOfALanguageThatTheBaseDoesNotKnow() {
        List<String> texts = new ArrayList<>(Collections.nCopies(3, "the room was clean"));
        texts.addAll(Collections.nCopies(2, "la habitación estaba muy limpia"));
        Languages languages = Languages.of(texts);
        assertThat(languages.texts()).containsEntry("en", 3).containsEntry("es", 2);
        assertThat(languages.warnings(List.of("en")))
                .containsExactly("40 of 100 texts look like 'es', and the base's card says that it is for en");
        assertThat(languages.warnings(List.of("en", "es"))).isEmpty();
        assertThat(languages.warnings(List.of("multilingual"))).isEmpty();
        assertThat(languages.warnings(List.of())).isEmpty();
    }
}
