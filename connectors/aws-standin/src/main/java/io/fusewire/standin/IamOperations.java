package io.fusewire.standin;

import io.fusewire.standin.Holder.Kind;
import io.fusewire.standin.ManagedPolicy.Version;

import org.jspecify.annotations.Nullable;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** IAM's operations, as far as they are called. Answers are the elements within the result. */
final class IamOperations {

    private static final String CREATED = "2026-01-01T00:00:00Z";

    private final Directory directory;
    private final Clock clock;
    private final int pageSizeMax;

    IamOperations(Directory directory, Clock clock, int pageSizeMax) {
        this.directory = directory;
        this.clock = clock;
        this.pageSizeMax = pageSizeMax;
    }

    String carryOut(String account, AwsRequest request, Reading reading) throws AwsError {
        return switch (request.operation()) {
            case "PutRolePolicy" -> put(holder(account, Kind.ROLE, request), request);
            case "PutUserPolicy" -> put(holder(account, Kind.USER, request), request);
            case "GetRolePolicy" -> get(holder(account, Kind.ROLE, request), request, reading);
            case "GetUserPolicy" -> get(holder(account, Kind.USER, request), request, reading);
            case "ListRolePolicies" -> list(holder(account, Kind.ROLE, request), request, reading);
            case "ListUserPolicies" -> list(holder(account, Kind.USER, request), request, reading);
            case "DeleteRolePolicy" -> delete(holder(account, Kind.ROLE, request), request);
            case "DeleteUserPolicy" -> delete(holder(account, Kind.USER, request), request);
            case "ListAccessKeys" -> keys(holder(account, Kind.USER, request), request, reading);
            case "UpdateAccessKey" -> updateKey(holder(account, Kind.USER, request), request);
            case "CreatePolicyVersion" -> createVersion(policy(account, request), request);
            case "ListPolicyVersions" -> versions(policy(account, request), request, reading);
            case "GetPolicyVersion" -> version(policy(account, request), request, reading);
            case "DeletePolicyVersion" -> deleteVersion(policy(account, request), request);
            default ->
                    throw new AwsError(
                            400,
                            "InvalidAction",
                            "Could not find operation " + request.operation());
        };
    }

    private Holder holder(String account, Kind kind, AwsRequest request) throws AwsError {
        return directory.holder(account, kind, request.required(nameField(kind)));
    }

    private ManagedPolicy policy(String account, AwsRequest request) throws AwsError {
        return directory.policy(account, request.required("PolicyArn"));
    }

    private static String nameField(Kind kind) {
        return kind == Kind.ROLE ? "RoleName" : "UserName";
    }

    private String put(Holder holder, AwsRequest request) throws AwsError {
        String document = request.required("PolicyDocument");
        String name = request.required("PolicyName");
        PolicyDocuments.check(document);
        int characters = PolicyDocuments.characters(document) + holder.charactersBeside(name);
        if (characters > holder.kind().charactersMax()) {
            throw AwsError.limitExceeded(
                    "Maximum policy size of %d bytes exceeded for %s %s"
                            .formatted(
                                    holder.kind().charactersMax(),
                                    holder.kind().word(),
                                    holder.name()));
        }
        holder.policy(name).set(document, clock.millis());
        return "";
    }

    private String get(Holder holder, AwsRequest request, Reading reading) throws AwsError {
        String name = request.required("PolicyName");
        History<String> history = holder.inline().get(name);
        String document = history == null ? null : read(history, reading);
        if (document == null) {
            throw AwsError.noSuchEntity(
                    "The %s policy with name %s".formatted(holder.kind().word(), name));
        }
        String answered = reading == Reading.DAMAGED ? PolicyDocuments.damaged(document) : document;
        String owner = reading == Reading.MISTAKEN ? "another" : holder.name();
        return Xml.element(nameField(holder.kind()), owner)
                + Xml.element("PolicyName", name)
                + Xml.element("PolicyDocument", encoded(answered));
    }

    private static <T> @Nullable T read(History<T> history, Reading reading) {
        return reading == Reading.STALE ? history.previous() : history.current();
    }

