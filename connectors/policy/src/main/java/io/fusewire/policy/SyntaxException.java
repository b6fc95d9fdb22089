package io.fusewire.policy;

/** A text is neither YAML nor JSON, or uses what policies do not allow. */
final class SyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Place place;
    private final String rule;

    SyntaxException(Place place, String rule) {
        super(rule);
        this.place = place;
        this.rule = rule;
    }

    SyntaxException(Place place, String rule, Throwable cause) {
        super(rule, cause);
        this.place = place;
        this.rule = rule;
    }

    Place place() {
        return place;
    }

    /** What must hold and what was found instead. */
    String rule() {
        return rule;
    }
}
