package io.fusewire.core.containment;

import io.fusewire.core.containment.DenyStatement.Condition;
import io.fusewire.core.containment.Packing.Level;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Packs a ledger's entries into the statements of one document.
 *
 * <p>Entries of one kind and date share a statement; an entry that spares what was issued at some
 * time has one for what was issued before and one for what was issued after. Where they do not all
 * fit, a wider deny comes first, which covers all of them, and then as many by name as there is
 * room for: a deny of what was issued before a time does not hold whoever is issued new
 * credentials, a name does.
 */
final class Packer {

    /** Nobody's user id: AWS takes no policy without a statement. */
    private static final String NOBODY = "nobody";

    /**
     * Whom to name first where not all can be: a sign-in session can renew its credentials by
     * itself; of the others the latest, who are the likeliest to be at work.
     */
    private static final Comparator<DenyEntry> FIRST_TO_NAME =
            Comparator.comparing((DenyEntry entry) -> entry.kind())
                    .thenComparing(DenyEntry::probation)
                    .thenComparing(Comparator.comparingLong(DenyEntry::openedAtMillis).reversed())
                    .thenComparing(DenyEntry.ORDER);

    private Packer() {}

    static Packing pack(TargetLedger ledger, int room, List<String> kept) {
        Draft exact = new Draft(kept);
        for (DenyEntry entry : ledger.entries()) {
            exact.add(entry);
        }
        if (!ledger.saturated() && exact.size <= room) {
            return new Packing(exact.document(ledger.target()), Level.EXACT, List.of());
        }
        return widened(ledger, room, kept);
    }

    private static Packing widened(TargetLedger ledger, int room, List<String> kept) {
        Draft draft = new Draft(kept);
        draft.widenTo(ledger);
        if (draft.size > room) {
            return new Packing(draft.document(ledger.target()), Level.TOO_LARGE, ledger.entries());
        }
        List<DenyEntry> unnamed = new ArrayList<>();
        for (DenyEntry entry : ledger.entries().stream().sorted(FIRST_TO_NAME).toList()) {
            if (draft.size + draft.cost(entry) <= room) {
                draft.add(entry);
            } else {
                unnamed.add(entry);
            }
        }
        return new Packing(draft.document(ledger.target()), Level.WIDENED, unnamed);
    }

    /**
     * What puts entries into one statement.
     *
     * @param from credentials issued from then on are denied, {@link DenyEntry#UNDATED} for all
     * @param before credentials issued before are denied, {@link DenyEntry#UNDATED} for all
     */
    private record Group(DenyKind kind, long from, long before) implements Comparable<Group> {

        private static final Comparator<Group> ORDER =
                Comparator.comparing(Group::kind)
                        .thenComparingLong(Group::from)
                        .thenComparingLong(Group::before);

        @Override
        public int compareTo(Group other) {
            return ORDER.compare(this, other);
        }
    }

    /** A document in the making, with the size that it has by now. */
    private static final class Draft {

        private final Map<Group, Set<String>> values = new TreeMap<>();
        private final List<DenyStatement> wider = new ArrayList<>();
        private final List<String> kept;
        private int size;

        Draft(List<String> kept) {
            this.kept = kept;
            this.size = new DenyDocument(List.of(), kept).size();
        }

        void add(DenyEntry entry) {
            size += cost(entry);
            for (Group group : groupsOf(entry)) {
                values.computeIfAbsent(group, unknown -> new TreeSet<>()).add(entry.value());
            }
        }

        /** By how much an entry makes the document longer. */
        int cost(DenyEntry entry) {
            boolean isFirst = values.isEmpty() && wider.isEmpty() && kept.isEmpty();
            int cost = 0;
            for (Group group : groupsOf(entry)) {
                cost += cost(entry, group, isFirst);
                isFirst = false;
            }
            return cost;
        }

        private int cost(DenyEntry entry, Group group, boolean isFirst) {
            Set<String> present = values.get(group);
            if (present == null) {
                int separator = isFirst ? 0 : 1;
                return separator + statement(group, Set.of(entry.value())).size();
            }
            if (present.contains(entry.value()) || entry.kind() == DenyKind.USER) {
                return 0;
            }
            return statement(group, Set.of(present.iterator().next(), entry.value())).size()
                    - statement(group, Set.of(present.iterator().next())).size();
        }

        private void addWider(DenyStatement statement) {
            size += statement.size() + (wider.isEmpty() && kept.isEmpty() ? 0 : 1);
            wider.add(statement);
        }

        void widenTo(TargetLedger ledger) {
            switch (ledger.target().holder()) {
                case USER -> addWider(new DenyStatement("FusewireAll", List.of()));
                case ROLE ->
                        addWider(
                                new DenyStatement(
                                        "FusewireAllOlder", List.of(before(latest(ledger)))));
                case MANAGED_POLICY, SERVICE_CONTROL_POLICY ->
                        addWider(
                                new DenyStatement(
                                        "FusewireAllOlder",
                                        List.of(ofRoles(rolesOf(ledger)), before(latest(ledger)))));
            }
        }

