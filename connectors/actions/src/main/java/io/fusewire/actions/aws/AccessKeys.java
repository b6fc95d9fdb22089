package io.fusewire.actions.aws;

import io.fusewire.core.containment.CallFailure;
import io.fusewire.core.containment.Target;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListAccessKeysResponse;
import software.amazon.awssdk.services.iam.model.StatusType;

import java.util.HashMap;
import java.util.Map;

/** A user's long-term keys. */
final class AccessKeys {

    private static final int PAGES_MAX = 10;

    private final IamClient iam;
    private final Budget budget;
    private final String user;

    AccessKeys(IamClient iam, Budget budget, Target target) {
        this.iam = iam;
        this.budget = budget;
        this.user = target.name();
    }

    /** Status by id: {@code Active} or {@code Inactive}. */
    Map<String, String> statuses() throws CallFailed {
        Map<String, String> statuses = new HashMap<>();
        String marker = null;
        for (int pages = 0; pages < PAGES_MAX; pages++) {
            String from = marker;
            ListAccessKeysResponse answer =
                    budget.call(
                            "ListAccessKeys on " + user,
                            within ->
                                    iam.listAccessKeys(
                                            r ->
                                                    r.userName(user)
                                                            .marker(from)
                                                            .overrideConfiguration(within)));
            answer.accessKeyMetadata()
                    .forEach(key -> statuses.put(key.accessKeyId(), key.statusAsString()));
            marker = answer.marker();
            if (Boolean.FALSE.equals(answer.isTruncated())) {
                return statuses;
            }
            if (answer.isTruncated() == null || marker == null) {
                break;
            }
        }
        throw CallFailed.unusable("ListAccessKeys on " + user, "part of the list");
    }

    /** Sets a key's status; false if there is no such key any more. */
    boolean set(String keyId, String status) throws CallFailed {
        try {
            budget.call(
                    "UpdateAccessKey on " + user,
                    within ->
                            iam.updateAccessKey(
                                    r ->
                                            r.userName(user)
                                                    .accessKeyId(keyId)
                                                    .status(StatusType.fromValue(status))
                                                    .overrideConfiguration(within)));
            return true;
        } catch (CallFailed e) {
            if (e.failure() == CallFailure.ABSENT) {
                return false;
            }
            throw e;
        }
    }
}
