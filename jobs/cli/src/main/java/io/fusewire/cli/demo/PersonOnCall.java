package io.fusewire.cli.demo;

import io.fusewire.cli.KeysFileEntry;
import io.fusewire.cli.Messages;
import io.fusewire.cli.Publication;
import io.fusewire.cli.Terminal;
import io.fusewire.control.SigningKey;

import org.apache.kafka.clients.CommonClientConfigs;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;

/** Who looks at the incident: not the agent's operator, whose word would not count. */
final class PersonOnCall {

    private static final String PERSON = "lee@example.com";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SigningKey key = SigningKey.generate(SigningKey.Kind.ED25519, "lee-demo");

    /** The keys file of a detector that listens to this person. */
    String keysFile() {
        return "version: 1\nkeys:\n"
                + KeysFileEntry.of(key, PERSON, List.of("responder", "approver"), 1);
    }

    /** Signs and publishes what {@code fusewire reset} does, and waits for the detector's word. */
    void reset(String bootstrapServers, Terminal terminal, String decisionId, String agent)
            throws IOException, InterruptedException {
        Properties client = new Properties();
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        Instant now = Instant.now();
        String payload = Messages.verdict(agent, decisionId, "harm", "CLOSED", now);
        new Publication(client, terminal, PATIENCE)
                .publish(key.sign(payload), new Publication.Effect(agent, now));
    }
}
