package io.fusewire.actions.aws;

import io.fusewire.actions.aws.Pages.Page;
import io.fusewire.core.containment.CallFailure;
import io.fusewire.core.containment.Target;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.iam.IamClient;

/** Inline policies of a role or a user. */
abstract class InlineStore implements PolicyStore {

    /** Far more pages than the limit of characters lets there be. */
    private static final int PAGES_MAX = 100;

    final IamClient iam;
    final Budget budget;
    final String name;

    InlineStore(IamClient iam, Budget budget, Target target) {
        this.iam = iam;
        this.budget = budget;
        this.name = target.name();
    }

    /** The named policy's document. */
    abstract String read(String policyName) throws CallFailed;

    abstract Page<String> names(@Nullable String marker) throws CallFailed;

    @Override
    public @Nullable String read() throws CallFailed {
        try {
            return read(Target.POLICY_NAME);
        } catch (CallFailed e) {
            if (e.failure() == CallFailure.ABSENT) {
                return null;
            }
            throw e;
        }
    }

    @Override
    public int othersCharacters() throws CallFailed {
        int characters = 0;
        for (String policyName :
                Pages.all("the list of " + name + "'s policies", PAGES_MAX, this::names)) {
            if (!policyName.equals(Target.POLICY_NAME)) {
                characters += PolicyStore.characters(read(policyName));
            }
        }
        return characters;
    }

    String operation(String call) {
        return call + " on " + name;
    }

    String document(
            String call,
            String policyName,
            @Nullable String owner,
            @Nullable String answeredName,
            @Nullable String document)
            throws CallFailed {
        if (!name.equals(owner) || !policyName.equals(answeredName)) {
            throw CallFailed.unusable(operation(call), "another policy");
        }
        return PolicyStore.decoded(operation(call), document);
    }

    /** A policy that is gone needs no deleting. */
    interface Deletion {
        void run() throws CallFailed;
    }

    static void unlessAbsent(Deletion deletion) throws CallFailed {
        try {
            deletion.run();
        } catch (CallFailed e) {
            if (e.failure() != CallFailure.ABSENT) {
                throw e;
            }
        }
    }
}
