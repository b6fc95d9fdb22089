package io.fusewire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.kafka.DomainJson;
import io.fusewire.kafka.Topics;
import io.fusewire.kafka.embedded.EmbeddedKafka;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

import java.util.Optional;

/** A decision and what followed it, on real topics. */
class ExplainCommandIT {

    @Test
    void saysWhatTheAgentLeftSinceThen() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            kafka.createTopics(Topics.all(1, Optional.of((short) 1)));
            try (KafkaProducer<String, String> producer =
                    new KafkaProducer<>(
                            kafka.clientSettings(),
                            new StringSerializer(),
                            new StringSerializer())) {
                say(producer, Topics.TRIPS, "{\"decisionId\":\"8c1f03d2aa\",\"agent\":\"a\"}");
                say(producer, Topics.OBSERVATIONS, "{\"decisionId\":\"8c1f03d2aa\"}");
                for (String decision : new String[] {"8c1f03d2aa", "another"}) {
                    String trail = decision.equals("another") ? "not-its" : "org";
                    say(
                            producer,
                            Topics.OBSERVATIONS,
                            DomainJson.observation(
                                    ObservedCalls.stopLogging(decision, "a", trail)));
                }
                producer.flush();
            }
            CommandOutput said =
                    CommandOutput.of(
                            "explain", "8c1f03d2", "--bootstrap-servers", kafka.bootstrapServers());
            assertThat(said.err()).isEmpty();
            assertThat(said.out())
                    .contains("  left since  TRAIL  StopLogging  org\n")
                    .contains("  aws cloudtrail start-logging --name org --region eu-west-1\n")
                    .doesNotContain("not-its");
        }
    }

    private static void say(KafkaProducer<String, String> producer, String topic, String message) {
        producer.send(new ProducerRecord<>(topic, message));
    }
}
