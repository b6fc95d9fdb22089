package io.fusewire.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.util.Base64URL;

import io.fusewire.control.ControlReader.Place;
import io.fusewire.core.control.UsedMessages;

import java.nio.charset.StandardCharsets;

/**
 * In the build it reads its seeds once; {@code JAZZER_FUZZ=1 mvn -pl connectors/control -am test
 * -Dtest=ControlReaderFuzzTest} searches on.
 */
class ControlReaderFuzzTest {

    private static final TestingKeys PEOPLE = new TestingKeys();
    private static final SigningKey LEE = PEOPLE.add("lee-1", "lee@example.com", "responder");
    private static final TrustedKeys KEYS = PEOPLE.trusted();

    @FuzzTest(maxDuration = "10s")
    void anyBytesAreRefusedWithAReason(FuzzedDataProvider data) {
        refused(data.consumeRemainingAsBytes());
    }

    /** Past the outer form, where a header is read. */
    @FuzzTest(maxDuration = "10s")
    void anyHeaderIsRefusedWithAReason(FuzzedDataProvider data) {
        String[] parts = LEE.sign(Said.hold("m-1", Said.NOW)).split("\\.");
        Base64URL header = Base64URL.encode(data.consumeRemainingAsBytes());
        if (!header.toString().equals(parts[0])) {
            refused((header + "." + parts[1] + "." + parts[2]).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void refused(byte[] message) {
        try {
            new ControlReader(KEYS, false, new UsedMessages())
                    .read(message, new Place("t-0", 1, Said.NOW.toEpochMilli()));
            throw new AssertionError("must be refused");
        } catch (RefusedMessageException e) {
            assertThat(e.denial().reason()).isNotBlank();
        }
    }
}
