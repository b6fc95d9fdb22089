package io.fusewire.actions.aws;

import io.fusewire.actions.aws.Pages.Page;
import io.fusewire.core.containment.CallFailure;
import io.fusewire.core.containment.PolicyHolder;
import io.fusewire.core.containment.Target;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsResponse;
import software.amazon.awssdk.services.iam.model.PolicyVersion;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** The default version of a managed policy that was attached to the agents' roles beforehand. */
final class SharedPolicyStore implements PolicyStore {

    private static final int VERSIONS_MAX = 5;

    private final IamClient iam;
    private final Budget budget;
    private final String arn;
    private List<PolicyVersion> listed = List.of();

    SharedPolicyStore(IamClient iam, Budget budget, Target target) {
        this.iam = iam;
        this.budget = budget;
        this.arn = target.arn();
    }

    @Override
    public @Nullable String read() throws CallFailed {
        listed = versions();
        String id =
                listed.stream()
                        .filter(SharedPolicyStore::isDefault)
                        .map(PolicyVersion::versionId)
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        CallFailed.unusable(
                                                operation("ListPolicyVersions"),
                                                "no default version"));
        PolicyVersion version =
                budget.call(
                                operation("GetPolicyVersion"),
                                within ->
                                        iam.getPolicyVersion(
                                                r ->
                                                        r.policyArn(arn)
                                                                .versionId(id)
                                                                .overrideConfiguration(within)))
                        .policyVersion();
        if (version == null || !id.equals(version.versionId()) || !isDefault(version)) {
            throw CallFailed.unusable(operation("GetPolicyVersion"), "another version");
        }
        return PolicyStore.decoded(operation("GetPolicyVersion"), version.document());
    }

    private static boolean isDefault(PolicyVersion version) {
        return Boolean.TRUE.equals(version.isDefaultVersion());
    }

    /** Five at most, and yet they can come in pages. */
    private List<PolicyVersion> versions() throws CallFailed {
        return Pages.all(
                operation("ListPolicyVersions"),
                VERSIONS_MAX + 1,
                marker -> {
                    ListPolicyVersionsResponse answer =
                            budget.call(
                                    operation("ListPolicyVersions"),
                                    within ->
                                            iam.listPolicyVersions(
                                                    r ->
                                                            r.policyArn(arn)
                                                                    .marker(marker)
                                                                    .overrideConfiguration(
                                                                            within)));
                    return new Page<>(answer.versions(), answer.isTruncated(), answer.marker());
                });
    }

    /** The limit is the policy's own. */
    @Override
    public int othersCharacters() {
        return 0;
    }

    /** Goes by the versions that the read has seen. */
    @Override
    public void write(String document) throws CallFailed {
        if (listed.size() >= VERSIONS_MAX) {
            deleteOldest(listed);
        }
        try {
            budget.call(
                    operation("CreatePolicyVersion"),
                    within ->
                            iam.createPolicyVersion(
                                    r ->
                                            r.policyArn(arn)
                                                    .policyDocument(document)
                                                    .setAsDefault(true)
                                                    .overrideConfiguration(within)));
        } catch (CallFailed e) {
            if (e.failure() == CallFailure.NO_ROOM
                    && document.length() <= PolicyHolder.MANAGED_POLICY.charactersMax()) {
                // IAM has one error for too large a document and for too many versions.
                throw new CallFailed(
                        CallFailure.AGAIN, "The list of versions lags behind. " + e.reason());
            }
            throw e;
        }
    }

    private void deleteOldest(List<PolicyVersion> versions) throws CallFailed {
        PolicyVersion oldest =
                versions.stream()
                        .filter(version -> !isDefault(version))
                        .min(
                                Comparator.comparing(SharedPolicyStore::createdAt)
                                        .thenComparing(version -> version.versionId().length())
                                        .thenComparing(PolicyVersion::versionId))
                        .orElseThrow(
                                () ->
                                        CallFailed.unusable(
                                                operation("ListPolicyVersions"),
                                                "nothing but default versions"));
        InlineStore.unlessAbsent(
                () ->
                        budget.call(
                                operation("DeletePolicyVersion"),
                                within ->
                                        iam.deletePolicyVersion(
                                                r ->
                                                        r.policyArn(arn)
                                                                .versionId(oldest.versionId())
                                                                .overrideConfiguration(within))));
    }

    private static Instant createdAt(PolicyVersion version) {
        return version.createDate() == null ? Instant.EPOCH : version.createDate();
    }

    /** A managed policy is never empty and never deleted: it denies nobody instead. */
    @Override
    public void delete() {
        throw new IllegalStateException("a managed policy must have a statement, but has none");
    }

    private String operation(String call) {
        return call + " on " + arn;
    }
}
