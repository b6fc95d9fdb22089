package io.fusewire.actions.aws;

import io.fusewire.actions.TargetWriter;
import io.fusewire.core.containment.PolicyHolder;
import io.fusewire.core.containment.Target;
import io.fusewire.core.containment.WriteRequest;
import io.fusewire.core.containment.WriteResult;
import io.fusewire.core.containment.WriteResult.Refused;
import io.fusewire.core.containment.WriteResult.Unconfirmed;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.IamClient;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Writes policies of roles and users, and shared managed policies, to IAM, and service control
 * policies to Organizations.
 *
 * <p>Calls block on threads of its own, so many at a time as the settings say; a write that finds
 * the queue full is unconfirmed at once. A write never goes on after its time, and while an earlier
 * one of the same target has not ended, another is unconfirmed: an older document must not land
 * after a newer one.
 */
public final class AwsIamWriter implements TargetWriter {

    /** Targets whose last write is remembered; of one that is forgotten, reads are believed. */
    static final int TARGETS_MAX = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(AwsIamWriter.class);

    private final AwsSettings settings;
    private final Clock clock;
    private final AwsClients clients;
    private final ThreadPoolExecutor executor;
    private final Set<Target> underWay = ConcurrentHashMap.newKeySet();
    private final Map<Target, TargetMemory> memories =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Target, TargetMemory> eldest) {
                    return size() > TARGETS_MAX;
                }
            };

    /**
     * @param clock for the times in results; timeouts run by the machine's own
     */
    public AwsIamWriter(AwsSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.clients = new AwsClients(settings);
        this.executor =
                new ThreadPoolExecutor(
                        settings.threads(),
                        settings.threads(),
                        1,
                        TimeUnit.MINUTES,
                        new ArrayBlockingQueue<>(settings.queueMax()),
                        task -> {
                            Thread thread = new Thread(task, "fusewire-aws");
                            thread.setDaemon(true);
                            return thread;
                        });
        executor.allowCoreThreadTimeOut(true);
    }

    @Override
    public CompletableFuture<WriteResult> write(WriteRequest request) {
        Target target = request.target();
        String obstacle = clients.obstacle(target);
        if (obstacle != null) {
            return CompletableFuture.completedFuture(new Refused(obstacle + byHand(request)));
        }
        if (!underWay.add(target)) {
            return CompletableFuture.completedFuture(
                    new Unconfirmed("An earlier write of " + target.arn() + " has not ended yet."));
        }
        Job job = new Job(request);
        try {
            executor.execute(job);
        } catch (RejectedExecutionException e) {
            job.end(
                    new Unconfirmed(
                            executor.isShutdown()
                                    ? "The writer is closed."
                                    : settings.queueMax() + " writes to AWS wait already."));
        }
        return job.result;
    }

    /** A client's first call takes a second or two for its classes, and shows whose it is. */
    @Override
    public void warmUp() {
        Thread thread = new Thread(this::callAsOurselves, "fusewire-aws-warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    private void callAsOurselves() {
        try {
            LOG.info("AWS is called as {}", clients.identity());
        } catch (SdkException e) {
            LOG.warn(
                    "AWS does not tell under which identity it is called, so writes may fail: {}",
                    CallFailed.of("GetCallerIdentity", e).reason());
        } catch (IllegalStateException e) {
            LOG.debug("A client was closed while it was made ready", e);
        }
    }

    /** What a person can do where nobody says through which account Organizations is called. */
    private static String byHand(WriteRequest request) {
        if (request.target().holder() != PolicyHolder.SERVICE_CONTROL_POLICY) {
            return "";
        }
        return " By hand, set the policy "
                + String.join(" or ", request.target().policyNames())
                + " of account "
                + request.target().account()
                + " to "
                + request.ledger().pack().document().text()
                + " with aws organizations update-policy --policy-id ID --content DOCUMENT; the id"
                + " is in aws organizations list-policies-for-target --target-id "
                + request.target().account()
                + " --filter SERVICE_CONTROL_POLICY.";
    }

    @Override
    public void close() {
        for (Runnable waiting : executor.shutdownNow()) {
            ((Job) waiting).end(new Unconfirmed("The writer was closed before this write."));
        }
        clients.close();
    }

    /** One request with its time, which runs while it waits. */
    private final class Job implements Runnable {

        private final WriteRequest request;
        private final Budget budget =
                new Budget(settings.writeTimeout(), settings.callTimeout(), clock);
        private final CompletableFuture<WriteResult> result = new CompletableFuture<>();

        Job(WriteRequest request) {
            this.request = request;
            // Calls end with the budget by themselves; this is for a thread that hangs elsewhere.
            result.completeOnTimeout(
                    new Unconfirmed("No end of the write of " + request.target().arn() + "."),
                    settings.writeTimeout().plus(settings.callTimeout()).toMillis(),
                    TimeUnit.MILLISECONDS);
        }

        @Override
        public void run() {
            WriteResult ended;
            try {
                ended = carriedOut();
            } catch (SdkException e) {
                ended = new Unconfirmed(CallFailed.of("the client's set-up", e).reason());
            } catch (RuntimeException | Error e) {
                LOG.error("The write of {} failed unexpectedly", request.target().arn(), e);
                ended =
                        new Unconfirmed(
                                "The write failed by " + e.getClass().getSimpleName() + ".");
            }
            end(ended);
        }

        private WriteResult carriedOut() {
            Target target = request.target();
            IamClient iam = clients.iam(target);
            PolicyStore store =
                    switch (target.holder()) {
                        case ROLE -> new RoleStore(iam, budget, target);
                        case USER -> new UserStore(iam, budget, target);
                        case MANAGED_POLICY -> new SharedPolicyStore(iam, budget, target);
                        case SERVICE_CONTROL_POLICY ->
                                new ServiceControlPolicyStore(
                                        clients.organizations(target), budget, target);
                    };
            return new TargetWrite(
                            request,
                            store,
                            new AccessKeys(iam, budget, target),
                            memory(target),
                            budget,
                            clock)
                    .run();
        }

        /** The target is free before anybody learns of the result and asks for the next. */
        private void end(WriteResult ended) {
            underWay.remove(request.target());
            result.complete(ended);
        }
    }

    private TargetMemory memory(Target target) {
        synchronized (memories) {
            return memories.computeIfAbsent(target, unused -> new TargetMemory());
        }
    }
}
