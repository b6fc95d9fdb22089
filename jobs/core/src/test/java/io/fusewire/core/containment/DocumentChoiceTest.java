package io.fusewire.core.containment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class DocumentChoiceTest {

    private static final Target ROLE = Target.role("arn:aws:iam::111122223333:role/coder");

    private static TargetLedger sessions(int count) {
        TargetLedger ledger = TargetLedger.empty(ROLE);
        for (int n = 0; n < count; n++) {
            ledger =
                    ledger.with(
                            DenyEntry.open(
                                    "agent-" + n,
                                    DenyKind.USER_ID,
                                    "AROACODER:agent-" + n,
                                    ROLE.arn(),
                                    1_000L * n));
        }
        return ledger;
    }

    @Test
    void afterARefusalComesWhatFitsThenTheBareWiderDenyThenNothing() {
        TargetLedger ledger = sessions(100);
        Packing exact = DocumentChoice.first(ledger, List.of());
        assertThat(exact.level()).isEqualTo(Packing.Level.EXACT);

        Packing fitting = DocumentChoice.after(exact, ledger, 9_500, List.of());
        assertThat(fitting.level()).isEqualTo(Packing.Level.WIDENED);
        assertThat(fitting.document().size()).isBetween(500, 740);

        Packing widest = DocumentChoice.after(fitting, ledger, 9_500, List.of());
        assertThat(widest.unnamed()).hasSize(100);
        assertThat(widest.document().statements()).hasSize(1);
        assertThat(DocumentChoice.after(widest, ledger, 9_500, List.of())).isNull();
    }

    @Test
    void theWiderDenyIsTriedEvenWhereItSeemsNotToFit() {
        TargetLedger ledger = sessions(100);
        Packing exact = DocumentChoice.first(ledger, List.of());
        assertThat(DocumentChoice.after(exact, ledger, 10_240, List.of()))
                .isEqualTo(ledger.packWidest(List.of()));
    }

    @Test
    void aLedgerWithoutEntriesHasNothingShorter() {
        TargetLedger empty = TargetLedger.empty(ROLE);
        Packing nothing = DocumentChoice.first(empty, List.of());
        assertThat(DocumentChoice.after(nothing, empty, 0, List.of())).isNull();
    }

    @Test
    void aReadIsBelievedUnlessItMayBeOlderThanOurOwnWrite() {
        assertThat(OwnWrite.letsTrust(null, "a")).isTrue();
        assertThat(OwnWrite.letsTrust(new OwnWrite("a", true), "a")).isTrue();
        assertThat(OwnWrite.letsTrust(new OwnWrite("a", false), "a")).isFalse();
        assertThat(OwnWrite.letsTrust(new OwnWrite("b", true), "a")).isFalse();
    }

    private static PolicyStatement statement(String sid, String meaning) {
        return new PolicyStatement(sid, meaning, meaning);
    }

    @Test
    void aPolicyAgreesIfNothingOfOursOrOthersIsMissingOrAdded() {
        List<PolicyStatement> wanted =
                List.of(statement("FusewireSession", "a"), statement("Logs", "b"));
        assertThat(DocumentChoice.agrees(wanted, wanted)).isTrue();
        assertThat(DocumentChoice.agrees(wanted, wanted.subList(0, 1))).isFalse();
        assertThat(DocumentChoice.agrees(wanted, wanted.subList(1, 2))).isFalse();
        assertThat(DocumentChoice.agrees(wanted.subList(0, 1), wanted)).isFalse();
        assertThat(
                        DocumentChoice.agrees(
                                wanted.subList(1, 2), List.of(statement("FusewireOld", "c"))))
                .isFalse();
        assertThat(DocumentChoice.agrees(List.of(), List.of())).isTrue();
    }
}
