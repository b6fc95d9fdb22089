package io.fusewire.core.containment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.fusewire.core.containment.Measure.Deny;
import io.fusewire.core.containment.Measure.Obstacle;
import io.fusewire.core.containment.Measure.Unrevocable;
import io.fusewire.core.policy.Glob;
import io.fusewire.core.policy.PrincipalMatcher;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;
import java.util.Set;

class MeasureChoiceTest {

    private static final String ROLE = "arn:aws:iam::111122223333:role/agents/coder";
    private static final String SSO_ROLE =
            "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Dev_0a1b";
    private static final String USER = "arn:aws:iam::111122223333:user/agents/ci";
    private static final String DATE = "@2026-11-17T07:42:00Z";
    private static final MeasureChoice CHOICE = new MeasureChoice(List.of(), Set.of());

    private static Measure choose(String session, String arn) {
        return CHOICE.choose(subject(session, arn, false), 5_000);
    }

    private static Subject subject(String session, String arn, boolean shared) {
        return new Subject("agent-key", session, "111122223333", "aws", arn, shared, List.of());
    }

    private static Deny deny(String session, String arn) {
        return (Deny) choose(session, arn);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                "signin:arn:aws:signin:us-east-1:111122223333:session/0a|"
                        + ROLE
                        + "|ROLE|SIGN_IN_SESSION|arn:aws:signin:us-east-1:111122223333:session/0a",
                "signin:arn:aws:signin:us-east-1:111122223333:session/0a|"
                        + USER
                        + "|USER|SIGN_IN_SESSION|arn:aws:signin:us-east-1:111122223333:session/0a",
                "signin:arn:aws:signin:us-east-1:111122223333:session/0a|"
                        + SSO_ROLE
                        + "|SERVICE_CONTROL_POLICY|SIGN_IN_SESSION|arn:aws:signin:us-east-1:111122223333:session/0a",
                "role:AROAX:agent-42" + DATE + "|" + ROLE + "|ROLE|USER_ID|AROAX:agent-42",
                "role:AROAX:agent-42|" + ROLE + "|ROLE|USER_ID|AROAX:agent-42",
                "role:AROAX:i-0abcdef1234567890"
                        + DATE
                        + "|"
                        + ROLE
                        + "|ROLE|USER_ID|AROAX:i-0abcdef1234567890",
                "role:AROAX:mei@example.com"
                        + DATE
                        + "|"
                        + SSO_ROLE
                        + "|SERVICE_CONTROL_POLICY|USER_ID|AROAX:mei@example.com",
                "federated:111122223333:job" + DATE + "|" + USER + "|USER|USER_ID|111122223333:job",
                "user:AIDAX" + DATE + "|" + USER + "|USER|USER|''",
                "key:AIDAX/AKIAY|" + USER + "|USER|USER|''",
            })
    void takesTheNarrowestMeasureThatHolds(
            String session, String arn, PolicyHolder holder, DenyKind kind, String value) {
        Deny deny = deny(session, arn);
        assertThat(deny.target().holder()).isEqualTo(holder);
        assertThat(deny.entry().kind()).isEqualTo(kind);
        assertThat(deny.entry().value()).isEqualTo(value);
        assertThat(deny.entry().isDated()).isFalse();
        assertThat(deny.reason()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "root:111122223333" + DATE + "|arn:aws:iam::111122223333:root|ROOT",
                "key:111122223333/AKIAY|-|ROOT",
                "signin:arn:aws:signin:x:1:session/0a|arn:aws:iam::111122223333:root|ROOT",
                "role:AROAX:s"
                        + DATE
                        + "|arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS|SERVICE_LINKED_ROLE",
                "role:AROAX:s"
                        + DATE
                        + "|arn:aws:iam::111122223333:role/AWSServiceRoleForECS|SERVICE_LINKED_ROLE",
                "service:ecs.amazonaws.com|-|SERVICE",
                "account:AROAX:s|-|OTHER_ACCOUNT",
                "identity-center:u-1/c-2|-|IDENTITY_CENTER_USER",
                "saml:x|-|UNKNOWN_SESSION",
                "web-identity:x|-|UNKNOWN_SESSION",
                "unknown:-|-|UNKNOWN_SESSION",
                "role:AROAX:s" + DATE + "|-|UNKNOWN_PRINCIPAL",
                "role:AROAX:s" + DATE + "|" + USER + "|UNKNOWN_PRINCIPAL",
                "federated:111122223333:job|" + ROLE + "|UNKNOWN_PRINCIPAL",
                "user:AIDAX|" + ROLE + "|UNKNOWN_PRINCIPAL",
                "role:AROAX|" + ROLE + "|UNKNOWN_SESSION",
                "role:arn:aws:sts::1:assumed-role/x/y|" + ROLE + "|UNKNOWN_SESSION",
            })
    void saysWhatStandsInTheWayAndWhatAPersonMustDo(String session, String arn, Obstacle obstacle) {
        assertThat(choose(session, arn))
                .asInstanceOf(type(Unrevocable.class))
                .satisfies(
                        measure -> {
                            assertThat(measure.obstacle()).isEqualTo(obstacle);
                            assertThat(measure.reason()).isNotEmpty();
                            assertThat(measure.notes()).isNotEmpty();
                        });
    }

    @Test
    void personsSessionsOfTheSameUserIdAreSparedByTheirDates() {
        Deny deny =
                (Deny)
                        CHOICE.choose(
                                subject(
                                        "role:AROAX:mei@2026-11-17T01:06:00Z",
                                        "role:AROAX:mei@2026-11-17T00:52:00Z",
                                        "role:AROAX:mei@2026-11-17T03:00:07.250Z",
                                        "role:AROAX:mei@2026-11-17T01:06:00Z",
                                        "role:AROAX:mei",
                                        "role:AROAX:lee@2026-11-17T00:00:00Z",
                                        "signin:arn:aws:signin:x:1:session/0a"),
                                5_000);
        assertThat(deny.entry().sparedMillis())
                .containsExactly(at("2026-11-17T00:52:00Z"), at("2026-11-17T03:00:07Z"));
        assertThat(String.join(" ", deny.notes()))
                .contains("issued at 2026-11-17T00:52:00Z, works on")
                .contains("within the same second");
    }

    @Test
    void anUndatedSessionIsPartedFromNobody() {
        Deny deny =
                (Deny)
                        CHOICE.choose(
                                subject("role:AROAX:mei", "role:AROAX:mei@2026-11-17T00:52:00Z"),
                                5_000);
        assertThat(deny.entry().sparedMillis()).isEmpty();
    }

    private static Subject subject(String session, String... namesakes) {
        return new Subject(
                "agent-key", session, "111122223333", "aws", ROLE, false, List.of(namesakes));
    }

    private static long at(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    @ParameterizedTest
    @ValueSource(strings = {"${aws:userid}", "*", "a\"b", "a b", "a\\b", "a\nb", "ä", "a~0f"})
    void aNameThatCouldMeanMoreThanItselfNeverGetsIntoAPolicy(String name) {
        assertThat(choose("role:AROAX:" + name, ROLE)).isInstanceOf(Unrevocable.class);
        assertThat(choose("federated:111122223333:" + name, USER)).isInstanceOf(Unrevocable.class);
        assertThat(choose("key:AIDAX/" + name, USER)).isInstanceOf(Unrevocable.class);
        assertThat(choose("signin:arn:" + name, ROLE)).isInstanceOf(Unrevocable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iam::111122223333:role/x;reboot",
                "arn:aws:iam::111122223333:role/$(reboot)",
                "arn:aws:iam::111122223333:role/x y",
                "arn:aws:iam::1:role/x"
            })
    void noCommandHoldsWhatAShellWouldRead(String arn) {
        Measure measure = choose("role:AROAX:s", arn);
        assertThat(measure).isInstanceOf(Unrevocable.class);
        assertThat(String.join(" ", measure.notes())).doesNotContain("reboot", "x y");
    }

    @Test
    void breakGlassIsNeverRevoked() {
        PrincipalMatcher matcher =
                new PrincipalMatcher(null, null, Glob.compile("emergency-*"), null, null, null);
        MeasureChoice choice = new MeasureChoice(List.of(matcher), Set.of());
        assertThat(choice.choose(subject("role:AROAX:emergency-1", ROLE, false), 0))
                .asInstanceOf(type(Unrevocable.class))
                .extracting(Unrevocable::obstacle)
                .isEqualTo(Obstacle.BREAK_GLASS);
        assertThat(choice.choose(subject("role:AROAX:agent", ROLE, false), 0))
                .isInstanceOf(Deny.class);
    }

    @Test
    void theEnforcerNeverRevokesItself() {
        MeasureChoice choice = new MeasureChoice(List.of(), Set.of(ROLE));
        assertThat(choice.choose(subject("role:AROAX:s", ROLE, false), 0))
                .asInstanceOf(type(Unrevocable.class))
                .extracting(Unrevocable::obstacle)
                .isEqualTo(Obstacle.OWN_PRINCIPAL);
    }

    @Test
    void notesSayWhomTheDenyHitsBesides() {
        assertThat(deny("role:AROAX:agent-42" + DATE, ROLE).notes())
                .anyMatch(note -> note.contains("Every session named agent-42"));
        assertThat(deny("role:AROAX:agent-42", ROLE).notes())
                .anyMatch(note -> note.contains("do not date the session"));
        assertThat(deny("role:AROAX:i-0abcdef1234567890" + DATE, ROLE).notes())
                .anyMatch(note -> note.contains("EC2 instance") && note.contains("--to closed"));
        assertThat(deny("role:AROAX:mei", SSO_ROLE).notes())
                .anyMatch(
                        note ->
                                note.contains(
                                        "A service control policy FusewireBreaker-111122223333 or"
                                                + " FusewireBreaker must have been made"));
        assertThat(CHOICE.choose(subject("role:AROAX:s", ROLE, true), 0).notes())
                .anyMatch(note -> note.contains("No policy can part them"));
    }

    @Test
    void aLongTermKeyIsSetInactiveAndAnUnknownOneIsLeft() {
        assertThat(deny("key:AIDAX/AKIAY", USER).inactiveKeys()).containsExactly("AKIAY");
        assertThat(deny("user:AIDAX" + DATE, USER).inactiveKeys()).isEmpty();
    }

    @Test
    void rootIsToldItsCommandsWithTheKey() {
        assertThat(choose("key:111122223333/AKIAY", null).notes())
                .anyMatch(note -> note.contains("--access-key-id AKIAY --status Inactive"))
                .anyMatch(note -> note.contains("--target-id 111122223333"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SSO_ROLE,
                "arn:aws:iam::111122223333:role/AWSReservedSSO_Dev_0a1b",
                "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/Dev"
            })
    void theTargetOfAnIdentityCenterRoleIsItsAccount(String arn) {
        assertThat(deny("role:AROAX:mei" + DATE, arn).target())
                .isEqualTo(Target.account("aws", "111122223333"));
    }
}
