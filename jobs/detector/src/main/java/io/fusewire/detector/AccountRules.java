package io.fusewire.detector;

import io.fusewire.core.policy.ApprovalBook;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.policy.PolicyTimeline;
import io.fusewire.core.policy.VerifiedApproval;

import org.apache.flink.streaming.api.functions.co.BaseBroadcastProcessFunction;

/** What people told everybody and an account's view asks for: policies, and approvals. */
final class AccountRules {

    private final Policies policies;
    private final Trials trials;
    private final Approvals approvals = new Approvals();
    private PolicyTimeline timeline = PolicyTimeline.DEFAULT;
    private ApprovalBook book = ApprovalBook.EMPTY;

    AccountRules(DetectorSettings settings) {
        policies = new Policies(settings.initialPolicy());
        trials = new Trials(settings.execution());
    }

    /** Turns to what is in state by now. */
    void turnTo(BaseBroadcastProcessFunction.ReadOnlyContext context) throws Exception {
        timeline = policies.timeline(context.getBroadcastState(Policies.STATE));
        book = approvals.book(context.getBroadcastState(Approvals.STATE));
    }

    /** Hears what people say; the guard tells what is refused. */
    void hear(ControlMessage message, BaseBroadcastProcessFunction.Context context)
            throws Exception {
        policies.hear(message, trials, context);
        VerifiedApproval approval = message.approval();
        if (approval != null) {
            approvals.accept(approval, context.getBroadcastState(Approvals.STATE));
        }
    }

    /** The policy that holds at an event time. */
    Policy policyAt(long eventTimeMillis) {
        return timeline.at(eventTimeMillis);
    }

    /** All approvals that are known. */
    ApprovalBook approvals() {
        return book;
    }
}
