package io.fusewire.policy;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Who says a message, and when: the message tells, or its signatures do. A signed message that told
 * it again could contradict them, so it must not.
 */
abstract class Speakers {

    /**
     * The keys that a message may have.
     *
     * @param what those that hold what it says
     * @param who those that hold who says it
     */
    abstract List<String> keys(List<String> what, List<String> who);

    /** Reads what every message of the kind has; before the getters below. */
    abstract void noteMessage(Section section);

    /** When it was said, milliseconds since the epoch; null after a problem. */
    abstract @Nullable Long at(Section section);

    /** Who said it; null after a problem. */
    abstract @Nullable String by(Section section);

    /** Who signed it; {@code nobody} of what is unsigned. */
    abstract String signers();

    /** Who approve. */
    abstract List<String> approvers(Section section, PersonMessageReader reader);

    /** The message itself tells; whoever reads it has to check. */
    static Speakers asWritten() {
        return new AsWritten();
    }

    private static final class AsWritten extends Speakers {
        @Override
        List<String> keys(List<String> what, List<String> who) {
            return Stream.concat(what.stream(), who.stream()).toList();
        }

        @Override
        void noteMessage(Section section) {}

        @Override
        @Nullable Long at(Section section) {
            return PersonMessageReader.time(section, "at");
        }

        @Override
        @Nullable String by(Section section) {
            return PersonMessageReader.name(section, "by");
        }

        @Override
        String signers() {
            return "nobody";
        }

        @Override
        List<String> approvers(Section section, PersonMessageReader reader) {
            if (!section.has("approvers")) {
                section.problem("approvers", "must be given");
            }
            return reader.texts(section, "approvers", any -> null);
        }
    }

    /** The signatures tell; {@code jti} and {@code iat} stand in it as in a JSON Web Token. */
    static final class Signed extends Speakers {

        /** Latest time that a message can name: far beyond any use, well within a long. */
        private static final long LATEST_SECONDS =
                Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

        private final List<String> persons;
        private @Nullable String messageId;
        private @Nullable Long issuedAtMillis;

        /**
         * @param persons whose keys signed it
         */
        Signed(List<String> persons) {
            this.persons = List.copyOf(persons);
        }

        /** The message's own name, of a message that was read without problems. */
        String messageId() {
            return Objects.requireNonNull(messageId);
        }

        /** When it was signed, of a message that was read without problems. */
        long issuedAtMillis() {
            return Objects.requireNonNull(issuedAtMillis);
        }

        @Override
        List<String> keys(List<String> what, List<String> who) {
            return Stream.concat(what.stream(), Stream.of("jti", "iat")).toList();
        }

        @Override
        void noteMessage(Section section) {
            messageId = section.text("jti");
            if (messageId == null || !KeysReader.ID.matcher(messageId).matches()) {
                section.problem("jti", KeysReader.ID_RULE);
            }
            issuedAtMillis = issuedAt(section);
        }

        private static @Nullable Long issuedAt(Section section) {
            if (section.node("iat") instanceof Node.Scalar scalar
                    && scalar.type() == Node.Scalar.Type.INTEGER) {
                try {
                    long seconds = Long.parseLong(scalar.text());
                    if (seconds > 0 && seconds <= LATEST_SECONDS) {
                        return seconds * 1_000;
                    }
                } catch (NumberFormatException e) {
                    // Falls through to the problem, which says all that the exception would.
                }
            }
            section.problem("iat", "must be given: when it was signed, in seconds since 1970");
            return null;
        }

        @Override
        @Nullable Long at(Section section) {
            return issuedAtMillis;
        }

        @Override
        String by(Section section) {
            return signers();
        }

        @Override
        String signers() {
            return String.join(", ", persons);
        }

        @Override
        List<String> approvers(Section section, PersonMessageReader reader) {
            return persons;
        }
    }
}
