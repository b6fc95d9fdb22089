package io.fusewire.core.containment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fusewire.core.containment.Packing.Level;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

class TargetLedgerTest {

    private static final String ROLE = "arn:aws:iam::111122223333:role/coder";
    private static final long T = Instant.parse("2026-11-17T07:43:20Z").toEpochMilli();
    private static final TargetLedger EMPTY = TargetLedger.empty(Target.role(ROLE));

    private static DenyEntry session(String agent, String userId) {
        return DenyEntry.open(agent, DenyKind.USER_ID, userId, ROLE, T);
    }

    @Test
    void oneSessionIsDeniedByItsUserIdWithoutADate() {
        assertThat(EMPTY.with(session("a", "AROAX:s")).pack().document().text())
                .isEqualTo(
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"FusewireSession\","
                                + "\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\","
                                + "\"Condition\":{\"StringEquals\":{\"aws:userid\":[\"AROAX:s\"]}}}]}");
    }

    @Test
    void probationDatesItSoThatNewlyIssuedSessionsWork() {
        assertThat(
                        EMPTY.with(session("a", "AROAX:s"))
                                .withProbation("a", T + 1)
                                .pack()
                                .document()
                                .text())
                .contains(
                        "\"Sid\":\"FusewireSessionBefore20261117T074321Z\"",
                        "\"StringEquals\":{\"aws:userid\":[\"AROAX:s\"]},"
                                + "\"DateLessThan\":{\"aws:TokenIssueTime\":[\"2026-11-17T07:43:21Z\"]}");
    }

    @Test
    void entriesOfOneKindAndDateShareAStatementAndOthersDoNot() {
        TargetLedger ledger =
                EMPTY.with(session("a", "AROAX:a"))
                        .with(session("b", "AROAX:b"))
                        .with(session("c", "AROAX:c"))
                        .withProbation("c", T)
                        .with(
                                DenyEntry.open(
                                        "d",
                                        DenyKind.SIGN_IN_SESSION,
                                        "arn:aws:signin:x",
                                        ROLE,
                                        T));
        assertThat(ledger.pack().document().statements())
                .extracting(DenyStatement::sid)
                .containsExactly(
                        "FusewireSignIn",
                        "FusewireSession",
                        "FusewireSessionBefore20261117T074320Z");
        assertThat(ledger.pack().document().text()).contains("[\"AROAX:a\",\"AROAX:b\"]");
    }

    @Test
    void aSignInNeedsNoDateOnProbation() {
        TargetLedger ledger =
                EMPTY.with(
                                DenyEntry.open(
                                        "a", DenyKind.SIGN_IN_SESSION, "arn:aws:signin:x", ROLE, T))
                        .withProbation("a", T);
        assertThat(ledger.pack().document().text()).doesNotContain("TokenIssueTime");
    }

    /** Its name is the same for ever, so an undated deny would make probation the same as open. */
    @Test
    void anInstanceMayWorkOnProbationWithCredentialsThatAreRenewed() {
        TargetLedger open = EMPTY.with(session("a", "AROAX:i-0abcdef1234567890"));
        assertThat(open.pack().document().text()).doesNotContain("TokenIssueTime");
        assertThat(open.withProbation("a", T).pack().document().text())
                .contains("AROAX:i-0abcdef1234567890")
                .contains("\"DateLessThan\":{\"aws:TokenIssueTime\":");
    }

    @Test
    void aUserOnProbationMayUseItsKeyButNoOlderSession() {
        Target user = Target.user("arn:aws:iam::111122223333:user/ci");
        TargetLedger open =
                TargetLedger.empty(user).with(DenyEntry.open("a", DenyKind.USER, "", "", T));
        assertThat(open.pack().document().text())
                .endsWith("\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}]}");
        assertThat(open.withProbation("a", T).pack().document().text())
                .contains("\"Condition\":{\"DateLessThan\":{\"aws:TokenIssueTime\":");
    }

    @Test
    void takingEverythingBackLeavesNothing() {
        TargetLedger ledger = EMPTY.with(session("a", "AROAX:a")).with(session("b", "AROAX:b"));
        assertThat(ledger.without("a").pack().document().text()).doesNotContain("AROAX:a\"");
        assertThat(ledger.without("a").without("b").pack().document().isEmpty()).isTrue();
        assertThat(ledger.without("a").without("b")).isEqualTo(EMPTY);
    }

    @Test
    void oneSessionOfTwoAgentsIsDeniedUntilBothAreReset() {
        TargetLedger ledger =
                EMPTY.with(session("a", "AROAX:s")).with(session("a:agent", "AROAX:s"));
        assertThat(ledger.pack().document().text()).containsOnlyOnce("AROAX:s");
        assertThat(ledger.without("a").pack().document().text()).contains("AROAX:s");
    }

    @Test
    void anAttachedPolicyIsNeverWithoutAStatement() {
        TargetLedger ledger = TargetLedger.empty(Target.account("aws", "111122223333"));
        assertThat(ledger.pack().document().text())
                .contains("FusewireNobody", "\"aws:userid\":[\"nobody\"]");
    }

