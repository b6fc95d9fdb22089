package io.fusewire.core.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * The form of resource keys: {@code account/region/service/family/id}.
 *
 * <p>The region is empty for services that have none. Where an id is unique only below a parent,
 * families and ids are chained by {@code >}, outermost first: an S3 object is {@code
 * 111122223333//s3/bucket>object/my-bucket>path/to/key}. There are as many {@code >} before the
 * innermost id as there are in the family; later ones belong to the id.
 */
public final class ResourceKeys {

    /** Between parts of a key. */
    static final char PART = '/';

    /** Between a parent and what is below it. */
    static final char BELOW = '>';

    private ResourceKeys() {}

    /**
     * The key of the resource that {@code key} is below (the bucket of an object, the cluster of a
     * service), or null if its key names none.
     */
    public static @Nullable String parentOf(String key) {
        int familyStart = partStart(key, 3);
        int idStart = partStart(key, 4);
        if (idStart < 0) {
            return null;
        }
        int depth = 0;
        int familyEnd = -1;
        for (int i = familyStart; i < idStart - 1; i++) {
            if (key.charAt(i) == BELOW) {
                depth++;
                familyEnd = i;
            }
        }
        int idEnd = idStart - 1;
        for (int i = 0; i < depth && idEnd >= 0; i++) {
            idEnd = key.indexOf(BELOW, idEnd + 1);
        }
        if (depth == 0 || idEnd < 0) {
            return null;
        }
        return key.substring(0, familyEnd) + PART + key.substring(idStart, idEnd);
    }

    /** The region of a resource; empty if its service has none, or if the key has another form. */
    public static String regionOf(String key) {
        int start = partStart(key, 1);
        int next = partStart(key, 2);
        return next < 0 || partStart(key, 4) < 0 ? "" : key.substring(start, next - 1);
    }

    /** Where part {@code index} of a key begins, or -1. */
    private static int partStart(String key, int index) {
        int start = 0;
        for (int i = 0; i < index; i++) {
            start = key.indexOf(PART, start) + 1;
            if (start == 0) {
                return -1;
            }
        }
        return start;
    }
}
