package io.fusewire.core.containment;

import io.fusewire.core.containment.IncidentUpdate.Severity;
import io.fusewire.core.containment.IncidentUpdate.Status;

/** What a person is told of one target's policy: the words, and how bad it is. */
final class TargetPages {

    private final Target target;

    TargetPages(Target target) {
        this.target = target;
    }

    // Of one containment.

    IncidentUpdate notFollowed(Containment known, long nowMillis) {
        return page(
                known,
                Severity.ERROR,
                "its containment cannot be followed",
                target.arn()
                        + " has "
                        + TargetLedger.ENTRIES_MAX
                        + " containments already. A wider deny covers this one; what becomes of it"
                        + " is not told.",
                nowMillis);
    }

    IncidentUpdate notTakenBack(Containment known, String reason, long nowMillis) {
        return page(
                known,
                Severity.ERROR,
                "the deny cannot be taken back",
                "The breaker is closed, but the policy "
                        + Target.POLICY_NAME
                        + " of "
                        + target.arn()
                        + " could not be changed: "
                        + reason
                        + " It is tried again. Take our statements out by hand if it cannot wait.",
                nowMillis);
    }

    /**
     * @param repairs times that somebody had changed it
     */
    IncidentUpdate repaired(Containment known, int repairs, long nowMillis) {
        return page(
                known,
                Severity.CRITICAL,
                "the deny was taken away and written again",
                "Somebody had changed or deleted the policy "
                        + Target.POLICY_NAME
                        + " of "
                        + target.arn()
                        + " ("
                        + repairs
                        + (repairs == 1 ? " time" : " times")
                        + " by now). It is in force again. See who did it: aws cloudtrail"
                        + " lookup-events --lookup-attributes"
                        + " AttributeKey=ResourceName,AttributeValue="
                        + target.name()
                        + ".",
                nowMillis);
    }

    IncidentUpdate notKnown(Containment known, String reason, long nowMillis) {
        return page(
                known,
                Severity.ERROR,
                "not known whether the agent is stopped",
                "The policy of "
                        + target.arn()
                        + " is written, but "
                        + reason
                        + ". Look whether the session is still at work, and end by hand what it"
                        + " started.",
                nowMillis);
    }

    IncidentUpdate roleDenied(Containment known, String reason, long nowMillis) {
        return page(
                known,
                Severity.CRITICAL,
                "all older sessions of its role are denied",
                reason
                        + ". Sessions of "
                        + target.arn()
                        + " that were issued until now are denied, those of people too.",
                nowMillis);
    }

    /**
     * @param reason what showed that the measure does not hold
     * @param why no wider one is left
     */
    IncidentUpdate leftToAPerson(Containment known, String reason, String why, long nowMillis) {
        return page(
                known,
                Severity.CRITICAL,
                "it is not contained, and a person has to act",
                reason
                        + ". No wider measure is left: "
                        + why
                        + ". Deny the sessions of "
                        + target.arn()
                        + " by hand. "
                        + PersonsTask.denyByHand(target),
                nowMillis);
    }

    private static IncidentUpdate page(
            Containment known, Severity severity, String title, String text, long nowMillis) {
        return IncidentUpdate.of(
                known.tripCase(),
                Status.OPEN,
                severity,
                known.tripCase().agent() + ": " + title,
                text,
                nowMillis);
    }

    // Of the account.

    IncidentUpdate awsAnswersAgain(long nowMillis) {
        return ofAccount(
                Status.RESOLVED,
                Severity.INFO,
                "AWS answers again in account " + target.account(),
                "Writes go on at their usual pace.",
                nowMillis);
    }

    IncidentUpdate awsConfirmsNothing(String reason, long nowMillis) {
        return ofAccount(
                Status.OPEN,
                Severity.ERROR,
                "AWS confirms no write in account " + target.account(),
                "Writes go on at a slower pace; no containment of this account is confirmed until"
                        + " AWS answers again. Latest: "
                        + reason,
                nowMillis);
    }

    private IncidentUpdate ofAccount(
            Status status, Severity severity, String title, String text, long nowMillis) {
        return new IncidentUpdate(
                "aws-unconfirmed:" + target.account(),
                status,
                severity,
                null,
                null,
                target.account(),
                title,
                text,
                nowMillis);
    }
}