    @Test
    void garbageIsOnlyWhatIsOnProbationAndOutlivedByAllItsSessions() {
        TargetLedger open = EMPTY.with(session("a", "AROAX:s"));
        assertThat(open.collectedAt(T + Duration.ofDays(3650).toMillis())).isEqualTo(open);
        TargetLedger probation = open.withProbation("a", T);
        long life = Duration.ofHours(12).toMillis();
        assertThat(probation.collectedAt(T + life - 1)).isEqualTo(probation);
        assertThat(probation.collectedAt(T + life)).isEqualTo(EMPTY);
    }

    @Test
    void sessionsOfUsersLiveLonger() {
        TargetLedger ledger =
                TargetLedger.empty(Target.user("arn:aws:iam::111122223333:user/ci"))
                        .with(DenyEntry.open("a", DenyKind.USER, "", "", T))
                        .withProbation("a", T);
        assertThat(ledger.collectedAt(T + Duration.ofHours(36).toMillis() - 1).isEmpty()).isFalse();
        assertThat(ledger.collectedAt(T + Duration.ofHours(36).toMillis()).isEmpty()).isTrue();
    }

    /** Figures of userids packed by hand into AWS's limits. */
    @ParameterizedTest
    @CsvSource({
        "ROLE, 64, 111",
        "ROLE, 20, 222",
        "USER, 64, 20",
        "MANAGED_POLICY, 64, 66",
        "SERVICE_CONTROL_POLICY, 64, 54"
    })
    void packsAsManyAsFit(PolicyHolder holder, int nameLength, int atLeast) {
        TargetLedger ledger = TargetLedger.empty(new Target(holder, ROLE));
        for (int n = 0; n < atLeast; n++) {
            ledger = ledger.with(session("a", userId(n, nameLength)));
        }
        Packing packing = ledger.pack();
        assertThat(packing.level()).isEqualTo(Level.EXACT);
        assertThat(packing.document().size()).isLessThanOrEqualTo(holder.charactersMax());
    }

    private static String userId(int n, int nameLength) {
        String name = "n" + n;
        return "AROAEXAMPLE0000000001:" + name + "x".repeat(nameLength - name.length());
    }

    @ParameterizedTest
    @CsvSource({
        "ROLE, FusewireAllOlder",
        "USER, FusewireAll",
        "MANAGED_POLICY, FusewireAllOlder",
        "SERVICE_CONTROL_POLICY, FusewireAllOlder"
    })
    void whatDoesNotFitIsCoveredByAWiderDeny(PolicyHolder holder, String sid) {
        TargetLedger ledger = TargetLedger.empty(new Target(holder, ROLE));
        for (int n = 0; n < 300; n++) {
            ledger = ledger.with(session("a" + n, userId(n, 64)));
        }
        Packing packing = ledger.pack();
        assertThat(packing.level()).isEqualTo(Level.WIDENED);
        assertThat(packing.document().statements().get(0).sid()).isEqualTo(sid);
        assertThat(packing.document().size()).isLessThanOrEqualTo(holder.charactersMax());
        assertThat(packing.unnamed()).hasSizeBetween(1, 299);
    }

    @Test
    void aWiderDenyInASharedPolicyNamesItsRolesInEveryPartition() {
        TargetLedger ledger = TargetLedger.empty(Target.account("aws-cn", "111122223333"));
        for (int n = 0; n < 100; n++) {
            ledger = ledger.with(session("a", userId(n, 64)));
        }
        assertThat(ledger.pack().document().text())
                .contains(
                        "\"ArnLike\":{\"aws:PrincipalArn\":[\"arn:*:iam::111122223333:role/coder\","
                                + "\"arn:*:iam::111122223333:role/*/coder\"]}");
    }

    @Test
    void othersInlinePoliciesAndStatementsTakeRoomAway() {
        TargetLedger ledger = EMPTY.with(session("a", "AROAX:s"));
        int size = ledger.pack().document().size();
        assertThat(ledger.pack(10_240 - size, List.of()).level()).isEqualTo(Level.EXACT);
        assertThat(ledger.pack(10_240 - size + 1, List.of()).level()).isEqualTo(Level.TOO_LARGE);
        Packing beside = ledger.pack(0, List.of("{\"Effect\":\"Allow\"}"));
        assertThat(beside.document().text()).endsWith(",{\"Effect\":\"Allow\"}]}");
        assertThat(beside.document().size()).isEqualTo(size + 19);
    }

    @Test
    void aLedgerThatIsFullStaysWidenedUntilItIsEmpty() {
        TargetLedger ledger = EMPTY;
        for (int n = 0; n <= TargetLedger.ENTRIES_MAX; n++) {
            ledger = ledger.with(session(n % 2 == 0 ? "even" : "odd", "AROAX:" + n));
        }
        assertThat(ledger.saturated()).isTrue();
        TargetLedger rest =
                new TargetLedger(ledger.target(), ledger.entries().subList(0, 10), true)
                        .without("even");
        assertThat(rest.pack().level()).isEqualTo(Level.WIDENED);
        assertThat(rest.without("odd")).isEqualTo(EMPTY);
    }

    @Test
    void noValueGetsInThatCouldMeanMoreThanItself() {
        assertThatThrownBy(() -> session("a", "${aws:userid}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("value must match");
    }
}
