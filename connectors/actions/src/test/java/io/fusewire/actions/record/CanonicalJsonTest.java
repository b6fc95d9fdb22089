package io.fusewire.actions.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

class CanonicalJsonTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The example of RFC 8785, section 3.2.3, of the order of names. */
    @Test
    void sortsNamesByTheirUtf16Units() throws Exception {
        String given =
                "{\"\\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\","
                        + "\"\\ufb33\":\"Hebrew Letter Dalet With Dagesh\",\"1\":\"One\","
                        + "\"\\ud83d\\ude00\":\"Emoji: Grinning Face\",\"\\u0080\":\"Control\","
                        + "\"\\u00f6\":\"Latin Small Letter O With Diaeresis\"}";
        assertThat(CanonicalJson.of(JSON.readTree(given)))
                .isEqualTo(
                        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                                + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\","
                                + "\"\u20ac\":\"Euro Sign\",\"\ud83d\ude00\":\"Emoji: Grinning Face\","
                                + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    /** The texts of RFC 8785, section 3.2.2, without its numbers that are not whole. */
    @Test
    void escapesWhatMustBeAndNothingElse() throws Exception {
        String given =
                "{ \"string\": \"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\","
                        + " \"literals\": [null, true, false], \"n\": [-0, 7e0, 1], \"o\": {},"
                        + " \"a\": [] }";
        assertThat(CanonicalJson.of(JSON.readTree(given.replace("7e0", "7"))))
                .isEqualTo(
                        "{\"a\":[],\"literals\":[null,true,false],\"n\":[0,7,1],\"o\":{},"
                                + "\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.5",
                "1e400",
                "9007199254740992",
                "-9007199254740992",
                "99999999999999999999",
                "\"\\ud800\"",
                "\"\\udc00x\"",
                "{\"\\ud800\":1}"
            })
    void refusesWhatNotEverybodyWritesTheSame(String value) {
        assertThatThrownBy(() -> CanonicalJson.of(JSON.readTree(value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must");
    }

    @Property
    void isReadBackAsTheSameAndWrittenTheSameAgain(@ForAll Map<String, Long> given)
            throws Exception {
        var tree = JSON.createObjectNode();
        given.forEach(
                (name, number) ->
                        tree.put(IncidentRecords.text(name), number % 9_007_199_254_740_992L));
        String written = CanonicalJson.of(tree);
        var read = JSON.readTree(written);
        assertThat(read).isEqualTo(JSON.readTree(tree.toString()));
        assertThat(CanonicalJson.of(read)).isEqualTo(written);
    }
}
