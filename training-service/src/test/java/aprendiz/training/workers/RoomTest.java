package aprendiz.training.workers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RoomTest {

    @Test
    void aFirstJobAlwaysFindsRoomAndAnotherOnlyWhatIsLeft() throws InterruptedException {
        Room room = new Room(2, 1000);
        assertThat(room.left()).isEqualTo(Long.MAX_VALUE);
        Claim one = claim(400);
        room.enter(one);
        assertThat(room.left()).isEqualTo(600);
        Claim other = claim(600);
        room.enter(other);
        assertThat(room.left()).isNegative();
        room.leave(one);
        assertThat(room.left()).isEqualTo(400);
        room.leave(other);
        room.empty(Duration.ofSeconds(1));
        assertThat(room.left()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void oneAtATimeLeavesNoRoomBesideTheFirst() {
        Room room = new Room(1, 1000);
        room.enter(claim(10));
        assertThat(room.left()).isNegative();
    }

    private static Claim claim(long memory) {
        return new Claim("job", "token", 1, false, "{}", "{}", 0, memory, null);
    }
}
