package io.fusewire.enforcer;

import io.fusewire.actions.TargetWriter;
import io.fusewire.core.containment.Packing;
import io.fusewire.core.containment.WriteRequest;
import io.fusewire.core.containment.WriteResult;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Policies as AWS would hold them, in this process, shared by all writers that are made from it: a
 * writer may be killed, the policies stay.
 */
final class FakeAws implements TargetWriterFactory {

    private static final long serialVersionUID = 1;

    /** About as long as a read, a write and a read back take. */
    private static final Executor LIKE_IAM =
            CompletableFuture.delayedExecutor(60, TimeUnit.MILLISECONDS);

    private static final Map<String, Account> ACCOUNTS = new ConcurrentHashMap<>();

    private final String id = UUID.randomUUID().toString();

    /** What stands at AWS, and what is under way. */
    static final class Account {
        final Map<String, String> documents = new ConcurrentHashMap<>();
        final Queue<WriteRequest> asked = new ConcurrentLinkedQueue<>();
        final Queue<Call> underWay = new ConcurrentLinkedQueue<>();
        final Queue<WriteResult> nextAnswers = new ArrayDeque<>();
        final AtomicInteger mostPerTarget = new AtomicInteger();

        /** When a write is confirmed. */
        volatile LongSupplier clock = System::currentTimeMillis;

        private volatile boolean held;
        private final Map<String, AtomicInteger> perTarget = new ConcurrentHashMap<>();

        synchronized WriteResult apply(WriteRequest request) {
            WriteResult prepared = nextAnswers.poll();
            if (prepared != null) {
                return prepared;
            }
            Packing packing = request.ledger().pack();
            String arn = request.target().arn();
            String after = packing.document().isEmpty() ? null : packing.document().text();
            String before = after == null ? documents.remove(arn) : documents.put(arn, after);
            return new WriteResult.Confirmed(
                    clock.getAsLong(),
                    packing,
                    !Objects.equals(before, after),
                    new HashSet<>(request.keysToDisable()));
        }

        void begin(WriteRequest request) {
            asked.add(request);
            int now =
                    perTarget
                            .computeIfAbsent(request.target().arn(), arn -> new AtomicInteger())
                            .incrementAndGet();
            mostPerTarget.accumulateAndGet(now, Math::max);
        }

        void end(WriteRequest request) {
            perTarget.get(request.target().arn()).decrementAndGet();
        }

        /** Calls from now on wait for {@link #answerAll} or {@link #release}. */
        void hold() {
            held = true;
        }

        /** Answers what waits; later calls answer by themselves. */
        void release() {
            held = false;
            answerAll();
        }

        /** Answers everything that is under way. */
        void answerAll() {
            Call call = underWay.poll();
            while (call != null) {
                call.answer();
                call = underWay.poll();
            }
        }
    }

    /** A call that waits for its answer. */
    final class Call {
        final WriteRequest request;
        final CompletableFuture<WriteResult> answer = new CompletableFuture<>();

        Call(WriteRequest request) {
            this.request = request;
        }

        void answer() {
            WriteResult result = account().apply(request);
            account().end(request);
            answer.complete(result);
        }
    }

    /**
     * @param answersByHand whether calls wait for {@link Account#answerAll}
     */
    FakeAws(boolean answersByHand) {
        Account account = new Account();
        account.held = answersByHand;
        ACCOUNTS.put(id, account);
    }

    Account account() {
        return ACCOUNTS.get(id);
    }

    Set<String> arns() {
        return account().documents.keySet();
    }

    @Override
    public TargetWriter create() {
        return new TargetWriter() {
            @Override
            public CompletableFuture<WriteResult> write(WriteRequest request) {
                Call call = new Call(request);
                account().begin(request);
                if (account().held) {
                    account().underWay.add(call);
                    if (!account().held) { // released in between
                        account().answerAll();
                    }
                } else {
                    CompletableFuture.runAsync(call::answer, LIKE_IAM);
                }
                return call.answer;
            }

            @Override
            public void close() {}
        };
    }
}
