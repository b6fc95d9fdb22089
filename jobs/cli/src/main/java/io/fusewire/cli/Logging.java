package io.fusewire.cli;

/**
 * How much the libraries say on the error stream. Must be set before the first of them logs, since
 * the logging configuration is read once.
 */
final class Logging {

    private static final String LEVEL = "fusewire.log.level";

    /**
     * Of loggers whose warnings mean nothing in one process; they follow what a person asks for.
     */
    private static final String LIBRARIES = "fusewire.log.level.libraries";

    private Logging() {}

    /** Nothing, unless a person asks for it: the command itself reports what fails. */
    static void quiet() {
        setUnlessGiven("off");
    }

    /** What a person should look at. */
    static void warnings() {
        setUnlessGiven("warn");
    }

    private static String quieter(String level) {
        return level.equals("warn") ? "error" : level;
    }

    private static void setUnlessGiven(String level) {
        String asked = System.getenv("FUSEWIRE_LOG_LEVEL");
        if (System.getProperty(LEVEL) == null) {
            System.setProperty(LEVEL, asked == null ? level : asked);
            System.setProperty(LIBRARIES, asked == null ? quieter(level) : asked);
        }
    }
}
