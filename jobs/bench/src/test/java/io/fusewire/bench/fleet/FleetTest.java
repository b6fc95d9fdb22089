package io.fusewire.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.bench.fleet.incident.Plot;
import io.fusewire.bench.fleet.incident.Plots;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.policy.Policy;
import io.fusewire.policy.PolicyException;
import io.fusewire.policy.PolicyReader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

final class FleetTest {

    private static final Fleet FLEET = new Fleet();

    /** Words that only the labels may know. */
    private static final Pattern LABEL =
            Pattern.compile("incident|rogue|culprit|victim|evil|attack|malicious|benign|unseen");

    static List<IncidentKind> kinds() {
        return FLEET.incidentKinds();
    }

    private static String digest(Block block) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            block.play(
                    record -> {
                        sha.update(record.json());
                        sha.update(record.actor().getBytes(StandardCharsets.UTF_8));
                        sha.update((byte) record.lost());
                    });
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static Policy policy(Block block) throws PolicyException {
        return PolicyReader.read(block.policy(), block.id());
    }

    @Test
    void sameArgumentsMakeTheSameBytes() {
        assertThat(digest(FLEET.benign(4, 9))).isEqualTo(digest(FLEET.benign(4, 9)));
        assertThat(digest(FLEET.benign(4, 9))).isNotEqualTo(digest(FLEET.benign(5, 9)));
    }

    @Test
    void aBlockPlaysTheSameTwice() {
        Block block = FLEET.incident(kinds().get(0), 3, 4);
        assertThat(digest(block)).isEqualTo(digest(block));
    }

    @Test
    void everyBenignRecordIsReadableAndItsOperationKnown() throws PolicyException {
        for (long seed = 0; seed < 4; seed++) {
            Block block = FLEET.benign(seed, 10);
            Understood understood = new Understood(policy(block));
            block.play(
                    record -> {
                        AuditEvent event = understood.read(record.json());
                        assertThat(event.operationKnown()).as(event.eventName()).isTrue();
                        assertThat(event.eventId()).isEqualTo(record.eventId());
                        assertThat(event.eventTimeMillis()).isEqualTo(record.eventTimeMillis());
                        assertThat(record.incident()).isNull();
                        assertThat(record.lost()).isZero();
                    });
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void lossesOfAnIncidentAreSuccessfulDestructionsWithinItsBounds(IncidentKind kind)
            throws PolicyException {
        for (int history : new int[] {0, 3}) {
            for (long seed = 0; seed < 3; seed++) {
                Block block = FLEET.incident(kind, seed, history);
                Understood understood = new Understood(policy(block));
                AtomicInteger lost = new AtomicInteger();
                Set<String> counted = new HashSet<>();
                block.play(
                        record -> {
                            AuditEvent event = understood.read(record.json());
                            if (record.lost() == 0) {
                                return;
                            }
                            assertThat(record.incident()).isEqualTo(block.incident());
                            assertThat(event.outcome()).isEqualTo(Outcome.SUCCESS);
                            assertThat(counted.add(record.eventId())).isTrue();
                            lost.addAndGet(record.lost());
                        });
                Plot.Losses losses = Plots.of(kind).losses();
                assertThat(lost.get()).as(block.id()).isBetween(losses.fewest(), losses.most());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void noRecordSaysWhatOnlyTheLabelsKnow(IncidentKind kind) {
        Block block = FLEET.incident(kind, 1, 2);
        block.play(
                record -> {
                    String json = new String(record.json(), StandardCharsets.UTF_8);
                    assertThat(LABEL.matcher(json).find()).as(json).isFalse();
                    assertThat(json).doesNotContain(kind.name());
                });
    }

    @Test
    void everyKindOfAgentIsInABenignBlockAndFewRecordsFail() {
        Block block = FLEET.benign(2, 28);
        assertThat(block.actors())
                .extracting(Actor::archetype)
                .containsAll(FLEET.archetypes())
                .contains("person", "application", "autoscaling");
        AtomicInteger all = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        block.play(
                record -> {
                    all.incrementAndGet();
                    if (new String(record.json(), StandardCharsets.UTF_8)
                            .contains("\"errorCode\"")) {
                        failed.incrementAndGet();
                    }
                });
        int agentDays = 24 * block.days();
        assertThat(all.get() / agentDays).isBetween(30, 80);
        assertThat((double) failed.get() / all.get()).isBetween(0.05, 0.2);
    }

    @Test
    void aDumpHasOneLineForEachRecord(@TempDir Path folder) throws IOException {
        Block block = FLEET.incident(kinds().get(0), 1, 1);
        AtomicInteger records = new AtomicInteger();
        block.play(record -> records.incrementAndGet());
        Dump.write(block, folder, "block");
        assertThat(Files.readAllLines(folder.resolve("block.jsonl"))).hasSize(records.get());
    }

    @Test
    void enoughIsKeptFromTuning() {
        assertThat(FLEET.archetypes()).hasSizeGreaterThanOrEqualTo(12);
        assertThat(FLEET.unseenArchetypes()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(FLEET.incidentKinds()).hasSizeGreaterThanOrEqualTo(18);
        assertThat(FLEET.incidentKinds().stream().filter(IncidentKind::unseen))
                .hasSizeGreaterThanOrEqualTo(5);
    }
}
