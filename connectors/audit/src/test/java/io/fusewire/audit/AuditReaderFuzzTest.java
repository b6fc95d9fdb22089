package io.fusewire.audit;

import com.code_intelligence.jazzer.junit.FuzzTest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Coverage-guided fuzzing. In an ordinary build each method runs once over its inputs in {@code
 * src/test/resources}; with {@code JAZZER_FUZZ=1} one of them searches for ten seconds, see the
 * module's README.
 */
class AuditReaderFuzzTest {

    @FuzzTest(maxDuration = "10s")
    void readsAnyBytesAndAccountsForThem(byte[] bytes) {
        AnyInputTest.accountedFor(bytes);
    }

    @FuzzTest(maxDuration = "10s")
    void readsAnyTimeWithoutFailing(byte[] bytes) {
        EventTimes.parse(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    @FuzzTest(maxDuration = "10s")
    void printsNoKeyOfACredential(byte[] bytes) {
        byte[] masked = CredentialMask.mask(bytes, 0, bytes.length);
        if (Arrays.equals(masked, bytes)) {
            return;
        }
        // What was masked once has nothing left to mask.
        byte[] again = CredentialMask.mask(masked, 0, masked.length);
        if (again.length > masked.length) {
            throw new IllegalStateException("masking must not grow what is masked already");
        }
    }

    @FuzzTest(maxDuration = "10s")
    void readsAnyRowTextOrRefusesIt(byte[] bytes) {
        try {
            RowText.toJson(new String(bytes, StandardCharsets.UTF_8), 64);
        } catch (IllegalArgumentException e) {
            // Refused, as documented.
        }
    }
}
