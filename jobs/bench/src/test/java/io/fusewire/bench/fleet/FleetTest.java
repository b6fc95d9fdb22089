package io.fusewire.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.policy.Policy;
import io.fusewire.policy.PolicyException;
import io.fusewire.policy.PolicyReader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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
            for (long seed = 0; seed < 4; seed++) {
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
                assertThat(lost.get()).as(block.id()).isBetween(10, 250);
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
    void whatOneMakesHasTheKeyOfWhatIsTakenAway() throws PolicyException {
        Block block = FLEET.benign(2, 20);
        Understood understood = new Understood(policy(block));
        Map<String, Set<String>> made = new HashMap<>();
        Set<String> unmatched = new HashSet<>();
        block.play(
                record -> {
                    AuditEvent event = understood.read(record.json());
                    event.createdResources()
                            .forEach(
                                    r ->
                                            made.computeIfAbsent(
                                                            event.eventSource(),
                                                            k -> new HashSet<>())
                                                    .add(r.key()));
                    if (event.effect() == Effect.CREATE
                            && event.createdResources().isEmpty()
                            && event.outcome() == Outcome.SUCCESS) {
                        unmatched.add(event.eventName());
                    }
                });
        assertThat(unmatched).isEmpty();
    }
}
