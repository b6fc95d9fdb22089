package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.Actor;
import io.fusewire.bench.fleet.cloud.Account;
import io.fusewire.bench.fleet.cloud.Account.Use;
import io.fusewire.bench.fleet.cloud.Dice;
import io.fusewire.bench.fleet.org.Badge;
import io.fusewire.bench.fleet.org.Badge.Way;
import io.fusewire.bench.fleet.org.Member;
import io.fusewire.bench.fleet.org.Organisation;
import io.fusewire.bench.fleet.org.Recruit;
import io.fusewire.core.event.AgentKind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Hires: gives each new member a name, a place, a way to sign in, and a line in the policy. */
public final class Staff {

    /** Share of agents that nobody entered into the policy. */
    private static final double NOT_IN_POLICY = 0.15;

    /** Share of agents whose client or sign-in says that they are. */
    private static final double MARKED = 0.45;

    private final Organisation organisation;
    private final Dice dice;
    private final StringBuilder rules = new StringBuilder();
    private final List<String> people = new ArrayList<>();
    private int hired;

    public Staff(Organisation organisation) {
        this.organisation = organisation;
        this.dice = Dice.of(organisation.seed(), "staff");
    }

    /** Hires an agent into one of the accounts of its archetype. */
    public Member agent(Archetype archetype, int firstDay) {
        return agent(archetype, firstDay, !dice.chance(NOT_IN_POLICY));
    }

    /** Hires an agent that the policy knows or not. */
    public Member agent(Archetype archetype, int firstDay, boolean isInPolicy) {
        Account account = organisation.account(dice.pick(archetype.where()));
        Badge badge = badge(archetype, account);
        if (isInPolicy) {
            enter(badge, archetype.name());
        }
        Actor actor =
                new Actor(
                        "agent-" + ++hired,
                        archetype.name(),
                        isInPolicy ? archetype.name() : null,
                        AgentKind.AGENT);
        Member member = archetype.work().apply(new Recruit(organisation, actor, account, badge));
        organisation.hire(member, firstDay);
        return member;
    }

    private Badge badge(Archetype archetype, Account account) {
        boolean terraform = archetype.name().contains("terraform");
        boolean marked = !terraform && dice.chance(MARKED);
        String client =
                terraform
                        ? Clients.terraform()
                        : marked ? Clients.marked(dice) : Clients.plain(dice);
        String stem = archetype.name() + "-" + organisation.names().word();
        if (archetype.sharesRole() && dice.chance(0.6)) {
            if (marked && !organisation.isInChina() && dice.chance(0.5) && !people.isEmpty()) {
                return badge(
                        account, Way.MCP, roleOfPeople(account), dice.pick(people), client, null);
            }
            return badge(account, Way.ROLE, roleOfPeople(account), stem + "-####", client, null);
        }
        if (!archetype.sharesRole() && !marked && dice.chance(0.1)) {
            return badge(account, Way.USER, "svc/" + stem, "", client, null);
        }
        String role = dice.pick("agents/", "", "automation/") + stem + "-" + dice.hex(3);
        String session = dice.pick("run-######", stem, "i-0" + dice.hex(16), stem + "-####");
        return badge(account, Way.ROLE, role, session, client, dice.chance(0.2) ? stem : null);
    }

    private Badge badge(
            Account account,
            Way way,
            String role,
            String session,
            String client,
            @Nullable String sourceIdentity) {
        String ip = "10." + dice.between(0, 255) + "." + dice.between(0, 255) + ".17";
        return new Badge(account, way, role, session, client, ip, sourceIdentity);
    }

    private static String roleOfPeople(Account account) {
        return switch (account.use()) {
            case PRODUCTION -> "Operator";
            case STAGING, DEVELOPMENT -> "Developer";
            case DATA -> "Analyst";
        };
    }

    private void enter(Badge badge, String agentClass) {
        Account account = badge.account();
        switch (badge.way()) {
            case USER ->
                    rules.append("  - userArn: \"arn:*:iam::")
                            .append(account.id())
                            .append(":user/")
                            .append(badge.role())
                            .append("\"\n");
            // What the service says of a sign-in is all there is: no rule may match the person.
            case MCP ->
                    rules.append("  - userAgent: \"aws-mcp.*\"\n    roleArn: \"arn:*:iam::")
                            .append(account.id())
                            .append(":role/")
                            .append(badge.role())
                            .append("\"\n    sessionName: \"")
                            .append(badge.sessionName())
                            .append("\"\n");
            default -> {
                rules.append("  - roleArn: \"arn:*:iam::")
                        .append(account.id())
                        .append(":role/")
                        .append(badge.role())
                        .append("\"\n");
                // A role of its own tells enough; on a role of people's the session's name must.
                if (badge.role().equals(roleOfPeople(account))) {
                    rules.append("    sessionName: \"")
                            .append(badge.sessionName().replaceAll("#+", "*"))
                            .append("\"\n");
                }
            }
        }
        rules.append("    class: ").append(agentClass).append('\n');
    }

    /** Hires a person, who works in the console. */
    public Member person(Use use) {
        Account account = organisation.account(use);
        String name =
                organisation.names().person() + "@" + organisation.names().company() + ".example";
        people.add(name);
        Badge badge =
                new Badge(
                        account,
                        Way.CONSOLE,
                        roleOfPeople(account),
                        name,
                        Clients.browser(),
                        "198.51.100." + dice.between(1, 254),
                        null);
        Actor actor = new Actor("person-" + ++hired, "person", null, AgentKind.HUMAN);
        Member member = new Person(new Recruit(organisation, actor, account, badge));
        organisation.hire(member, 0);
        return member;
    }

    /** Starts an application. */
    public void application(Account account, String group) {
        Badge badge =
                new Badge(
                        account,
                        Way.ROLE,
                        "tasks/" + group + "-task",
                        "########",
                        Clients.plain(dice),
                        "10.0.12.9",
                        null);
        Actor actor = new Actor("application-" + ++hired, "application", null, AgentKind.SERVICE);
        organisation.hire(
                new Application(new Recruit(organisation, actor, account, badge), group), 0);
    }

    /** Turns on services of the cloud that work by themselves. */
    public void services(Account account) {
        service(
                account,
                "autoscaling",
                "AWSServiceRoleForAutoScaling",
                "AutoScaling",
                ScalingService::new);
        service(
                account,
                "backup",
                "AWSServiceRoleForBackup",
                "AWSBackup-AWSServiceRoleForBackup",
                BackupService::new);
    }

    private void service(
            Account account,
            String service,
            String linkedRole,
            String sessionName,
            Function<Recruit, Member> work) {
        Badge badge = new Badge(account, Way.SERVICE, linkedRole, sessionName, service, "", null);
        Actor actor = new Actor("service-" + ++hired, service, null, AgentKind.SERVICE);
        organisation.hire(work.apply(new Recruit(organisation, actor, account, badge)), 0);
    }

    /** The policy as the organisation wrote it. */
    public String policy() {
        StringBuilder policy = new StringBuilder("version: 1\nmode: shadow\n");
        if (rules.length() > 0) {
            policy.append("agents:\n").append(rules);
        }
        // To move flow logs and detectors is this class's work: its owners have it paged.
        policy.append("classes:\n  secops: {auditOff: alert}\n");
        return policy.append("humans:\n  - sessionName: \"*@")
                .append(organisation.names().company())
                .append(".example\"\n")
                .toString();
    }
}
