package io.fusewire.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.identity.SessionFamily;
import io.fusewire.core.policy.Approval;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

class AuthorityTest {

    private static final long NOW = Instant.parse("2026-11-17T09:00:00Z").toEpochMilli();
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private static Signer signer(String person, Role... roles) {
        return new Signer(person + "-1", person, Set.of(roles), NOW - HOUR, NOW + HOUR);
    }

    private static Cause ofMessage(Saying saying, long issued, long heard, Signer... signers) {
        Denial denial = Authority.ofMessage(saying, List.of(signers), issued, heard);
        return denial == null ? null : denial.cause();
    }

    @ParameterizedTest
    @CsvSource({
        "POLICY,   POLICY_ADMIN, 1",
        "COMMAND,  RESPONDER,    1",
        "APPROVAL, APPROVER,     2",
    })
    void eachKindTakesItsRoleAndItsNumberOfPersons(Saying saying, Role role, int persons) {
        List<Signer> signers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Cause cause = ofMessage(saying, NOW, NOW, signers.toArray(Signer[]::new));
            assertThat(cause).isEqualTo(i == persons ? null : Cause.WRONG_COUNT);
            signers.add(signer("person" + (char) ('a' + i), role));
        }
        for (Role other : Role.values()) {
            Signer[] all = new Signer[persons];
            for (int i = 0; i < persons; i++) {
                all[i] = signer("person" + (char) ('a' + i), other);
            }
            assertThat(ofMessage(saying, NOW, NOW, all))
                    .isEqualTo(other == role ? null : Cause.WRONG_ROLE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "lee@example.com, ann@example.com, ",
        "lee@example.com, LEE@example.com, SAME_PERSON",
        "lee@example.com, lee,             SAME_PERSON",
        "lee@example.com, arn:aws:sts::1:assumed-role/Ops/lee, SAME_PERSON",
        "lee@example.com, lee@example.org, ",
    })
    void twoApproversAreTwoPersons(String one, String other, Cause cause) {
        assertThat(
                        ofMessage(
                                Saying.APPROVAL,
                                NOW,
                                NOW,
                                signer(one, Role.APPROVER),
                                signer(other, Role.APPROVER)))
                .isEqualTo(cause);
    }

    @Test
    void aMessageCountsFromItsIssueForAsLongAsItsKindDoes() {
        Signer lee = signer("lee", Role.RESPONDER);
        long age = Saying.COMMAND.ageMax().toMillis();
        long ahead = Authority.AHEAD_MAX.toMillis();
        assertThat(ofMessage(Saying.COMMAND, NOW - age, NOW, lee)).isNull();
        assertThat(ofMessage(Saying.COMMAND, NOW - age - 1, NOW, lee)).isEqualTo(Cause.EXPIRED);
        assertThat(ofMessage(Saying.COMMAND, NOW + ahead, NOW, lee)).isNull();
        assertThat(ofMessage(Saying.COMMAND, NOW + ahead + 1, NOW, lee))
                .isEqualTo(Cause.NOT_YET_ISSUED);
    }

    @Test
    void aKeyCountsAtTheTimeOfIssueAndWhenItIsHeard() {
        Signer lee = signer("lee", Role.RESPONDER);
        assertThat(ofMessage(Saying.COMMAND, NOW - HOUR, NOW - HOUR, lee)).isNull();
        assertThat(ofMessage(Saying.COMMAND, NOW - HOUR - 1, NOW - HOUR, lee))
                .isEqualTo(Cause.KEY_NOT_VALID);
        assertThat(ofMessage(Saying.COMMAND, NOW + HOUR - 1, NOW + HOUR - 1, lee)).isNull();
        assertThat(ofMessage(Saying.COMMAND, NOW + HOUR - 1, NOW + HOUR, lee))
                .isEqualTo(Cause.KEY_NOT_VALID);
    }

    @ParameterizedTest
    @CsvSource({
        "aws:111122223333:role/Deploy/mei@example.com:agent, mei@example.com,  true",
        "aws:111122223333:role/Deploy/mei@example.com:agent, Mei,              true",
        "aws:111122223333:role/Deploy/mei@example.com:agent, lee@example.com,  false",
        "aws:111122223333:role/Deploy/mei#@example.com,      mei2@example.com, true",
        "aws:111122223333:user/mei,                          mei@example.com,  true",
        "aws:111122223333:role/Deploy/*,                     mei@example.com,  false",
        "*,                                                  mei@example.com,  false",
        "aws:111122223333:role/agent:agent,                  agent,            true",
    })
    void anAgentKeyNamesItsOperator(String agent, String person, boolean named) {
        assertThat(Authority.names(agent, person)).isEqualTo(named);
    }

    /** However the operator's name is spelled, and wherever in the key it stands. */
    @Property(tries = 500)
    void nobodyApprovesWhatHisOwnAgentDoes(
            @ForAll("persons") String person,
            @ForAll @IntRange(min = 0, max = 4) int spelling,
            @ForAll @IntRange(min = 0, max = 3) int place) {
        String name = SessionFamily.of(person);
        String agent =
                switch (place) {
                    case 0 -> "aws:111122223333:role/Deploy/" + name + ":agent";
                    case 1 -> "aws-cn:111122223333:user/" + person;
                    case 2 -> "aws:111122223333:source-identity/" + person;
                    default -> "aws:111122223333:role/Deploy/" + name;
                };
        String approver =
                switch (spelling) {
                    case 0 -> person;
                    case 1 -> person.toUpperCase(Locale.ROOT);
                    case 2 -> person.substring(0, person.indexOf('@'));
                    case 3 -> "arn:aws:sts::111122223333:assumed-role/Ops/" + person;
                    default -> "  " + person + " ";
                };
        Approval approval =
                new Approval(
                        "C",
                        agent,
                        List.of("DESTROY"),
                        List.of(),
                        List.of("*"),
                        List.of(),
                        1,
                        NOW,
                        NOW,
                        NOW + HOUR,
                        "T",
                        List.of("zoe@elsewhere.example", approver),
                        "t",
                        1);
        assertThat(Authority.ofApproval(approval, NOW).cause()).isEqualTo(Cause.SELF);
    }

    @Provide
    Arbitrary<String> persons() {
        Arbitrary<String> names =
                Arbitraries.strings()
                        .withCharRange('a', 'y')
                        .withChars('.', '-')
                        .ofMinLength(2)
                        .ofMaxLength(12)
                        .filter(name -> Character.isLetter(name.charAt(0)));
        return Combinators.combine(names, Arbitraries.of("", "7", "42", ".2026"))
                .as((name, number) -> name + number + "@example.com");
    }
}
