package io.fusewire.core.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A change approval: people say beforehand that an agent may destroy certain things within a
 * certain time.
 *
 * <p>As it was written; shipped and stored, so it rejects nothing. {@link #problems} says what is
 * wrong with it, and {@link VerifiedApproval} is what takes effect.
 *
 * @param id names it; an approval is never changed, a new one gets a new id
 * @param agent pattern of the agent keys that it is for
 * @param effects effects that it covers, by the names of {@link io.fusewire.core.event.Effect}
 * @param operations patterns of operations that it covers, beside its effects: {@code
 *     rds:DeleteDBInstance}, {@code Delete*}
 * @param resources patterns of resource keys, or of ids as records give them; one must fit
 * @param types patterns of resource types, of which one must fit; empty for any
 * @param count how many resources it covers in all, each counted once
 * @param atMillis when it was given; nothing that happened before is covered
 * @param notBeforeMillis event time from which it holds, inclusive
 * @param expiryMillis event time until which it holds, exclusive
 * @param ticket where people agreed on it
 * @param approvers who gave it: session or user names, mail addresses or ARNs
 * @param source the file or topic that it stood in
 * @param number its line or offset in there
 */
public record Approval(
        String id,
        String agent,
        List<String> effects,
        List<String> operations,
        List<String> resources,
        List<String> types,
        int count,
        long atMillis,
        long notBeforeMillis,
        long expiryMillis,
        String ticket,
        List<String> approvers,
        String source,
        long number) {

    /** Most resources that one approval covers; a larger change takes several. */
    public static final int COUNT_LIMIT = 1_000;

    /** Longest time that one approval holds. */
    public static final Duration LIFETIME_LIMIT = Duration.ofDays(30);

    /** Approvers that it takes, each another person. */
    public static final int APPROVERS_NEEDED = 2;

    /** The same approval, given at another time. */
    public Approval givenAt(long millis) {
        return new Approval(
                id,
                agent,
                effects,
                operations,
                resources,
                types,
                count,
                millis,
                notBeforeMillis,
                expiryMillis,
                ticket,
                approvers,
                source,
                number);
    }

    /** All that makes it unfit, whoever it is for; empty if it is fit. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (count < 1 || count > COUNT_LIMIT) {
            problems.add("count must be from 1 to " + COUNT_LIMIT + ", but was " + count);
        }
        if (notBeforeMillis >= expiryMillis) {
            problems.add("expiry must be later than notBefore");
        } else if (expiryMillis - notBeforeMillis > LIFETIME_LIMIT.toMillis()) {
            problems.add("must hold for at most " + LIFETIME_LIMIT.toDays() + " days");
        }
        if (PersonNames.distinct(approvers) < APPROVERS_NEEDED) {
            problems.add("must have two approvers who are not one person");
        }
        return List.copyOf(problems);
    }
}
