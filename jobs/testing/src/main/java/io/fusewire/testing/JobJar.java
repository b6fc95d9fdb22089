package io.fusewire.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * A job as it ships.
 *
 * @param path of the shaded jar, which the package phase makes
 */
public record JobJar(Path path) {

    /** System property that names the jar; each job's module sets it for its cluster tests. */
    public static final String PROPERTY = "fusewire.test.jobJar";

    /**
     * The one of the module under test.
     *
     * @throws AssertionError if there is none
     */
    public static JobJar ofModule() {
        Path path = Path.of(System.getProperty(PROPERTY, ""));
        if (!Files.isRegularFile(path)) {
            throw new AssertionError(
                    PROPERTY + " must name the shaded job jar, but was '" + path + "'");
        }
        return new JobJar(path);
    }

    /** The class whose {@code main} submits the job. */
    public String mainClass() throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            return jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
        }
    }

    /** Names of everything in it. */
    public List<String> entries() throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            return jar.stream().map(JarEntry::getName).toList();
        }
    }
}
