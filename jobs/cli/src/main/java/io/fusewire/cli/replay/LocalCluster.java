package io.fusewire.cli.replay;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Settings of a Flink cluster inside this process. */
public final class LocalCluster {

    private static final String LOOPBACK = "127.0.0.1";

    private LocalCluster() {}

    /**
     * Settings under which nothing listens beyond this machine and every file lies in one folder.
     *
     * @param folder for everything that the cluster writes
     */
    public static Configuration settings(Path folder) throws IOException {
        Configuration settings = new Configuration();
        settings.set(CoreOptions.TMP_DIRS, folder.toRealPath().toString());
        settings.set(WebOptions.TMP_DIR, folder.toRealPath().toString());
        settings.set(RestOptions.ADDRESS, LOOPBACK);
        settings.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        settings.set(RestOptions.BIND_PORT, "0");
        settings.set(JobManagerOptions.ADDRESS, LOOPBACK);
        settings.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        settings.set(TaskManagerOptions.HOST, LOOPBACK);
        settings.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
        // Counters come with the heartbeats, and a progress line wants them every second.
        settings.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(1));
        return settings;
    }
}
