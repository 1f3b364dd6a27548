package aprendiz.transformers.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchPlanTest {

    private static final List<Integer> LENGTHS =
            new Random(1).ints(1000, 3, 129).boxed().toList();

    private final BatchPlan plan = new BatchPlan(LENGTHS, 16, new Seed(42));

    @Test
    void takesEveryTextOnceAnEpoch() {
        assertThat(plan.epoch(3).stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 1000).boxed().toList());
        assertThat(plan.epoch(3)).hasSize(plan.stepsPerEpoch());
    }

    @Test
    void isTheSameForTheSameSeedAndAnotherForEachEpoch() {
        assertThat(plan.epoch(1)).isEqualTo(new BatchPlan(LENGTHS, 16, new Seed(42)).epoch(1));
        assertThat(plan.epoch(1)).isNotEqualTo(plan.epoch(2));
        assertThat(plan.epoch(1)).isNotEqualTo(new BatchPlan(LENGTHS, 16, new Seed(43)).epoch(1));
    }

    @Test
    void needsLittleFilling() {
        int tokens = LENGTHS.stream().mapToInt(Integer::intValue).sum();
        int filled = plan.epoch(0).stream()
                .mapToInt(batch -> batch.size()
                        * batch.stream().mapToInt(LENGTHS::get).max().orElseThrow())
                .sum();
        assertThat(filled).isLessThan(tokens * 12 / 10);
    }

    @Test
    void copesWithFewerTextsThanABatchHas() {
        assertThat(new BatchPlan(List.of(5, 7), 16, new Seed(1)).epoch(0)).hasSize(1);
    }
}
