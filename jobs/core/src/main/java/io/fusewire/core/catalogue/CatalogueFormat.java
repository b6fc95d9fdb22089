package io.fusewire.core.catalogue;

/**
 * The compact form in which the catalogue ships: a gzip stream of {@link java.io.DataOutput}
 * values, written by the generator and read by {@link Catalogue}.
 *
 * <pre>
 * int MAGIC, int VERSION
 * n, n × UTF                               strings, sorted; all later references are indexes into them
 * n, n × (source, name, effect, second effect or -1, loss, impact, type, family,
 *         ids targets, ids parents, ids created, pairedCreate or -1, pairedDelete or -1)
 *                                          operations, sorted by (source, name)
 * n, n × (operation, path, test, effect, loss, impact)    parameter rules, in order of the operations
 * n, n × (seen source prefix, n, n × canonical source)    source aliases, sorted
 * n, n × (service, noun, family)                           family synonyms, sorted
 * </pre>
 *
 * <p>{@code ids} is a count and that many pairs (path, family). Counts and indexes are
 * variable-length: seven bits a byte, low bits first, plus one so that -1 can be written. The
 * stream carries no time stamp.
 */
public final class CatalogueFormat {

    /** {@code FWCA}. */
    public static final int MAGIC = 0x46574341;

    public static final int VERSION = 1;

    /** Name of the resource, beside {@link Catalogue}. */
    public static final String RESOURCE = "catalogue.bin";

    private CatalogueFormat() {}
}