        DenyDocument document(Target target) {
            List<DenyStatement> statements = new ArrayList<>(wider);
            values.forEach((group, of) -> statements.add(statement(group, of)));
            if (statements.isEmpty() && kept.isEmpty() && !target.holder().isInline()) {
                statements.add(
                        new DenyStatement(
                                "FusewireNobody",
                                List.of(
                                        new Condition(
                                                "StringEquals", "aws:userid", List.of(NOBODY)))));
            }
            return new DenyDocument(statements, kept);
        }
    }

    /** The times of issue that are denied: all that lie before, between and after the spared. */
    private static List<Group> groupsOf(DenyEntry entry) {
        List<Group> groups = new ArrayList<>(1 + entry.sparedMillis().size());
        long end = entry.issuedBeforeMillis();
        long from = DenyEntry.UNDATED;
        for (long spared : entry.sparedMillis()) {
            if (end != DenyEntry.UNDATED && spared >= end) {
                break;
            }
            if (spared > from) {
                groups.add(new Group(entry.kind(), from, spared));
            }
            from = spared + DenyEntry.MILLIS_PER_SECOND;
        }
        if (end == DenyEntry.UNDATED || from < end) {
            groups.add(new Group(entry.kind(), from, end));
        }
        return groups;
    }

    /** Credentials issued up to the latest entry's time were there when the agent was at work. */
    private static long latest(TargetLedger ledger) {
        long latest = Long.MIN_VALUE;
        for (DenyEntry entry : ledger.entries()) {
            latest = Math.max(latest, Math.max(entry.openedAtMillis(), entry.issuedBeforeMillis()));
        }
        return latest;
    }

    private static Set<String> rolesOf(TargetLedger ledger) {
        Set<String> roles = new TreeSet<>();
        for (DenyEntry entry : ledger.entries()) {
            roles.add(entry.roleArn());
        }
        return roles;
    }

    private static DenyStatement statement(Group group, Set<String> values) {
        List<Condition> conditions = new ArrayList<>();
        switch (group.kind()) {
            case SIGN_IN_SESSION -> conditions.add(equal("aws:SignInSessionArn", values));
            case USER_ID -> conditions.add(equal("aws:userid", values));
            case ROLE_SESSIONS -> conditions.add(ofRoles(values));
            case USER -> {
                // All that the user does: the policy is the user's own.
            }
        }
        if (group.from() != DenyEntry.UNDATED) {
            conditions.add(from(group.from()));
        }
        if (group.before() != DenyEntry.UNDATED) {
            conditions.add(before(group.before()));
        }
        return new DenyStatement(sid(group), conditions);
    }

    private static String sid(Group group) {
        String kind =
                switch (group.kind()) {
                    case SIGN_IN_SESSION -> "SignIn";
                    case USER_ID -> "Session";
                    case USER -> "User";
                    case ROLE_SESSIONS -> "Role";
                };
        return DenyStatement.SID_PREFIX
                + kind
                + dated("From", group.from())
                + dated("Before", group.before());
    }

    private static String dated(String word, long millis) {
        return millis == DenyEntry.UNDATED ? "" : word + second(millis).replaceAll("[^0-9TZ]", "");
    }

    private static Condition equal(String key, Set<String> values) {
        return new Condition("StringEquals", key, List.copyOf(new TreeSet<>(values)));
    }

    private static Condition from(long millis) {
        return new Condition(
                "DateGreaterThanEquals", "aws:TokenIssueTime", List.of(second(millis)));
    }

    private static Condition before(long millis) {
        return new Condition("DateLessThan", "aws:TokenIssueTime", List.of(second(millis)));
    }

    /**
     * Roles by ARN, in any partition. Of a role whose ARN was made from a session's, the path is
     * lost, so both forms stand here.
     */
    private static Condition ofRoles(Set<String> arns) {
        Set<String> patterns = new LinkedHashSet<>();
        for (String arn : new TreeSet<>(arns)) {
            int marker = arn.indexOf(":role/");
            if (marker < 0) {
                continue;
            }
            String account = arn.substring(arn.lastIndexOf(':', marker - 1) + 1, marker);
            String role = arn.substring(marker + ":role/".length());
            patterns.add("arn:*:iam::" + account + ":role/" + role);
            if (role.indexOf('/') < 0) {
                patterns.add("arn:*:iam::" + account + ":role/*/" + role);
            }
        }
        return new Condition("ArnLike", "aws:PrincipalArn", List.copyOf(patterns));
    }

    private static String second(long millis) {
        return Instant.ofEpochMilli(DenyEntry.wholeSecond(millis)).toString();
    }
}
