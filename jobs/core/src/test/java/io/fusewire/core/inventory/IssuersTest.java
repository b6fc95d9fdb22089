package io.fusewire.core.inventory;

import static io.fusewire.core.testing.TestingEvents.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Effect;
import io.fusewire.core.identity.SessionPrincipal;
import io.fusewire.core.testing.TestingEvents;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Whose keys open the sessions that do harm. */
class IssuersTest {

    private static final String USER = "arn:aws:iam::111122223333:user/coder";
    private static final String OTHER = "arn:aws:iam::111122223333:user/other";
    private static final String SESSION = "role:AROAX:ci-1@2026-11-17T01:06:00Z";
    private static final int HOUR = 3_600;

    private final TestingAccount account = new TestingAccount();

    private static TestingEvents opening(String userArn, String key, int second) {
        return event().operation("AssumeRole", Effect.READ)
                .by("user", AgentKind.UNKNOWN)
                .session("key:AIDAX/" + key)
                .principal(userArn)
                .opens("AROAX:ci-1")
                .id("open-" + key + "-" + second)
                .second(second);
    }

    private @Nullable SessionPrincipal issuer(Effect effect, String session, int second) {
        return account.see(
                        event().by("coder", AgentKind.AGENT)
                                .effect(effect)
                                .session(session)
                                .id("call-" + effect + session + second)
                                .second(second))
                .issuedBy();
    }

    @Test
    void harmTellsTheKeyThatOpenedItsSession() {
        assertThat(issuer(Effect.DESTROY, SESSION, 0)).isNull();
        account.see(opening(USER, "AKIA1", 1));

        SessionPrincipal key = new SessionPrincipal("key:AIDAX/AKIA1", USER);
        assertThat(issuer(Effect.DESTROY, SESSION, 2)).isEqualTo(key);
        assertThat(issuer(Effect.PROTECTION_REMOVAL, SESSION, 2)).isEqualTo(key);
        assertThat(issuer(Effect.AUDIT_TAMPERING, SESSION, 2)).isEqualTo(key);
        assertThat(issuer(Effect.MODIFY, SESSION, 2)).as("costs ordinary events nothing").isNull();
        assertThat(issuer(Effect.DESTROY, SESSION.replace("ci-1", "ci-2"), 2)).isNull();
        assertThat(issuer(Effect.DESTROY, "user:AIDAX@2026-11-17T01:06:00Z", 2)).isNull();
    }

    @Test
    void theLatestKeyOfAUserCountsForAsLongAsASessionCanLast() {
        account.see(opening(USER, "AKIA1", 0));
        account.see(opening(USER, "AKIA2", HOUR));

        assertThat(issuer(Effect.DESTROY, SESSION, 13 * HOUR))
                .isEqualTo(new SessionPrincipal("key:AIDAX/AKIA2", USER));
        assertThat(issuer(Effect.DESTROY, SESSION, 13 * HOUR + 1)).isNull();
    }

    @Test
    void whereTwoUsersOpenedSessionsOfOneNameNobodyIsNamed() {
        account.see(opening(USER, "AKIA1", 0));
        account.see(opening(OTHER, "AKIA2", HOUR));

        assertThat(issuer(Effect.DESTROY, SESSION, 2 * HOUR)).isNull();
        assertThat(issuer(Effect.DESTROY, SESSION, 12 * HOUR + 1))
                .as("the first one's session is over")
                .isEqualTo(new SessionPrincipal("key:AIDAX/AKIA2", OTHER));
    }

    @Property(tries = 200)
    void theOrderOfTheOpeningsAndCopiesOfThemDoNotMatter(@ForAll long seed) {
        Random random = new Random(seed);
        List<AuditEvent> openings = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            int user = random.nextInt(4);
            openings.add(
                    opening(
                                    USER + user,
                                    "AKIA" + user + random.nextInt(2),
                                    random.nextInt(24 * HOUR))
                            .build());
        }
        List<AuditEvent> shuffled = new ArrayList<>(openings);
        shuffled.addAll(openings.subList(0, 6));
        Collections.shuffle(shuffled, random);

        TestingAccount ordered = new TestingAccount().acceptAll(openings);
        TestingAccount disordered = new TestingAccount().acceptAll(shuffled);

        assertThat(disordered.store.issuers().entries())
                .isEqualTo(ordered.store.issuers().entries());
        Set<IssuerEntry> kept = new HashSet<>(ordered.store.issuers().entries().values());
        assertThat(kept)
                .allSatisfy(
                        entry ->
                                assertThat(entry.openings())
                                        .hasSizeLessThanOrEqualTo(Issuers.USERS_MAX));
    }
}
