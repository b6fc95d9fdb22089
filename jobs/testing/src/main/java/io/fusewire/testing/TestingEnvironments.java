package io.fusewire.testing;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Flink clusters inside the test's process; nothing of them listens beyond this machine. */
public final class TestingEnvironments {

    private static final String LOOPBACK = "127.0.0.1";

    private TestingEnvironments() {}

    /** With Flink's defaults. */
    public static StreamExecutionEnvironment local(int parallelism) {
        return local(parallelism, new Configuration());
    }

    /** With settings of the test's own, which are added to. */
    public static StreamExecutionEnvironment local(int parallelism, Configuration settings) {
        settings.set(RestOptions.ADDRESS, LOOPBACK);
        settings.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        settings.set(RestOptions.BIND_PORT, "0");
        settings.set(JobManagerOptions.ADDRESS, LOOPBACK);
        settings.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        settings.set(TaskManagerOptions.HOST, LOOPBACK);
        settings.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        return StreamExecutionEnvironment.createLocalEnvironment(parallelism, settings);
    }
}
