package io.fusewire.detector;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.util.UUID;

class WireFormatTest {

    private static final String DIGEST =
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private final WireFormat format = new WireFormat();
    private final DataOutputSerializer out = new DataOutputSerializer(64);

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> uuids =
                Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
                        .as((high, low) -> new UUID(high, low).toString());
        Arbitrary<String> digits =
                Arbitraries.strings().withChars("0123456789abcdef").ofMaxLength(600);
        Arbitrary<String> nearly =
                Arbitraries.strings().withChars("0123456789abcdefAg-é\u0100").ofMaxLength(40);
        return Arbitraries.oneOf(uuids, digits, nearly, Arbitraries.strings());
    }

    @Property
    void textComesBackAsItWasWritten(@ForAll("texts") String one, @ForAll("texts") String other)
            throws IOException {
        out.clear();
        format.writeText(one, out);
        format.writeText(other, out);

        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        WireFormat reader = new WireFormat();
        assertThat(reader.readText(in)).isEqualTo(one);
        assertThat(reader.readText(in)).isEqualTo(other);
        assertThat(in.available()).isZero();
    }

    @Test
    void hexTakesHalfItsRoom() throws IOException {
        format.writeText("0f8fad5b-d9cb-469f-a165-70867728950e", out);
        assertThat(out.length()).isEqualTo(1 + 16);
        format.writeText(DIGEST, out);
        assertThat(out.length()).isEqualTo(1 + 16 + 2 + 32);
    }

    @ParameterizedTest
    @CsvSource({
        "0f8fad5b-d9cb-469f-a165-70867728950g",
        "0F8FAD5B-D9CB-469F-A165-70867728950E",
        "0f8fad5b-d9cb-469f-a165070867728950e",
        "0f8fad5bd9cb-469f-a165-70867728950e0",
        "0123456789abcde",
        "0123456789abcdef0"
    })
    void whatIsNearlyHexIsWrittenInFull(String text) throws IOException {
        format.writeText(text, out);

        assertThat(out.length()).isEqualTo(1 + text.length());
        assertThat(format.readText(new DataInputDeserializer(out.getCopyOfBuffer())))
                .isEqualTo(text);
    }
}
