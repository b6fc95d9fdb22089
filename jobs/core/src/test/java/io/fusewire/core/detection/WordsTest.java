package io.fusewire.core.detection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class WordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0",
                "0.25|0.25",
                "72.25|72.25",
                "64|64",
                "1000|1,000",
                "9812.4|9,812",
                "1234567|1,235,000",
                "Infinity|more than can be counted"
            })
    void writesNumbersAsPeopleReadThem(double value, String expected) {
        assertThat(Words.figure(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "-5,0 seconds",
        "999,0 seconds",
        "1000,1 second",
        "119000,119 seconds",
        "120000,2 minutes",
        "7199000,119 minutes",
        "7200000,2 hours",
        "172800000,2 days"
    })
    void givesATimeInTheUnitThatFitsIt(long millis, String expected) {
        assertThat(Words.duration(millis)).isEqualTo(expected);
    }

    @Test
    void countsWithTheRightNumber() {
        assertThat(Words.counted(1, "burst")).isEqualTo("1 burst");
        assertThat(Words.counted(1_200, "burst")).isEqualTo("1,200 bursts");
    }

    @Test
    void namesTheFirstAndCountsTheRest() {
        assertThat(Words.some(List.of("orders"))).isEqualTo("orders");
        assertThat(Words.some(List.of("orders", "b", "c"))).isEqualTo("orders and 2 more");
    }

    @ParameterizedTest
    @CsvSource({"AWS::S3::Bucket,an AWS::S3::Bucket", "rds:db,a rds:db"})
    void givesATypeItsArticle(String type, String expected) {
        assertThat(Words.article(type)).isEqualTo(expected);
    }

    @Test
    void makesForeignNamesHarmlessAndShort() {
        assertThat(Words.plain("a\u001b[31mb\u202ec\n")).isEqualTo("a?[31mb?c?");
        assertThat(Words.plain("x".repeat(500))).hasSize(121).endsWith("…");
    }
}
