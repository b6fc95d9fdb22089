package io.fusewire.enforcer;

import io.fusewire.core.containment.AccountGate;
import io.fusewire.core.containment.ContainmentRules;
import io.fusewire.core.containment.MeasureChoice;
import io.fusewire.core.policy.Policy;
import io.fusewire.policy.PolicyException;
import io.fusewire.policy.PolicyReader;

import org.jspecify.annotations.Nullable;

import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * What the operators need to know of the configuration; travels to them.
 *
 * @param policyText policy whose break-glass list counts; null for none
 * @param ownPrincipals ARNs of the roles under which revocations are made
 * @param isRehearsal whether nothing is really written
 * @param writesPerSecond to one account
 * @param burst writes to one account at once
 * @param unconfirmedMax writes in a row that AWS may leave unconfirmed before they slow down
 * @param attemptTimeoutMillis for an answer
 * @param silenceMillis how long to wait for a call of a revoked session
 * @param checkMillis how often a policy of ours is read again
 * @param massTripsMax trips in the window that are revoked
 * @param massTripsPercent or so much of the agents at work, if that is more
 * @param massTripsWindowMillis of event time
 */
public record EnforcerSettings(
        @Nullable String policyText,
        List<String> ownPrincipals,
        boolean isRehearsal,
        int writesPerSecond,
        int burst,
        int unconfirmedMax,
        long attemptTimeoutMillis,
        long silenceMillis,
        long checkMillis,
        int massTripsMax,
        int massTripsPercent,
        long massTripsWindowMillis)
        implements Serializable {

    public EnforcerSettings {
        ownPrincipals = List.copyOf(ownPrincipals);
    }

    ContainmentRules rules() {
        ContainmentRules shipped = ContainmentRules.DEFAULT;
        return new ContainmentRules(
                shipped.backoff(),
                shipped.attemptsMax(),
                silenceMillis,
                checkMillis,
                shipped.lateTripMillis());
    }

    AccountGate.Pace pace() {
        return new AccountGate.Pace(
                writesPerSecond, burst, unconfirmedMax, AccountGate.Pace.DEFAULT.slowMillis());
    }

    /** What is denied to whom: who is on the break-glass list or our own is never revoked. */
    public MeasureChoice measureChoice() {
        return new MeasureChoice(policy().breakGlass(), Set.copyOf(ownPrincipals));
    }

    private Policy policy() {
        if (policyText == null) {
            return Policy.DEFAULT;
        }
        try {
            return PolicyReader.read(policyText, "policy");
        } catch (PolicyException e) {
            throw new IllegalArgumentException(
                    "policy must be usable, but was not:\n" + e.getMessage(), e);
        }
    }
}
