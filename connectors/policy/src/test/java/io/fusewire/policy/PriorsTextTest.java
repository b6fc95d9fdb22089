package io.fusewire.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fusewire.core.baseline.ClassPriors;
import io.fusewire.core.baseline.Ladder;
import io.fusewire.core.baseline.LadderPriors;
import io.fusewire.core.baseline.Priors;
import io.fusewire.core.baseline.ProposedCaps;
import io.fusewire.core.baseline.Repertoire;
import io.fusewire.core.baseline.Tail;
import io.fusewire.core.policy.Caps;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

class PriorsTextTest {

    private static Priors sample() {
        double[] climb = new double[Ladder.TOP];
        Arrays.fill(climb, 0.123456);
        climb[3] = LadderPriors.CLIMB_LEAST;
        climb[4] = LadderPriors.CLIMB_MOST;
        int[] peers = new int[Ladder.RUNGS];
        peers[0] = 240;
        LadderPriors ladder = new LadderPriors(climb, peers);
        ClassPriors coder =
                new ClassPriors(
                        List.of(ladder, ladder, LadderPriors.WITHOUT_PEERS),
                        0.7,
                        new Tail(0.0015, 0.84),
                        240,
                        14_400,
                        List.of(
                                new ProposedCaps(1_000, false, new Caps(48, 64, 90.5097, 45, true)),
                                new ProposedCaps(1_000, true, new Caps(72, 96, 128, 60, true))),
                        Repertoire.of(
                                240, Map.of("AWS::DynamoDB::Table", 3, "AWS::SQS::Queue", 240)));
        return new Priors("x", ClassPriors.WITHOUT_PEERS, Map.of("coder", coder));
    }

    private static void assertSame(Priors read, Priors written) {
        assertThat(read.classes().keySet()).isEqualTo(written.classes().keySet());
        assertSame(read.fleet(), written.fleet());
        written.classes().forEach((name, known) -> assertSame(read.of(name), known));
    }

    private static void assertSame(ClassPriors read, ClassPriors written) {
        assertThat(read.correction()).isEqualTo(written.correction());
        assertThat(read.tail()).isEqualTo(written.tail());
        assertThat(read.agents()).isEqualTo(written.agents());
        assertThat(read.agentDays()).isEqualTo(written.agentDays());
        assertThat(read.caps()).isEqualTo(written.caps());
        assertThat(read.repertoire()).isEqualTo(written.repertoire());
        for (Ladder ladder : Ladder.values()) {
            assertThat(read.of(ladder).climb()).isEqualTo(written.of(ladder).climb());
            assertThat(read.of(ladder).peersReached()).isEqualTo(written.of(ladder).peersReached());
        }
    }

    @Test
    void whatIsWrittenIsRead() throws PolicyException {
        String text = PriorsWriter.write(sample(), List.of("Made of 240 agents.", ""));

        assertThat(text).startsWith("# Made of 240 agents.\n#\nversion: 1\n");
        assertSame(PriorsReader.read(text, "priors.yaml"), sample());
    }

    @Test
    void nothingLearnedIsWrittenAndReadToo() throws PolicyException {
        assertSame(
                PriorsReader.read(PriorsWriter.write(Priors.NONE, List.of()), "priors.yaml"),
                Priors.NONE);
    }

    @Test
    void capsAreSignedOnceSomebodyPutsTheirNameToThem() throws PolicyException {
        String text = PriorsWriter.write(sample(), List.of());
        Priors signed =
                PriorsReader.read(
                        text.replace("version: 1\n", "version: 1\nsignedBy: mei\n"), "priors.yaml");

        assertThat(signed.of("coder").caps())
                .allSatisfy(proposed -> assertThat(proposed.caps().unsigned()).isFalse());
    }

    @Test
    void allThatIsWrongIsSaidAtOnceWithItsPlace() {
        String text =
                PriorsWriter.write(sample(), List.of())
                        .replace("correction: 0.7", "correction: 25")
                        .replaceFirst("0.123456, ", "")
                        .replace("exponent: 0.84", "exponent: 2")
                        .replace("Queue\": 240", "Queue\": 241");

        assertThatThrownBy(() -> PriorsReader.read(text, "priors.yaml"))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("correction")
                .hasMessageContaining("must be a number from 0.25 to 24.0, but was the number 25")
                .hasMessageContaining("must be a list of 17 numbers from 0.02 to 0.95, but has 16")
                .hasMessageContaining("exponent")
                .hasMessageContaining(
                        "must be a number from 1 to 240, the class's agents, but was the number 241");
    }

    @Test
    void anEmptyFileIsNoPriors() {
        assertThatThrownBy(() -> PriorsReader.read("{}", "priors.yaml"))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("version")
                .hasMessageContaining("fleet");
    }
}
