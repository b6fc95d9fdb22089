package io.fusewire.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.regex.Pattern;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "alice, alice, true",
        "alice, Alice, false",
        "alice, alice2, false",
        "*, anything, true",
        "ci-*, ci-, true",
        "ci-*, ci, false",
        "*@example.com, a@example.com, true",
        "*@example.com, a@example.com.evil, false",
        "arn:*:iam::*:role/agents/*, arn:aws-cn:iam::111122223333:role/agents/a/b, true",
        "a*a, a, false",
        "ab*ba, aba, false",
        "*a*, bab, true",
        "*.*, a, false",
        "**, x, true"
    })
    void fitsWholeTexts(String glob, String text, boolean fits) {
        assertThat(Glob.compile(glob).matches(text)).isEqualTo(fits);
    }

    @Test
    void neverFitsAnAbsentText() {
        assertThat(Glob.compile("*").matches(null)).isFalse();
        assertThat(Glob.compile("*").matches("")).isTrue();
    }

    @Property(tries = 2000)
    void agreesWithARegularExpression(
            @ForAll @Chars({'a', 'b', '*'}) @StringLength(min = 1, max = 9) String glob,
            @ForAll @Chars({'a', 'b'}) @StringLength(max = 14) String text) {
        boolean expected = Pattern.matches(glob.replace("*", ".*"), text);

        assertThat(Glob.compile(glob).matches(text)).isEqualTo(expected);
    }

    @Test
    @Timeout(10)
    void takesLinearTimeOnHostileText() {
        Glob glob = Glob.compile("*" + "a".repeat(1000) + "b*" + "a".repeat(1000) + "c*");

        assertThat(glob.matches("a".repeat(2_000_000))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "' '|must not be empty",
                "a?b|must not hold ?: the only wildcard is *",
                "'a\u0007'|must not hold control characters, but has one at position 2"
            })
    void refusesWhatIsNoGlob(String glob, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Glob.compile(glob))
                .withMessage(problem);
    }

    @Test
    void refusesAnEndlessGlob() {
        assertThat(Glob.problemOf("a".repeat(2048))).isNull();
        assertThat(Glob.problemOf("a".repeat(2049)))
                .isEqualTo("must have at most 2048 characters, but has 2049");
    }
}
