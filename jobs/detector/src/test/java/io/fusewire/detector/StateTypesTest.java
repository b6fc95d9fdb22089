package io.fusewire.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.audit.DeadLetter;
import io.fusewire.core.baseline.AgentDay;
import io.fusewire.core.baseline.AgentHistory;
import io.fusewire.core.baseline.Episode;
import io.fusewire.core.baseline.PriorsVersion;
import io.fusewire.core.control.UsedMessages;
import io.fusewire.core.detection.ActiveAgents;
import io.fusewire.core.detection.AgentState;
import io.fusewire.core.detection.AgentSummary;
import io.fusewire.core.detection.ApprovedResource;
import io.fusewire.core.detection.BreakerStatus;
import io.fusewire.core.detection.Charge;
import io.fusewire.core.detection.Command;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.detection.DecisionDifference;
import io.fusewire.core.detection.Observation;
import io.fusewire.core.detection.Refusal;
import io.fusewire.core.detection.SessionEntry;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.AccountSummary;
import io.fusewire.core.inventory.CascadeOperation;
import io.fusewire.core.inventory.EnvironmentEntry;
import io.fusewire.core.inventory.FirstHarm;
import io.fusewire.core.inventory.IssuerEntry;
import io.fusewire.core.inventory.ResourceEntry;
import io.fusewire.core.inventory.ResourceSlot;
import io.fusewire.core.inventory.SeenId;
import io.fusewire.core.inventory.SessionUse;
import io.fusewire.core.inventory.SwarmApproval;
import io.fusewire.core.inventory.SwarmEntry;
import io.fusewire.core.policy.PolicyVersion;
import io.fusewire.core.policy.VerifiedApproval;
import io.fusewire.core.staging.CandidateStanding;
import io.fusewire.core.staging.StagedVersion;
import io.fusewire.core.staging.StagingStep;
import io.fusewire.kafka.KafkaMessage;

import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;

class StateTypesTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                // Shipped between operators.
                KafkaMessage.class,
                ControlMessage.class,
                StampedEvent.class,
                GuardInput.class,
                AuditEvent.class,
                AccountEvent.class,
                AgentAtWork.class,
                Decision.class,
                Observation.class,
                BreakerStatus.class,
                DeadLetter.class,
                AgentSummary.class,
                Episode.class,
                AgentDay.class,
                Command.class,
                Refusal.class,
                AgentHistory.class,
                // Stored.
                ActiveAgents.class,
                PolicyVersion.class,
                PriorsVersion.class,
                StagedVersion.class,
                CandidateState.class,
                StagingStep.class,
                DecisionDifference.class,
                CandidateStanding.class,
                VerifiedApproval.class,
                UsedMessages.Used.class,
                ApprovedResource.class,
                AccountSummary.class,
                IssuerEntry.class,
                SeenId.class,
                ResourceEntry.class,
                ResourceSlot.class,
                EnvironmentEntry.class,
                CascadeOperation.class,
                SessionUse.class,
                SwarmEntry.class,
                FirstHarm.class,
                SwarmApproval.class,
                AgentState.class,
                Charge.class,
                SessionEntry.class
            })
    void isStoredAndShippedWithoutKryo(Class<?> type) {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
    }

    @Test
    void comesBackAsItWentWithItsNulls() throws IOException {
        for (StampedEvent event : TestingTrail.events(TestingTrail.fleet(1))) {
            assertThat(copy(event, StampedEvent.class)).isEqualTo(event);
        }
        assertThat(copy(ControlMessage.NOTHING, ControlMessage.class))
                .isEqualTo(ControlMessage.NOTHING);
    }

    private static <T> T copy(T value, Class<T> type) throws IOException {
        TypeSerializer<T> serializer =
                TypeInformation.of(type).createSerializer(new SerializerConfigImpl());
        DataOutputSerializer out = new DataOutputSerializer(256);
        serializer.serialize(value, out);
        return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }
}
