package io.fusewire.cli.report;

import java.util.Locale;

/** What the page's sections have in common. */
final class Parts {

    private final Html html;

    Parts(Html html) {
        this.html = html;
    }

    /** Opens a section with a heading that can be jumped to. */
    void section(String anchor, String heading) {
        html.open("section", "id", anchor, "aria-labelledby", anchor + "-heading");
        html.element("h2", heading, "id", anchor + "-heading");
    }

    /** Opens a table that scrolls by itself where it is wider than the screen. */
    void table(String caption, String... headings) {
        html.open("div", "class", "wide", "tabindex", "0", "role", "group", "aria-label", caption);
        html.open("table").element("caption", caption);
        html.open("thead").open("tr");
        for (String heading : headings) {
            html.element("th", heading, "scope", "col");
        }
        html.close().close().open("tbody");
    }

    void endTable() {
        html.close().close().close();
    }

    void cell(String text, String style) {
        html.element("td", text, "class", style);
    }

    void fact(String label, String value) {
        html.open("div");
        content(label, value);
    }

    /** A fact that needs room: a name, or a time to the millisecond. */
    void longFact(String label, String value) {
        html.open("div", "class", "broad");
        content(label, value);
    }

    private void content(String label, String value) {
        html.element("dt", label);
        html.element("dd", value);
        html.close();
    }

    /** A share of a limit, as a bar and in words. */
    void meter(double ratio) {
        html.open("td", "class", "number");
        html.open(
                        "meter",
                        "min",
                        "0",
                        "max",
                        "1",
                        "optimum",
                        "0",
                        "low",
                        "0.5",
                        "high",
                        "0.99",
                        "aria-label",
                        "share of the limit",
                        "value",
                        String.format(Locale.ROOT, "%.3f", Math.min(1, ratio)))
                .close();
        html.text(" " + percent(ratio)).close();
    }

    static String percent(double ratio) {
        double percent = 100 * ratio;
        return percent > 0 && percent < 1 ? "< 1 %" : Figures.grouped(Math.round(percent)) + " %";
    }

    /** Says what a list leaves out, if it does. */
    void leftOut(long all, long shown, String what, String where) {
        if (all > shown) {
            html.element(
                    "p",
                    Figures.grouped(all - shown) + " further " + what + " are in " + where + ".",
                    "class",
                    "left-out");
        }
    }

    static String counted(long number, String noun) {
        return counted(number, noun, noun + "s");
    }

    static String counted(long number, String one, String many) {
        return Figures.grouped(number) + " " + (number == 1 ? one : many);
    }
}
