package io.fusewire.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fusewire.core.policy.AgentIdTemplate;
import io.fusewire.core.policy.Glob;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.policy.SwarmLimits;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The schema is for editors, the reader is the judge: they must know the same settings. */
class PolicySchemaTest {

    private static JsonNode schema;

    @BeforeAll
    static void readSchema() throws IOException {
        schema = new ObjectMapper().readTree(PolicyReaderTest.resource("policy.schema.json"));
    }

    private static List<String> keys(JsonNode object) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static List<String> words(JsonNode choice) {
        List<String> words = new ArrayList<>();
        choice.get("enum").forEach(word -> words.add(word.asText()));
        return words;
    }

    @Test
    void knowsTheSettingsThatTheReaderKnows() {
        JsonNode definitions = schema.get("$defs");

        assertThat(keys(schema.get("properties"))).containsExactlyElementsOf(PolicyKeys.POLICY);
        assertThat(keys(definitions.get("matcher").get("properties")))
                .containsExactlyElementsOf(PolicyKeys.MATCHER);
        assertThat(keys(definitions.get("agentRule").get("properties")))
                .containsExactlyElementsOf(PolicyKeys.AGENT_RULE);
        assertThat(keys(definitions.get("caps").get("properties")))
                .containsExactlyElementsOf(PolicyKeys.CAPS);
        assertThat(keys(definitions.get("freeze").get("properties")))
                .containsExactlyElementsOf(PolicyKeys.FREEZE);
        assertThat(keys(schema.get("properties").get("weights").get("properties")))
                .containsExactlyElementsOf(PolicyKeys.HARM_WEIGHTS);
        assertThat(keys(schema.get("properties").get("swarms").get("properties")))
                .containsExactlyElementsOf(PolicyKeys.SWARM_LIMITS);
        assertThat(keys(schema.at("/properties/containment/properties")))
                .containsExactlyElementsOf(PolicyKeys.CONTAINMENT_SETTINGS);
    }

    @Test
    void closesEveryMappingThatTheReaderCloses() {
        assertThat(schema.get("additionalProperties").asBoolean(true)).isFalse();
        for (String name : List.of("matcher", "agentRule", "caps", "freeze")) {
            assertThat(schema.get("$defs").get(name).get("additionalProperties").asBoolean(true))
                    .as(name)
                    .isFalse();
        }
        for (String name : List.of("weights", "swarms", "containment")) {
            assertThat(schema.at("/properties/" + name + "/additionalProperties").asBoolean(true))
                    .as(name)
                    .isFalse();
        }
    }

    @Test
    void knowsTheSameWordsAndLimits() {
        JsonNode properties = schema.get("properties");
        JsonNode definitions = schema.get("$defs");

        assertThat(properties.get("version").get("const").asInt()).isEqualTo(Policy.FORMAT_VERSION);
        assertThat(words(properties.get("mode")))
                .containsExactlyElementsOf(PolicyReader.MODES.keySet());
        assertThat(words(definitions.get("agentRule").get("properties").get("mode")))
                .containsExactlyElementsOf(PolicyReader.MODES.keySet());
        assertThat(words(properties.get("unknown")))
                .containsExactlyElementsOf(PolicyReader.REACTIONS.keySet());
        assertThat(words(properties.get("sharedSession")))
                .containsExactlyElementsOf(PolicyReader.REACTIONS.keySet());
        assertThat(words(properties.get("detector")))
                .containsExactlyElementsOf(PolicyReader.DETECTORS.keySet());
        assertThat(definitions.at("/freeze/properties/weekly/pattern").asText())
                .isEqualTo("^" + FreezeReader.WEEKLY.pattern() + "$");
        assertThat(properties.at("/weights/properties/types/propertyNames/pattern").asText())
                .isEqualTo("^" + PolicyReader.TYPE_NAME.pattern() + "$");
        assertThat(properties.at("/swarms/properties/agentsMin/maximum").asInt())
                .isEqualTo(SwarmLimits.AGENTS_KEPT);
        JsonNode ladder = properties.at("/containment/properties/ladder");
        assertThat(words(ladder.get("items")))
                .containsExactlyElementsOf(PolicyReader.RUNGS.keySet());
        assertThat(ladder.get("maxItems").asInt()).isEqualTo(PolicyReader.RUNGS.size());
        for (String list : List.of("agents", "humans", "breakGlass", "freezes")) {
            assertThat(properties.get(list).get("maxItems").asInt())
                    .isEqualTo(PolicyReader.ENTRY_LIMIT);
        }
        assertThat(properties.get("classes").get("maxProperties").asInt())
                .isEqualTo(PolicyReader.ENTRY_LIMIT);
        assertThat(definitions.get("className").get("pattern").asText())
                .isEqualTo("^" + PolicyReader.CLASS_NAME.pattern() + "$");
        assertThat(definitions.get("glob").get("maxLength").asInt()).isEqualTo(Glob.LENGTH_LIMIT);
        assertThat(
                        definitions
                                .get("agentRule")
                                .get("properties")
                                .get("agentId")
                                .get("maxLength")
                                .asInt())
                .isEqualTo(AgentIdTemplate.LENGTH_LIMIT);
    }

