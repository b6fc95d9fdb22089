package io.fusewire.control;

import io.fusewire.core.control.UsedMessages;
import io.fusewire.core.detection.Refusal;
import io.fusewire.policy.ControlMessageReader;
import io.fusewire.policy.PolicyException;
import io.fusewire.policy.Statement;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What people said over time, in a file with one message a line.
 *
 * @param statements what counts, in the file's order
 * @param refusals what does not
 */
public record ControlFile(List<Statement> statements, List<Refusal> refusals) {

    /** Nobody said anything. */
    public static final ControlFile NOTHING = new ControlFile(List.of(), List.of());

    public ControlFile {
        statements = List.copyOf(statements);
        refusals = List.copyOf(refusals);
    }

    /**
     * Reads messages for which whoever hands over the file vouches, none of them signed.
     *
     * @throws PolicyException if anything is wrong with any of them; lists all of it
     */
    public static ControlFile vouchedFor(String text, String name) throws PolicyException {
        return new ControlFile(ControlMessageReader.readLines(text, name), List.of());
    }

    /**
     * Reads messages and keeps those that the live job would obey: signed ones, each once, and
     * policies without signature, for which whoever hands over the file vouches as for {@code
     * --policy}. A file does not tell when a message was heard, so it is taken as heard when it was
     * issued.
     */
    public static ControlFile signed(String text, String name, TrustedKeys keys) {
        ControlReader reader = new ControlReader(keys, true, new UsedMessages());
        List<Statement> statements = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty()) {
                continue;
            }
            try {
                statements.add(
                        reader.read(
                                        line.getBytes(StandardCharsets.UTF_8),
                                        new ControlReader.Place(
                                                name, i + 1, ControlReader.WHEN_ISSUED))
                                .statement());
            } catch (RefusedMessageException e) {
                refusals.add(refusal(e, name, i + 1));
            }
        }
        return new ControlFile(statements, refusals);
    }

    /** Of a message that does not count nobody knows who said it, of whom, or when. */
    private static Refusal refusal(RefusedMessageException e, String name, int line) {
        return new Refusal(
                "unknown",
                "control message",
                e.denial().cause(),
                e.denial().reason(),
                0,
                "unknown",
                name,
                line);
    }

    /** Whether a file holds any signed message. */
    public static boolean holdsSigned(String text) {
        return text.lines().anyMatch(line -> SignedForm.isMeantToBe(line.strip()));
    }
}
