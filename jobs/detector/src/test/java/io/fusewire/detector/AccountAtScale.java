package io.fusewire.detector;

import com.sun.management.OperatingSystemMXBean;

import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.Loss;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.kafka.KafkaMessage;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One account with as many live resources as the first argument says (a million), on the backend
 * that the second names ({@code rocksdb} or {@code heap}): what the account view costs at that
 * size. Further arguments are RocksDB's settings in Flink's configuration, {@code key=value}. Run
 * by hand over the test class path; it is no test.
 */
final class AccountAtScale {

    private static final String ACCOUNT = "111122223333";
    private static final long START_MILLIS = 1_760_000_000_000L;
    private static final int READS_PER_RESOURCE = 1;

    private AccountAtScale() {}

    /**
     * Prints events a second and processor time for creating, reading and changing, and bytes a
     * resource.
     */
    public static void main(String[] arguments) throws Exception {
        int resources = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        boolean isRocks = arguments.length < 2 || arguments[1].equals("rocksdb");
        Path folder = Files.createTempDirectory("account-at-scale");
        StateBackend backend = isRocks ? rocksDb(folder, arguments) : new HashMapStateBackend();
        long emptyHeap = usedHeap();
        try (var account =
                new KeyedBroadcastOperatorTestHarness<
                        String, StampedEvent, ControlMessage, GuardInput>(
                        new CoBroadcastWithKeyedOperator<>(
                                new ViewAccount(DetectorSettings.LIVE),
                                List.of(DetectorTopology.BROADCAST)),
                        event -> event.event().account(),
                        Types.STRING,
                        1,
                        1,
                        0)) {
            account.setStateBackend(backend);
            account.open();
            measure("creates", resources, Effect.CREATE, account);
            measure("reads", resources * READS_PER_RESOURCE, Effect.READ, account);
            measure("changes", Math.max(1, resources / 5), Effect.MODIFY, account);
            System.out.printf(
                    Locale.ROOT,
                    isRocks
                            ? "disk  %,d bytes a resource, its 2.2 event ids and logs included%n"
                            : "heap  %,d bytes a resource, its 2.2 event ids included%n",
                    (isRocks ? sizeOf(folder) : usedHeap() - emptyHeap) / resources);
        }
    }

    private static StateBackend rocksDb(Path folder, String[] arguments) {
        Configuration configuration = new Configuration();
        for (int i = 2; i < arguments.length; i++) {
            int equals = arguments[i].indexOf('=');
            configuration.setString(
                    arguments[i].substring(0, equals), arguments[i].substring(equals + 1));
        }
        EmbeddedRocksDBStateBackend backend =
                new EmbeddedRocksDBStateBackend(true)
                        .configure(configuration, AccountAtScale.class.getClassLoader());
        backend.setDbStoragePath(folder.toString());
        // The harness has next to no managed memory; a TaskManager has.
        backend.getMemoryConfiguration().setUseManagedMemory(false);
        backend.getMemoryConfiguration().setFixedMemoryPerSlot("512mb");
        return backend;
    }

    private static void measure(
            String what,
            int count,
            Effect effect,
            KeyedBroadcastOperatorTestHarness<String, StampedEvent, ControlMessage, GuardInput>
                    account)
            throws Exception {
        long begun = System.nanoTime();
        long busy = processorNanos();
        for (int i = 0; i < count; i++) {
            account.processElement(event(i, effect), 0);
            if (i % 10_000 == 0) {
                account.getOutput().clear();
            }
        }
        account.getOutput().clear();
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%-8s %,.0f events a second, %.1f microseconds of processor time each%n",
                what,
                count / seconds,
                (processorNanos() - busy) / 1e3 / count);
    }

    /** Of the whole process: RocksDB compacts on threads of its own. */
    private static long processorNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long sizeOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(AccountAtScale::size).sum();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As incompressible as those of AWS. */
    private static String idOf(int number, Effect effect) {
        Random random = new Random(31L * number + effect.ordinal());
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private static StampedEvent event(int number, Effect effect) {
        String id = "arn-like-name-of-table-" + number;
        ResourceRef table =
                new ResourceRef(
                        ACCOUNT + "/eu-central-1/dynamodb/table/" + id, "AWS::DynamoDB::Table", id);
        String caller = effect == Effect.READ ? "ShopTask/task-#" : "Deploy/ci-#";
        String agent = "aws:" + ACCOUNT + ":role/" + caller;
        return StampedEvent.of(
                new AuditEvent(
                        idOf(number, effect),
                        null,
                        0,
                        START_MILLIS + number * 10L,
                        "aws",
                        ACCOUNT,
                        "eu-central-1",
                        "dynamodb.amazonaws.com",
                        effect + "Table",
                        true,
                        effect,
                        null,
                        Loss.NONE,
                        2,
                        Outcome.SUCCESS,
                        null,
                        1,
                        List.of(table),
                        effect == Effect.CREATE ? List.of(table) : List.of(),
                        agent,
                        AgentKind.UNKNOWN,
                        List.of(),
                        null,
                        EnforcementMode.SHADOW,
                        false,
                        agent,
                        "role:AROAEXAMPLE:" + caller + "@2026-11-17T01:06:00Z",
                        ACCOUNT,
                        "arn:aws:iam::" + ACCOUNT + ":role/Deploy",
                        "AROAEXAMPLE:ci-1",
                        "ci-1",
                        null,
                        null,
                        null,
                        null),
                KafkaMessage.TIME_UNKNOWN);
    }
}
