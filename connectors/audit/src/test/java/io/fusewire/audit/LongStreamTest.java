package io.fusewire.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.record.CloudTrailRecord;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

class LongStreamTest {

    private static final int RECORDS = 40_000;

    /**
     * Of some kibibytes; most of them in a field that is passed over, which keeps the test fast.
     */
    private static final String RECORD =
            Reading.RECORD.replace(
                    "\"requestID\":\"r-1\"", "\"requestID\":\"" + "r-1 ".repeat(1_700) + '"');

    @Test
    void holdsNoMoreOfAFileOfRecordsThanItsUsualWindow() throws IOException {
        RecordsFile file = new RecordsFile();
        AuditReader reader = new AuditReader(ReaderLimits.DEFAULT, DigestMode.WHEN_NEEDED);
        Counts counts = new Counts();

        reader.readStream(file, "large.json", counts);

        assertThat(file.given).isGreaterThan(300_000_000);
        assertThat(counts.others).isZero();
        assertThat(counts.records).isEqualTo(RECORDS);
        assertThat(counts.lastId).endsWith("5555555" + RECORDS);
        // Beside the window, buffers that no record of this file needs have their first size.
        assertThat(reader.heldBytesMax()).isLessThan(Window.USUAL_BYTES + (64 << 10));
    }

    /** {@code {"Records":[…]}} made while it is read, each record with an id of its own. */
    private static final class RecordsFile extends InputStream {
        private final byte[] record;
        private final int idEnd;
        private byte[] piece = "{\"Records\":[".getBytes(StandardCharsets.UTF_8);
        private int at;
        private int made;
        long given;

        RecordsFile() {
            String id = "11111111-2222-3333-4444-555555555555";
            record = (RECORD + ",").getBytes(StandardCharsets.UTF_8);
            idEnd = new String(record, StandardCharsets.ISO_8859_1).indexOf(id) + id.length();
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("the reader must not read byte by byte");
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (at == piece.length && !next()) {
                return -1;
            }
            int count = Math.min(length, piece.length - at);
            System.arraycopy(piece, at, into, offset, count);
            at += count;
            given += count;
            return count;
        }

        private boolean next() {
            if (made > RECORDS) {
                return false;
            }
            at = 0;
            made++;
            if (made > RECORDS) {
                piece = "]}".getBytes(StandardCharsets.UTF_8);
                return true;
            }
            piece = record;
            int rest = made;
            for (int i = 1; rest > 0; i++) {
                record[idEnd - i] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
            if (made == RECORDS) {
                piece = Arrays.copyOf(record, record.length - 1);
            }
            return true;
        }
    }

    private static final class Counts implements RecordSink {
        private long records;
        private long others;
        private String lastId = "";

        @Override
        public void record(CloudTrailRecord record) {
            records++;
            lastId = String.valueOf(record.eventId);
        }

        @Override
        public void deadLetter(DeadLetter letter) {
            others++;
        }

        @Override
        public void skipped(SkipReason reason) {
            others++;
        }
    }
}
