package io.fusewire.audit;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code records = accepted + skipped + deadLettered}, to the last one, for inputs of which the
 * numbers are known.
 */
class BalanceTest {

    /** One record of an input, and what has to become of it. */
    private enum Piece {
        GOOD(Reading.RECORD),
        SMALL(Reading.recordWith("")),
        WITHOUT_NAME("{\"eventSource\":\"s3.amazonaws.com\",\"requestParameters\":{\"a\":[1,2]}}"),
        WITHOUT_TIME("{\"eventSource\":\"s3.amazonaws.com\",\"eventName\":\"DeleteBucket\"}"),
        NOTIFICATION(Reading.recordWith("").replace("s3.amazonaws.com", "aws:s3")),
        EMPTY("{}"),
        BROKEN("{\"eventName\" \"DeleteBucket\",\"b\":{\"c\":\"}\"}}"),
        NO_OBJECT("\"a text\""),
        DIGEST("{\"awsAccountId\":\"123456789012\",\"digestStartTime\":\"2026-03-01T10:00:00Z\"}"),
        CONTROL_MESSAGE("{\"messageType\":\"CONTROL_MESSAGE\",\"logEvents\":[]}"),
        INSIGHT(Reading.recordWith("\"eventType\":\"AwsCloudTrailInsight\""));

        private final String json;

        Piece(String json) {
            this.json = json;
        }

        boolean isObject() {
            return this != NO_OBJECT;
        }
    }

    /** How several pieces stand together in one line. */
    private enum Shape {
        RECORDS_FILE("{\"Records\":[", "]}"),
        RECORDS_FILE_WITH_MORE("{\"a\":{\"b\":1}, \"Records\" : [ ", " ],\"c\":[\"]}\"]}"),
        ARRAY("[", "]"),
        /**
         * Has to be JSON as a whole, so that a broken element makes one unreadable region of it.
         */
        WRAPPED_FILE("{\"_raw\":{\"Records\":[", "]},\"host\":\"h\"}") {
            @Override
            boolean isReadableWith(List<Piece> pieces) {
                return !pieces.contains(Piece.BROKEN);
            }
        },
        WRAPPED_TEXT("{\"Records\":[", "]}") {
            @Override
            String around(List<Piece> pieces) {
                return "{\"message\":" + Envelopes.string(super.around(pieces)) + "}";
            }
        },
        LOG_EVENTS("{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[", "]}") {
            @Override
            String element(Piece piece) {
                return piece.isObject()
                        ? "{\"id\":\"1\",\"message\":" + Envelopes.string(piece.json) + "}"
                        : piece.json;
            }
        },
        LOOKUP_EVENTS("{\"Events\":[", "],\"NextToken\":\"n\"}") {
            @Override
            String element(Piece piece) {
                return piece.isObject()
                        ? "{\"CloudTrailEvent\":" + Envelopes.string(piece.json) + "}"
                        : piece.json;
            }
        };

        private final String opening;
        private final String closing;

        Shape(String opening, String closing) {
            this.opening = opening;
            this.closing = closing;
        }

        String element(Piece piece) {
            return piece.json;
        }

        boolean isReadableWith(List<Piece> pieces) {
            return true;
        }

        String around(List<Piece> pieces) {
            return pieces.stream()
                    .map(this::element)
                    .collect(Collectors.joining(",", opening, closing));
        }
    }

    /** A line: pieces in a shape, or one piece by itself. */
    private record Line(List<Piece> pieces, boolean isArray, String text) {

        static Line of(Piece piece) {
            return new Line(List.of(piece), false, piece.json);
        }

        static Line of(Shape shape, List<Piece> pieces) {
            String text = shape.around(pieces);
            return shape.isReadableWith(pieces)
                    ? new Line(pieces, true, text)
                    : new Line(List.of(Piece.BROKEN), true, text);
        }

        void count(Account account) {
            pieces.forEach(account::count);
            if (isArray && !pieces.isEmpty() && pieces.stream().allMatch(Piece.INSIGHT::equals)) {
                // A file of nothing but Insights events is one record.
                account.skipped.merge(SkipReason.INSIGHT, 1 - pieces.size(), Integer::sum);
            }
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final class Account {
        private int accepted;
        private int deadLettered;
        private final Map<SkipReason, Integer> skipped = new EnumMap<>(SkipReason.class);

        void count(Piece piece) {
            switch (piece) {
                case GOOD, SMALL -> accepted++;
                case WITHOUT_NAME, WITHOUT_TIME, NOTIFICATION, EMPTY, BROKEN, NO_OBJECT ->
                        deadLettered++;
                case DIGEST -> skipped.merge(SkipReason.DIGEST, 1, Integer::sum);
                case CONTROL_MESSAGE -> skipped.merge(SkipReason.CONTROL_MESSAGE, 1, Integer::sum);
                case INSIGHT -> skipped.merge(SkipReason.INSIGHT, 1, Integer::sum);
            }
        }
    }

    @Provide
    Arbitrary<List<Line>> lines() {
        Arbitrary<Piece> piece = Arbitraries.of(Piece.class);
        Arbitrary<Line> array =
                Combinators.combine(Arbitraries.of(Shape.class), piece.list().ofMaxSize(6))
                        .as(Line::of);
        // A line that opens no object may belong to the unreadable region before it.
        Arbitrary<Line> single = piece.filter(Piece::isObject).map(Line::of);
        return Arbitraries.oneOf(single, array).list().ofMinSize(1).ofMaxSize(6);
    }

    @Property(tries = 500)
    void everyRecordIsAcceptedSkippedOrDeadLetteredExactlyOnce(@ForAll("lines") List<Line> lines) {
        Account account = new Account();
        lines.forEach(line -> line.count(account));
        String input = lines.stream().map(Line::text).collect(Collectors.joining("\n"));

        for (CollectingSink found : List.of(Reading.stream(input), Reading.message(input))) {
            assertThat(found.records).hasSize(account.accepted);
            assertThat(found.deadLetters).hasSize(account.deadLettered);
            assertThat(found.skipped).isEqualTo(account.skipped);
        }
    }
}
