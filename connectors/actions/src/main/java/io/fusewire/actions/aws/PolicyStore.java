package io.fusewire.actions.aws;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** The one document of ours on a target, wherever AWS keeps it. */
interface PolicyStore {

    /**
     * The document as it stands; null if there is none.
     *
     * @throws CallFailed if it is not known
     */
    @Nullable String read() throws CallFailed;

    /** Characters of what others have on the target and what counts towards the same limit. */
    int othersCharacters() throws CallFailed;

    /** Replaces the document. */
    void write(String document) throws CallFailed;

    /** Takes the document away; one that is not there counts as taken away. */
    void delete() throws CallFailed;

    /** IAM's answers have documents URL-encoded. */
    static String decoded(String operation, @Nullable String document) throws CallFailed {
        if (document == null || document.isEmpty()) {
            throw CallFailed.unusable(operation, "no document");
        }
        try {
            return URLDecoder.decode(document, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw CallFailed.unusable(operation, "a document that is not URL-encoded");
        }
    }

    /** As IAM counts; white space within texts is counted here, which leaves less room. */
    static int characters(String document) {
        return (int) document.chars().filter(c -> !Character.isWhitespace(c) || c == ' ').count();
    }
}
