package io.fusewire.enforcer;

import io.fusewire.actions.record.ChainHead;
import io.fusewire.audit.DeadLetter;
import io.fusewire.core.containment.AgentAffairs;
import io.fusewire.core.containment.Containment;
import io.fusewire.core.containment.ContainmentOutcome;
import io.fusewire.core.containment.IncidentUpdate;
import io.fusewire.core.containment.MassTripGuard;
import io.fusewire.core.containment.TargetState;
import io.fusewire.core.containment.WriteAsked;
import io.fusewire.core.containment.WriteReport;
import io.fusewire.core.delivery.DeliveryReport;
import io.fusewire.core.delivery.DeliveryState;
import io.fusewire.core.delivery.Message;
import io.fusewire.core.incident.Incident;
import io.fusewire.core.incident.IncidentBook;
import io.fusewire.kafka.KafkaMessage;
import io.fusewire.kafka.KeyedText;

import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateTypesTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                // Shipped between operators.
                KafkaMessage.class,
                TripInput.class,
                AgentInput.class,
                TargetMessage.class,
                ContainmentOutcome.class,
                IncidentUpdate.class,
                WriteReport.class,
                IncidentInput.class,
                Message.class,
                DeliveryReport.class,
                KeyedText.class,
                DeadLetter.class,
                // Stored.
                MassTripGuard.State.class,
                AgentAffairs.class,
                TargetState.class,
                Containment.class,
                WriteAsked.class,
                IncidentBook.class,
                Incident.class,
                ChainHead.class,
                DeliveryState.class
            })
    void isStoredAndShippedWithoutKryo(Class<?> type) {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
    }
}
