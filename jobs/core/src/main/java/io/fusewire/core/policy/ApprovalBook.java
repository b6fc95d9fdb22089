package io.fusewire.core.policy;

import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.ResourceRef;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** All approvals that are known, compiled, in the order in which they are used. Immutable. */
public final class ApprovalBook {

    /** Most approvals that are known at a time; beyond it the one that ends first is forgotten. */
    public static final int APPROVALS_LIMIT = 10_000;

    /** Nothing is approved. */
    public static final ApprovalBook EMPTY = new ApprovalBook(List.of());

    private static final Comparator<Approval> SOONEST_OVER_FIRST =
            Comparator.comparingLong(Approval::expiryMillis).thenComparing(Approval::id);

    /** An approval with its patterns compiled. */
    public static final class Page {
        private final Approval approval;
        private final @Nullable String problem;
        private final Glob agent;
        private final List<Glob> operations;
        private final List<Glob> resources;
        private final List<Glob> types;

        private Page(Approval approval) {
            this.approval = approval;
            this.problem = String.join("; ", approval.problems());
            this.agent = Glob.compile(approval.agent());
            this.operations = globs(approval.operations());
            this.resources = globs(approval.resources());
            this.types = globs(approval.types());
        }

        private static List<Glob> globs(List<String> patterns) {
            return patterns.stream().map(Glob::compile).toList();
        }

        public Approval approval() {
            return approval;
        }

        /** What makes it unfit for anybody; empty if it is fit. */
        public String problem() {
            return problem == null ? "" : problem;
        }

        /** Whether it is for this agent and covers what this call does. */
        public boolean isFor(String agentKey, AuditEvent event) {
            return agent.matches(agentKey) && coversCall(event);
        }

        private boolean coversCall(AuditEvent event) {
            for (String effect : approval.effects()) {
                if (effect.equals(event.effect().name())
                        || isSecond(event.secondEffect(), effect)) {
                    return true;
                }
            }
            for (Glob operation : operations) {
                if (operation.matches(event.eventName())
                        || operation.matches(serviceOf(event) + ":" + event.eventName())) {
                    return true;
                }
            }
            return false;
        }

        private static boolean isSecond(@Nullable Effect second, String effect) {
            return second != null && second.name().equals(effect);
        }

        private static String serviceOf(AuditEvent event) {
            int dot = event.eventSource().indexOf('.');
            return dot < 0 ? event.eventSource() : event.eventSource().substring(0, dot);
        }

        /** Whether its patterns name a resource. */
        public boolean names(ResourceRef resource) {
            if (!types.isEmpty() && types.stream().noneMatch(t -> t.matches(resource.type()))) {
                return false;
            }
            for (Glob pattern : resources) {
                if (pattern.matches(resource.key()) || pattern.matches(resource.id())) {
                    return true;
                }
            }
            return false;
        }

        /** Whether it covers whatever a call acts on, named or not. */
        public boolean namesEverything() {
            return types.isEmpty() && approval.resources().contains("*");
        }
    }

    private final List<Page> pages;

    private ApprovalBook(List<Page> pages) {
        this.pages = pages;
    }

    /** A book of these approvals; their patterns must be good ones. */
    public static ApprovalBook of(Collection<VerifiedApproval> approvals) {
        List<Approval> sorted = new ArrayList<>();
        approvals.forEach(verified -> sorted.add(verified.approval()));
        sorted.sort(SOONEST_OVER_FIRST);
        return new ApprovalBook(sorted.stream().map(Page::new).toList());
    }

    /** Of several approvals, at least one, that which ends first. */
    public static VerifiedApproval soonestOver(Collection<VerifiedApproval> approvals) {
        return Collections.min(
                approvals, Comparator.comparing(VerifiedApproval::approval, SOONEST_OVER_FIRST));
    }

    public boolean isEmpty() {
        return pages.isEmpty();
    }

    /** In the order in which they are used: what ends first comes first. */
    public List<Page> pages() {
        return pages;
    }
}
