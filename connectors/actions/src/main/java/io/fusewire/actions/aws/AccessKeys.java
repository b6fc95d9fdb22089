package io.fusewire.actions.aws;

import io.fusewire.actions.aws.Pages.Page;
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
        String list = "ListAccessKeys on " + user;
        Map<String, String> statuses = new HashMap<>();
        Pages.all(
                        list,
                        PAGES_MAX,
                        marker -> {
                            ListAccessKeysResponse answer =
                                    budget.call(
                                            list,
                                            within ->
                                                    iam.listAccessKeys(
                                                            r ->
                                                                    r.userName(user)
                                                                            .marker(marker)
                                                                            .overrideConfiguration(
                                                                                    within)));
                            return new Page<>(
                                    answer.accessKeyMetadata(),
                                    answer.isTruncated(),
                                    answer.marker());
                        })
                .forEach(key -> statuses.put(key.accessKeyId(), key.statusAsString()));
        return statuses;
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
