package io.fusewire.audit;

/**
 * A row as {@code get-query-results} prints it, an array with one object for each column, made into
 * the one object that it means.
 */
final class RowOfFields {

    private RowOfFields() {}

    /**
     * Merges the objects of a well-formed array.
     *
     * @return false if the array holds anything but objects
     */
    static boolean merge(byte[] bytes, int from, int to, JsonStrings.Buffer out) {
        out.clear();
        out.append('{');
        int depth = 0;
        boolean empty = true;
        int at = from + 1;
        int contentStart = at;
        while (at < to - 1) {
            byte b = bytes[at];
            if (b == '"') {
                if (depth == 0) {
                    return false;
                }
                at = JsonStrings.end(bytes, at, to);
                continue;
            }
            if (b == '{' || b == '[') {
                if (depth == 0) {
                    if (b == '[') {
                        return false;
                    }
                    contentStart = at + 1;
                }
                depth++;
            } else if (b == '}' || b == ']') {
                depth--;
                if (depth == 0 && !isBlank(bytes, contentStart, at)) {
                    if (!empty) {
                        out.append(',');
                    }
                    out.append(bytes, contentStart, at);
                    empty = false;
                }
            } else if (depth == 0 && b != ',' && !JsonStrings.isSpace(b)) {
                return false;
            }
            at++;
        }
        out.append('}');
        return true;
    }

    private static boolean isBlank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!JsonStrings.isSpace(bytes[i])) {
                return false;
            }
        }
        return true;
    }
}
