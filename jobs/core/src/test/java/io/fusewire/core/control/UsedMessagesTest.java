package io.fusewire.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

class UsedMessagesTest {

    private static final long NOW = Instant.parse("2026-11-17T09:00:00Z").toEpochMilli();
    private static final long KEPT =
            Saying.COMMAND.ageMax().plus(UsedMessages.CLOCK_STEP).toMillis();

    private final UsedMessages used = new UsedMessages();

    private static Signer key(String id) {
        return new Signer(id, id, Set.of(Role.RESPONDER), 0, Long.MAX_VALUE);
    }

    private Cause use(UsedMessages messages, String key, String id, long issued, long heard) {
        Denial denial = messages.use(Saying.COMMAND, List.of(key(key)), id, issued, heard);
        return denial == null ? null : denial.cause();
    }

    @Test
    void aMessageIsRememberedForLongerThanItWouldCount() {
        assertThat(use(used, "lee", "m", NOW, NOW)).isNull();
        assertThat(use(used, "lee", "m", NOW, NOW)).isEqualTo(Cause.REPLAYED);
        assertThat(use(used, "lee", "m", NOW, NOW + KEPT - 1)).isEqualTo(Cause.REPLAYED);
        assertThat(Authority.ofMessage(Saying.COMMAND, List.of(key("lee")), NOW, NOW + KEPT - 1))
                .isNotNull();
        assertThat(use(used, "lee", "m", NOW + KEPT, NOW + KEPT)).isNull();
    }

    @Test
    void idsOfTwoKeysHaveNothingToDoWithEachOther() {
        assertThat(use(used, "lee", "m", NOW, NOW)).isNull();
        assertThat(use(used, "ann", "m", NOW, NOW)).isNull();
    }

    @Test
    void whatTwoSignedIsUsedUpForBothAndByEither() {
        List<Signer> both = List.of(key("lee"), key("ann"));
        assertThat(used.use(Saying.APPROVAL, both, "m", NOW, NOW)).isNull();
        assertThat(use(used, "ann", "m", NOW, NOW)).isEqualTo(Cause.REPLAYED);
        assertThat(use(used, "kim", "n", NOW, NOW)).isNull();
        assertThat(used.use(Saying.APPROVAL, List.of(key("lee"), key("kim")), "n", NOW, NOW))
                .isNotNull();
        // Refused as a whole: the first key has not used it up.
        assertThat(use(used, "lee", "n", NOW, NOW)).isNull();
    }

    @Test
    void oneKeyAtItsLimitIsRefusedAndNobodyElse() {
        for (int i = 0; i < UsedMessages.PER_KEY_LIMIT; i++) {
            assertThat(use(used, "stolen", "m" + i, NOW, NOW)).isNull();
        }
        assertThat(use(used, "stolen", "more", NOW, NOW)).isEqualTo(Cause.TOO_MANY);
        assertThat(use(used, "stolen", "m0", NOW, NOW)).isEqualTo(Cause.REPLAYED);
        assertThat(use(used, "lee", "m", NOW, NOW)).isNull();
        assertThat(use(used, "stolen", "more", NOW + KEPT, NOW + KEPT)).isNull();
    }

    @Test
    void whatIsStoredIsRemembered() {
        use(used, "lee", "m", NOW, NOW);
        UsedMessages again = UsedMessages.of(used.all());
        assertThat(again.all()).isEqualTo(used.all());
        assertThat(use(again, "lee", "m", NOW, NOW)).isEqualTo(Cause.REPLAYED);
        assertThat(Duration.ofMillis(again.all().get(0).untilMillis() - NOW))
                .isEqualTo(Duration.ofMillis(KEPT));
    }
}
