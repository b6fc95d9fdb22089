package io.fusewire.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A program that uses what it stands on all day long: the sign of life of those resources. */
final class Application {

    private final Member member;
    private final Cloud cloud;
    private final String role;
    private final List<Call> reads;

    /**
     * @param role its task role
     * @param reads what it asks for again and again
     */
    Application(Member member, Cloud cloud, String role, List<Call> reads) {
        this.member = member;
        this.cloud = cloud;
        this.role = role;
        this.reads = reads;
    }

    /** Reads from one time to another; its tasks, and so its sessions, are replaced every 4 h. */
    void play(Instant from, Instant to, int everySeconds) {
        Instant at = from;
        Instant taskStarted = from;
        int next = 0;
        while (at.isBefore(to)) {
            if (Duration.between(taskStarted, at).compareTo(Duration.ofHours(4)) > 0) {
                taskStarted = at;
            }
            Caller task =
                    Caller.ofRole(
                            cloud,
                            role,
                            Ids.of(role + taskStarted).hex(32),
                            taskStarted,
                            Clients.JAVA_SDK,
                            "10.20.3." + (10 + next % 40),
                            null);
            member.call(at, task, reads.get(next % reads.size()));
            next++;
            at = at.plusSeconds(everySeconds / 2 + member.random().nextInt(everySeconds) + 1);
        }
    }
}
