package io.fusewire.actions;

import io.fusewire.core.containment.WriteRequest;
import io.fusewire.core.containment.WriteResult;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Says what would be written, and writes nothing. Answers as if it stood there already: whoever
 * uses it must not claim more.
 */
public final class DryRunWriter implements TargetWriter {

    private static final Logger LOG = LoggerFactory.getLogger(DryRunWriter.class);

    @Override
    public CompletableFuture<WriteResult> write(WriteRequest request) {
        var packing = request.ledger().pack();
        LOG.info(
                "Dry run: the policy of {} would be {}; keys to be set inactive: {}, active again:"
                        + " {}",
                request.target().arn(),
                packing.document().isEmpty() ? "none" : packing.document().text(),
                request.keysToDisable(),
                request.keysToEnable());
        return CompletableFuture.completedFuture(
                new WriteResult.Confirmed(System.currentTimeMillis(), packing, false, Set.of()));
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
