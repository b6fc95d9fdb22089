package io.fusewire.core.containment;

import io.fusewire.core.identity.SessionRef;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Persons' sessions that have the user id of a session to be denied, and that its time of issue
 * parts from it.
 *
 * <p>{@code aws:TokenIssueTime} is when STS issued a session's credentials, and {@code
 * creationDate} in the records is the same moment in whole seconds: a window of one second around
 * it holds that session whether or not IAM keeps fractions.
 *
 * @param issuedAtMillis whole seconds in which the spared were issued, sorted
 * @param notes what whoever relies on it has to know, as sentences
 */
record Spared(List<Long> issuedAtMillis, List<String> notes) {

    private static final Spared NOBODY = new Spared(List.of(), List.of());

    Spared {
        issuedAtMillis = List.copyOf(issuedAtMillis);
        notes = List.copyOf(notes);
    }

    /** Those of {@code namesakes} that a deny of {@code denied} would hit and can leave out. */
    static Spared of(SessionRef denied, List<String> namesakes) {
        OptionalLong own = issuedAt(denied);
        if (own.isEmpty()) {
            return NOBODY;
        }
        List<Long> issuedAt = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (String namesake : namesakes) {
            SessionRef other = SessionRef.parse(namesake);
            OptionalLong issued = issuedAt(other);
            if (other.type() != denied.type()
                    || !other.principal().equals(denied.principal())
                    || issued.isEmpty()) {
                continue;
            }
            if (issued.getAsLong() == own.getAsLong()) {
                notes.add(
                        "A person's session of the same name was issued within the same second. No"
                                + " policy can part them: both are denied.");
            } else {
                issuedAt.add(issued.getAsLong());
                notes.add(
                        "A person's own session of the same name, opened in the console and issued"
                                + " at "
                                + other.createdAt()
                                + ", works on: the deny leaves out what was issued in that"
                                + " second.");
            }
        }
        return new Spared(issuedAt.stream().sorted().distinct().toList(), notes);
    }

    boolean isNobody() {
        return issuedAtMillis.isEmpty();
    }

    private static OptionalLong issuedAt(SessionRef session) {
        String createdAt = session.createdAt();
        if (createdAt == null) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Instant.parse(createdAt).getEpochSecond() * 1_000);
        } catch (DateTimeParseException e) {
            return OptionalLong.empty();
        }
    }
}