    private String list(Holder holder, AwsRequest request, Reading reading) throws AwsError {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, History<String>> policy : holder.inline().entrySet()) {
            if (read(policy.getValue(), reading) != null) {
                names.add(policy.getKey());
            }
        }
        return page("PolicyNames", names, name -> Xml.element("member", name), request);
    }

    private String delete(Holder holder, AwsRequest request) throws AwsError {
        String name = request.required("PolicyName");
        History<String> history = holder.inline().get(name);
        if (history == null || history.current() == null) {
            throw AwsError.noSuchEntity(
                    "The %s policy with name %s".formatted(holder.kind().word(), name));
        }
        history.set(null, clock.millis());
        return "";
    }

    private String keys(Holder user, AwsRequest request, Reading reading) throws AwsError {
        return page(
                "AccessKeyMetadata",
                List.copyOf(user.activeKeys().keySet()),
                key ->
                        Xml.parent(
                                "member",
                                Xml.element("UserName", user.name())
                                        + Xml.element("AccessKeyId", key)
                                        + Xml.element("Status", status(user, key, reading))
                                        + Xml.element("CreateDate", CREATED)),
                request);
    }

    private static String status(Holder user, String key, Reading reading) {
        History<Boolean> history = user.activeKeys().get(key);
        boolean isActive = history != null && Boolean.TRUE.equals(read(history, reading));
        boolean isWrong = reading == Reading.DAMAGED || reading == Reading.MISTAKEN;
        return isActive != isWrong ? "Active" : "Inactive";
    }

    private String updateKey(Holder user, AwsRequest request) throws AwsError {
        String key = request.required("AccessKeyId");
        String status = request.required("Status");
        History<Boolean> history = user.activeKeys().get(key);
        if (history == null) {
            throw AwsError.noSuchEntity("The Access Key with id " + key);
        }
        if (!status.equals("Active") && !status.equals("Inactive")) {
            throw AwsError.validation("Status must be Active or Inactive");
        }
        history.set(status.equals("Active"), clock.millis());
        return "";
    }

    private String createVersion(ManagedPolicy policy, AwsRequest request) throws AwsError {
        String document = request.required("PolicyDocument");
        PolicyDocuments.check(document);
        if (PolicyDocuments.characters(document) > ManagedPolicy.CHARACTERS_MAX) {
            throw AwsError.limitExceeded(
                    "Cannot exceed quota for PolicySize: " + ManagedPolicy.CHARACTERS_MAX);
        }
        if (policy.versions().size() >= ManagedPolicy.VERSIONS_MAX) {
            throw AwsError.limitExceeded(
                    "A managed policy can have up to 5 versions. Before you create a new version,"
                            + " you must delete an existing version.");
        }
        boolean isDefault = "true".equals(request.parameters().get("SetAsDefault"));
        Instant now = clock.instant();
        Version version = policy.create(document, isDefault, now);
        return Xml.parent("PolicyVersion", described(version, isDefault));
    }

    private static String described(Version version, boolean isDefault) {
        return Xml.element("VersionId", version.id())
                + Xml.element("IsDefaultVersion", Boolean.toString(isDefault))
                + Xml.element(
                        "CreateDate",
                        version.createdAt().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private String versions(ManagedPolicy policy, AwsRequest request, Reading reading)
            throws AwsError {
        Version inForce = read(policy.inForce(), reading);
        List<Version> versions = new ArrayList<>(policy.versions());
        if (reading == Reading.STALE && versions.size() > 1) {
            versions.remove(0);
        }
        return page(
                "Versions",
                versions,
                version -> Xml.parent("member", described(version, version.equals(inForce))),
                request);
    }

    private String version(ManagedPolicy policy, AwsRequest request, Reading reading)
            throws AwsError {
        Version version = policy.version(request.required("VersionId"));
        if (version == null) {
            throw AwsError.noSuchEntity("Policy version " + request.required("VersionId"));
        }
        String document = version.document();
        if (reading == Reading.DAMAGED) {
            document = PolicyDocuments.damaged(document);
        }
        return Xml.parent(
                "PolicyVersion",
                Xml.element("Document", encoded(document))
                        + described(version, version.equals(policy.inForce().current())));
    }

    private String deleteVersion(ManagedPolicy policy, AwsRequest request) throws AwsError {
        String id = request.required("VersionId");
        Version version = policy.version(id);
        if (version == null) {
            throw AwsError.noSuchEntity("Policy version " + id);
        }
        if (version.equals(policy.inForce().current())) {
            throw new AwsError(
                    409, "DeleteConflict", "Cannot delete the default version of a policy.");
        }
        policy.delete(id);
        return "";
    }

    private <T> String page(
            String field, List<T> items, Function<T, String> element, AwsRequest request)
            throws AwsError {
        int start = number(request.parameters().getOrDefault("Marker", "0"));
        int size =
                Math.min(pageSizeMax, number(request.parameters().getOrDefault("MaxItems", "100")));
        if (start > items.size() || size < 1) {
            throw AwsError.validation("Marker and MaxItems must be within their ranges");
        }
        int end = Math.min(items.size(), start + size);
        StringBuilder members = new StringBuilder();
        items.subList(start, end).forEach(item -> members.append(element.apply(item)));
        boolean isTruncated = end < items.size();
        return Xml.parent(field, members.toString())
                + Xml.element("IsTruncated", Boolean.toString(isTruncated))
                + (isTruncated ? Xml.element("Marker", Integer.toString(end)) : "");
    }

    private static int number(String text) throws AwsError {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw AwsError.validation("Marker and MaxItems must be numbers of ours");
        }
    }

    private static String encoded(String document) {
        return URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
