package io.fusewire.core.catalogue;

/**
 * API dates at the end of event names: {@code DeleteFunction20150331}, {@code
 * UpdateFunctionCode20150331v2} (Lambda), {@code CreateDistribution2020_05_31} (CloudFront).
 */
public final class EventNames {

    private static final int DATE_DIGITS = 8;
    private static final int UNDERSCORED_DATE_LENGTH = 10;

    private EventNames() {}

    /** Length of {@code eventName} without its API date; its whole length if it has none. */
    public static int lengthWithoutDate(String eventName) {
        int end = eventName.length();
        if (isUnderscoredDate(eventName, end - UNDERSCORED_DATE_LENGTH)) {
            return end - UNDERSCORED_DATE_LENGTH;
        }
        int dateEnd = withoutRevision(eventName);
        int start = dateEnd - DATE_DIGITS;
        return start > 0 && digits(eventName, start, dateEnd) ? start : end;
    }

    /** The end without a trailing {@code v} and digits, or the whole length. */
    private static int withoutRevision(String name) {
        int i = name.length();
        while (i > 0 && isDigit(name.charAt(i - 1))) {
            i--;
        }
        boolean revised = i > 0 && i < name.length() && name.charAt(i - 1) == 'v';
        return revised ? i - 1 : name.length();
    }

    private static boolean isUnderscoredDate(String name, int start) {
        return start > 0
                && digits(name, start, start + 4)
                && name.charAt(start + 4) == '_'
                && digits(name, start + 5, start + 7)
                && name.charAt(start + 7) == '_'
                && digits(name, start + 8, start + 10);
    }

    private static boolean digits(String name, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!isDigit(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