    @Test
    void asksEveryAgentRuleForOneOfTheMatchers() {
        List<String> required = new ArrayList<>();
        schema.get("$defs")
                .get("agentRule")
                .get("anyOf")
                .forEach(option -> required.add(option.get("required").get(0).asText()));

        assertThat(required).containsExactlyElementsOf(PolicyKeys.MATCHER);
    }

    @Test
    void theSchemaOfTestsKnowsWhatTheirReaderKnows() throws IOException {
        JsonNode tests =
                new ObjectMapper().readTree(PolicyReaderTest.resource("policy-test.schema.json"));
        JsonNode definitions = tests.get("$defs");

        assertThat(keys(tests.get("properties"))).containsExactlyElementsOf(PolicyTestKeys.FILE);
        assertThat(keys(definitions.at("/test/properties")))
                .containsExactlyElementsOf(PolicyTestKeys.TEST);
        assertThat(keys(definitions.at("/expectation/properties")))
                .containsExactlyElementsOf(PolicyTestKeys.EXPECTATION);
        assertThat(keys(definitions.at("/record/properties")))
                .containsExactly(PolicyTestKeys.REPEAT, PolicyTestKeys.EVERY_SECONDS);
        assertThat(words(definitions.at("/expectation/properties/decision")))
                .containsExactlyElementsOf(PolicyTestReader.OUTCOMES.keySet());
        assertThat(tests.at("/properties/tests/maxItems").asInt())
                .isEqualTo(PolicyTestReader.TEST_LIMIT);
        assertThat(definitions.at("/test/properties/records/maxItems").asInt())
                .isEqualTo(InlineRecords.RECORD_LIMIT);
        for (JsonNode closed :
                List.of(tests, definitions.get("test"), definitions.get("expectation"))) {
            assertThat(closed.get("additionalProperties").asBoolean(true)).isFalse();
        }
    }

    @Test
    void everySettingStandsInTheReadme() throws IOException {
        String readme = Files.readString(Path.of("README.md"), StandardCharsets.UTF_8);

        for (List<String> keys :
                List.of(
                        PolicyKeys.POLICY,
                        PolicyKeys.AGENT_RULE,
                        PolicyKeys.CAPS,
                        PolicyKeys.HARM_WEIGHTS,
                        PolicyKeys.SWARM_LIMITS,
                        PolicyKeys.FREEZE,
                        PolicyKeys.CONTAINMENT_SETTINGS,
                        PolicyTestKeys.FILE,
                        PolicyTestKeys.TEST,
                        PolicyTestKeys.EXPECTATION)) {
            assertThat(keys).allSatisfy(key -> assertThat(readme).contains("`" + key + "`"));
        }
    }
}
