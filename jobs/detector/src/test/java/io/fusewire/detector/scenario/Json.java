package io.fusewire.detector.scenario;

import java.util.Locale;

/** JSON as a test writes it: with single quotes, which none of its values contains. */
final class Json {

    private Json() {}

    static String of(String template, Object... values) {
        String text = values.length == 0 ? template : String.format(Locale.ROOT, template, values);
        return text.replace('\'', '"');
    }
}
