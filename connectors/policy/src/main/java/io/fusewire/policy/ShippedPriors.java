package io.fusewire.policy;

import io.fusewire.core.baseline.Priors;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The priors that hold where nobody has learned any: what the benchmark's simulated fleet taught,
 * its caps only for classes of which the product ships none. Unsigned defaults, made anew by {@code
 * fusewire bench priors} as the file's first lines say.
 */
public final class ShippedPriors {

    /** What decisions call them. */
    public static final String ID = Priors.SHIPPED;

    private static final String RESOURCE = "shipped-priors.yaml";

    private ShippedPriors() {}

    /** The shipped priors. */
    public static Priors get() {
        return Loaded.PRIORS;
    }

    /** Read once, when they are first asked for. */
    private static final class Loaded {
        private static final Priors PRIORS = load();

        private static Priors load() {
            try (InputStream in = ShippedPriors.class.getResourceAsStream(RESOURCE)) {
                if (in == null) {
                    throw new IllegalStateException(RESOURCE + " must be on the class path");
                }
                return PriorsReader.read(
                        new String(in.readAllBytes(), StandardCharsets.UTF_8), RESOURCE, ID);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (PolicyException e) {
                throw new IllegalStateException("the shipped priors must be valid", e);
            }
        }
    }
}
