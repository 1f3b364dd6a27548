package aprendiz.registry.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {

    /** The example of the specification of Standard Webhooks. */
    @Test
    void signsAsStandardWebhooksSays() {
        Secret secret = Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertThat(secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void newSecretsDifferAndAreReadAgain() {
        String text = Secret.random().text();
        assertThat(text).startsWith("whsec_").isNotEqualTo(Secret.random().text());
        assertThat(Secret.of(text).text()).isEqualTo(text);
        assertThat(Secret.of(text).toString()).doesNotContain(text.substring(6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "whsec_", "whsec_c2hvcnQ=", "whsec_%%%%", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
    void refusesWhatIsEasyToGuess(String text) {
        assertThatThrownBy(() -> Secret.of(text)).hasMessageContaining("24 to 64 random bytes");
    }
}
