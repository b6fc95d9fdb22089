package io.fusewire.core.containment;

import java.util.List;

/**
 * The policy document that one target needs.
 *
 * @param statements ours, in the order of their kinds and dates
 * @param kept statements of others that were found in the document, as JSON, in the order found
 */
public record DenyDocument(List<DenyStatement> statements, List<String> kept) {

    private static final String START = "{\"Version\":\"2012-10-17\",\"Statement\":[";
    private static final String END = "]}";

    public DenyDocument {
        statements = List.copyOf(statements);
        kept = List.copyOf(kept);
    }

    /** Whether it says nothing: an inline policy is then deleted, for AWS takes no empty one. */
    public boolean isEmpty() {
        return statements.isEmpty() && kept.isEmpty();
    }

    /** The document as JSON without white space: the same state gives the same bytes. */
    public String text() {
        StringBuilder json = new StringBuilder(START);
        String separator = "";
        for (DenyStatement statement : statements) {
            json.append(separator);
            statement.appendTo(json);
            separator = ",";
        }
        for (String statement : kept) {
            json.append(separator).append(statement);
            separator = ",";
        }
        return json.append(END).toString();
    }

    /** Characters that count towards the holder's limit, at most: white space in texts counts. */
    public int size() {
        return text().length();
    }
}
