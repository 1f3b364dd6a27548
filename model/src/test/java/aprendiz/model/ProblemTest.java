package aprendiz.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTest {

    @Test
    void saysWhoseProblemItIs() {
        assertThat(Problem.invalid("t", "d").kind().status()).isEqualTo(400);
        assertThat(Problem.notFound("t", "d").kind().status()).isEqualTo(404);
        assertThat(Problem.conflict("t", "d").kind().status()).isEqualTo(409);
        assertThat(Problem.refused("t", "d").kind().status()).isEqualTo(422);
        assertThat(Problem.busy("d").kind().status()).isEqualTo(429);
        assertThat(Problem.unavailable("t", "d", null).kind().status()).isEqualTo(503);
        assertThat(Problem.Kind.INTERNAL.status()).isEqualTo(500);
    }

    @Test
    void saysAllComplaintsAtOnce() {
        Problem problem = Problem.invalid(
                "Bad recipe",
                List.of(new Problem.Complaint("seed", "not a number"), new Problem.Complaint("base", "missing")));
        assertThat(problem).hasMessage("seed: not a number; base: missing");
        assertThat(problem.title()).isEqualTo("Bad recipe");
        assertThat(problem.complaints()).extracting(Problem.Complaint::path).containsExactly("seed", "base");
        assertThat(Problem.invalid("Bad recipe", List.of())).hasMessage("Bad recipe");
    }

    @Test
    void keepsTheCause() {
        Exception cause = new Exception("away");
        assertThat(Problem.unavailable("Registry away", "try again", cause)).hasCause(cause);
    }

    @Test
    void quotesTextFromOutsideOnOneShortLine() {
        assertThat(Problem.quoted("a b")).isEqualTo("'a b'");
        assertThat(Problem.quoted("a\r\nINFO forged\u001b[2J\u202e\u2028\uD800"))
                .isEqualTo("'a??INFO forged?[2J???'");
        assertThat(Problem.quoted("x".repeat(10_000))).isEqualTo("'" + "x".repeat(100) + "...'");
        assertThat(Problem.quoted(null)).isEqualTo("nothing");
    }
}
