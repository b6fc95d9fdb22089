package io.fusewire.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.detection.BreakerStatus;
import io.fusewire.core.detection.Command;
import io.fusewire.core.detection.Observation;
import io.fusewire.core.detection.PersonsWord;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.event.ResourceRef;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/** What the detector says beside its decisions. */
class DetectorTopicsTest {

    private static final String OBSERVATION =
            "{\"decisionId\":\"d1\",\"agent\":\"a\",\"session\":\"s\",\"principalArn\":\"arn:x\","
                    + "\"eventId\":\"e\",\"at\":\"2026-11-17T07:43:20Z\",\"eventSource\":\"ec2\","
                    + "\"eventName\":\"TerminateInstances\",\"effect\":\"DESTROY\","
                    + "\"outcome\":\"DENIED\",\"foreignLost\":2,\"more\":1,"
                    + "\"resources\":[{\"type\":\"t\",\"id\":\"i\"}]}";

    private static final String BREAKER =
            "{\"agent\":\"a\",\"account\":\"1\",\"breaker\":\"OPEN\",\"mode\":\"ENFORCE\","
                    + "\"at\":\"2026-11-17T07:43:20Z\",\"decisionId\":\"d1\",\"sessions\":[\"s\"]}";

    @Test
    void readsAnObservation() throws DecisionException {
        assertThat(ObservationReader.observation(OBSERVATION))
                .isEqualTo(
                        new Observation(
                                "d1",
                                "a",
                                "s",
                                "arn:x",
                                "e",
                                1_794_901_400_000L,
                                "ec2",
                                "TerminateInstances",
                                Effect.DESTROY,
                                Outcome.DENIED,
                                2,
                                0,
                                List.of(),
                                List.of(new ResourceRef("i", "t", "i")),
                                null,
                                null,
                                null,
                                null));
    }

    @Test
    void readsWhatAnObservationTellsOfWorkThatGoesOn() throws DecisionException {
        Observation read =
                ObservationReader.observation(
                        OBSERVATION.replace(
                                "\"more\":1",
                                "\"region\":\"eu-west-1\",\"secondEffect\":\"AUDIT_TAMPERING\","
                                        + "\"stack\":\"\",\"execution\":\"arn:y\""));
        assertThat(read.region()).isEqualTo("eu-west-1");
        assertThat(read.secondEffect()).isEqualTo(Effect.AUDIT_TAMPERING);
        assertThat(read.stack()).isEmpty();
        assertThat(read.execution()).isEqualTo("arn:y");
    }

    @Test
    void readsABreaker() throws DecisionException {
        assertThat(BreakerReader.breaker(BREAKER))
                .isEqualTo(
                        new BreakerStatus(
                                "a",
                                "1",
                                BreakerState.OPEN,
                                EnforcementMode.ENFORCE,
                                1_794_901_400_000L,
                                "d1",
                                List.of("s"),
                                null));
    }

    @Test
    void readsWhoChangedABreaker() throws DecisionException {
        String told =
                BREAKER.replace(
                        "\"sessions\"",
                        "\"word\":\"HOLD\",\"by\":\"lee@example.com\",\"sessions\"");
        assertThat(BreakerReader.breaker(told).word())
                .isEqualTo(new PersonsWord(Command.Kind.HOLD, "lee@example.com", null));
        assertThat(BreakerReader.breaker(told.replace("\"by\"", "\"judged\":\"d1\",\"by\"")).word())
                .extracting(PersonsWord::judged)
                .isEqualTo("d1");
        assertThat(BreakerReader.breaker(told.replace("\"word\":\"HOLD\",", "")).word()).isNull();
        assertThatThrownBy(() -> BreakerReader.breaker(told.replace("HOLD", "SHRUG")))
                .isInstanceOf(DecisionException.class)
                .hasMessage("word must be what people say of agents, but was SHRUG");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"DENIED\" | \"REFUSED\" | outcome must be an outcome, but was REFUSED",
                "\"DESTROY\" | \"\" | effect must be given and not empty",
                "\"foreignLost\":2 | \"foreignLost\":-1 | foreignLost must be a whole number from 0, but was -1",
                "\"more\":1 | \"secondEffect\":\"\" | secondEffect must be given and not empty",
                "\"more\":1 | \"stack\":1 | stack must be a text, but was 1",
                "\"session\":\"s\" | \"x\":1 | session must be given and not empty"
            })
    void saysWhatIsWrongWithAnObservation(String part, String instead, String message) {
        assertThatThrownBy(() -> ObservationReader.observation(OBSERVATION.replace(part, instead)))
                .isInstanceOf(DecisionException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"OPEN\" | \"AJAR\" | breaker must be a state of a breaker, but was AJAR",
                "\"ENFORCE\" | \"MAYBE\" | mode must be SHADOW or ENFORCE, but was MAYBE",
                "[\"s\"] | 7 | sessions must be an array, but was 7"
            })
    void saysWhatIsWrongWithABreaker(String part, String instead, String message) {
        assertThatThrownBy(() -> BreakerReader.breaker(BREAKER.replace(part, instead)))
                .isInstanceOf(DecisionException.class)
                .hasMessage(message);
    }

    @Property
    void anyTextIsReadOrRefusedWithAReason(@ForAll String text) {
        assertThatThrownBy(() -> ObservationReader.observation(text))
                .isInstanceOf(DecisionException.class);
        assertThatThrownBy(() -> BreakerReader.breaker(text)).isInstanceOf(DecisionException.class);
    }
}
