package io.fusewire.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fusewire.core.policy.AgentIdTemplate.Placeholder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentIdTemplateTest {

    @Test
    void fillsItsPlaceholders() {
        AgentIdTemplate template =
                AgentIdTemplate.compile("ci/{roleName}{sessionName}-{userName}x");

        String filled =
                template.fill(
                        placeholder ->
                                placeholder == Placeholder.USER_NAME ? null : placeholder.name());

        assertThat(filled).isEqualTo("ci/ROLE_NAMESESSION_NAME--x");
    }

    @Test
    void takesPlainTextAsItIs() {
        assertThat(AgentIdTemplate.compile("roleName").fill(placeholder -> "?"))
                .isEqualTo("roleName");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "' '|must not be empty",
                "a{|must close every {",
                "a{{roleName}}|must close { before the next one opens",
                "a}|must not hold a } without its {",
                "{role}|must use only the placeholders {roleName} {userName} {sessionName} {sessionFamily} {sourceIdentity}, but has {role}",
                "{}|must use only the placeholders {roleName} {userName} {sessionName} {sessionFamily} {sourceIdentity}, but has {}"
            })
    void refusesWhatItCannotFill(String template, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AgentIdTemplate.compile(template))
                .withMessage(problem);
    }
}
