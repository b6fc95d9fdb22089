package io.fusewire.actions;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/**
 * All that is logged while it is open, at the finest level, of the SDK that of its requests. The
 * SDK's signer is left at INFO: finer, it logs session tokens, which the README warns of.
 */
public final class LoggedText extends AbstractAppender implements AutoCloseable {

    private final StringBuffer text = new StringBuffer();

    private LoggedText() {
        super("logged-text", null, null, false, Property.EMPTY_ARRAY);
    }

    public static LoggedText ofEverything() {
        LoggedText log = new LoggedText();
        log.start();
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        context.getConfiguration().getRootLogger().addAppender(log, Level.ALL, null);
        Configurator.setRootLevel(Level.ALL);
        Configurator.setLevel("software.amazon.awssdk", Level.INFO);
        Configurator.setLevel("software.amazon.awssdk.request", Level.ALL);
        return log;
    }

    public String text() {
        return text.toString();
    }

    @Override
    public void append(LogEvent event) {
        text.append(event.getMessage().getFormattedMessage()).append('\n');
        for (Throwable thrown = event.getThrown(); thrown != null; thrown = thrown.getCause()) {
            text.append(thrown).append('\n');
        }
    }

    @Override
    public void close() {
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        context.getConfiguration().getRootLogger().removeAppender(getName());
        Configurator.setRootLevel(Level.ERROR);
        stop();
    }
}
