package io.fusewire.core.testing;

import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.Loss;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.event.ResourceRef;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds audit events for tests.
 *
 * <pre>{@code
 * AuditEvent deletion = TestingEvents.delete("AWS::RDS::DBInstance", "orders")
 *         .by("coder", AgentKind.AGENT).at("2025-12-14T10:00:00Z").build();
 * }</pre>
 *
 * <p>Without further words an event is a successful call of the agent {@code coder} in account
 * 111122223333, region eu-west-1, at {@link #START}, with an event id of its own. A builder may be
 * built several times; each event without a given id gets the next one of this thread.
 */
public final class TestingEvents {

    /** Time of an event that is given none. */
    public static final Instant START = Instant.parse("2025-12-14T10:00:00Z");

    public static final String ACCOUNT = "111122223333";
    public static final String REGION = "eu-west-1";

    private static final ThreadLocal<long[]> NEXT_ID = ThreadLocal.withInitial(() -> new long[1]);

    private @Nullable String eventId;
    private @Nullable String sharedEventId;
    private long eventTimeMillis = START.toEpochMilli();
    private String partition = "aws";
    private String account = ACCOUNT;
    private String region = REGION;
    private String eventSource = "ec2.amazonaws.com";
    private String eventName = "DescribeInstances";
    private boolean operationKnown = true;
    private Effect effect = Effect.READ;
    private @Nullable Effect secondEffect;
    private Loss loss = Loss.NONE;
    private double impact;
    private Outcome outcome = Outcome.SUCCESS;
    private @Nullable String errorCode;
    private @Nullable Integer units;
    private final List<String[]> resources = new ArrayList<>();
    private final List<String[]> created = new ArrayList<>();
    private String name = "coder";
    private AgentKind kind = AgentKind.AGENT;
    private @Nullable String agent;
    private @Nullable String owner;
    private @Nullable String session;
    private @Nullable String principalArn;
    private @Nullable List<String> evidence;
    private @Nullable String agentClass;
    private EnforcementMode mode = EnforcementMode.ENFORCE;
    private boolean breakGlass;
    private @Nullable String causedBy;
    private @Nullable String stack;
    private @Nullable String execution;
    private @Nullable String openedSession;

    private TestingEvents() {}

    /** A read of nothing in particular. */
    public static TestingEvents event() {
        return new TestingEvents();
    }

    /** A successful read of one resource. */
    public static TestingEvents read(String type, String id) {
        return event().operation(verb("Describe", type), Effect.READ).on(type, id);
    }

    /** A successful change of one resource. */
    public static TestingEvents modify(String type, String id) {
        return event().operation(verb("Modify", type), Effect.MODIFY).on(type, id);
    }

    /** A successful creation of one resource. */
    public static TestingEvents create(String type, String id) {
        return event().operation(verb("Create", type), Effect.CREATE)
                .on(type, id)
                .creates(type, id);
    }

    /** A successful, irreversible deletion of one resource. */
    public static TestingEvents delete(String type, String id) {
        return event().operation(verb("Delete", type), Effect.DESTROY)
                .loses(Loss.IRREVERSIBLE, 7)
                .on(type, id);
    }

    /** A successful operation on a stack: {@code CreateStack}, {@code DeleteStack}, … */
    public static TestingEvents stackOperation(String eventName, String stack) {
        String type = "AWS::CloudFormation::Stack";
        TestingEvents event = event().source("cloudformation.amazonaws.com").stack(stack);
        event.on(type, stack);
        if (eventName.startsWith("Create")) {
            return event.operation(eventName, Effect.CREATE).creates(type, stack);
        }
        if (eventName.startsWith("Delete")) {
            return event.operation(eventName, Effect.DESTROY).loses(Loss.IRREVERSIBLE, 9);
        }
        return event.operation(eventName, Effect.MODIFY);
    }

    private static String verb(String verb, String type) {
        return verb + type.substring(type.lastIndexOf(':') + 1);
    }

    /** Another event with the same values; what is changed in one does not change in the other. */
    public TestingEvents copy() {
        TestingEvents copy = new TestingEvents();
        copy.eventId = eventId;
        copy.sharedEventId = sharedEventId;
        copy.eventTimeMillis = eventTimeMillis;
        copy.partition = partition;
        copy.account = account;
        copy.region = region;
        copy.eventSource = eventSource;
        copy.eventName = eventName;
        copy.operationKnown = operationKnown;
        copy.effect = effect;
        copy.secondEffect = secondEffect;
        copy.loss = loss;
        copy.impact = impact;
        copy.outcome = outcome;
        copy.errorCode = errorCode;
        copy.units = units;
        copy.resources.addAll(resources);
        copy.created.addAll(created);
        copy.name = name;
        copy.kind = kind;
        copy.agent = agent;
        copy.owner = owner;
        copy.session = session;
        copy.evidence = evidence;
        copy.agentClass = agentClass;
        copy.mode = mode;
        copy.breakGlass = breakGlass;
        copy.causedBy = causedBy;
        copy.stack = stack;
        copy.execution = execution;
        copy.openedSession = openedSession;
        copy.principalArn = principalArn;
        return copy;
    }

    public TestingEvents id(String id) {
        eventId = id;
        return this;
    }

    public TestingEvents sharedId(String id) {
        sharedEventId = id;
        return this;
    }

    /** Event time as an ISO instant. */
    public TestingEvents at(String instant) {
        return at(Instant.parse(instant));
    }

    public TestingEvents at(Instant instant) {
        eventTimeMillis = instant.toEpochMilli();
        return this;
    }

    /** Event time in seconds after {@link #START}; may be negative. */
    public TestingEvents second(long seconds) {
        return at(START.plusSeconds(seconds));
    }

    /** Event time so much later than it is now. */
    public TestingEvents plusSeconds(long seconds) {
        eventTimeMillis += seconds * 1000;
        return this;
    }

    /** Event time in hours after {@link #START}; may be negative. */
    public TestingEvents hour(long hours) {
        return second(hours * 3600);
    }

    public TestingEvents partition(String value) {
        partition = value;
        return this;
    }

    public TestingEvents account(String value) {
        account = value;
        return this;
    }

    public TestingEvents region(String value) {
        region = value;
        return this;
    }

    /** The China partition's first region. */
    public TestingEvents china() {
        return partition("aws-cn").region("cn-north-1");
    }

    public TestingEvents source(String value) {
        eventSource = value;
        return this;
    }

    public TestingEvents operation(String value, Effect first) {
        eventName = value;
        effect = first;
        return this;
    }

    public TestingEvents effect(Effect value) {
        effect = value;
        return this;
    }

    public TestingEvents secondEffect(Effect value) {
        secondEffect = value;
        return this;
    }

    public TestingEvents unknownOperation() {
        operationKnown = false;
        return this;
    }

    public TestingEvents loses(Loss value, double impactOfOne) {
        loss = value;
        impact = impactOfOne;
        return this;
    }

    public TestingEvents impact(double value) {
        impact = value;
        return this;
    }

    public TestingEvents outcome(Outcome value) {
        outcome = value;
        return this;
    }

    public TestingEvents denied() {
        errorCode = "AccessDenied";
        return outcome(Outcome.DENIED);
    }

    public TestingEvents failed(String code) {
        errorCode = code;
        return outcome(Outcome.FAILED);
    }

    /** Number of resources; without it, those named. */
    public TestingEvents units(int value) {
        units = value;
        return this;
    }

    public TestingEvents unitsUnknown() {
        return units(AuditEvent.UNITS_UNKNOWN);
    }

    /** One more resource that the call acts on. */
    public TestingEvents on(String type, String id) {
        resources.add(new String[] {type, id});
        return this;
    }

    /** One more resource that the call makes. */
    public TestingEvents creates(String type, String id) {
        created.add(new String[] {type, id});
        return this;
    }

    /** Another key for the last resource that the call acts on or makes, or for both. */
    public TestingEvents onKey(String key) {
        setKey(resources, key);
        setKey(created, key);
        return this;
    }

    private static void setKey(List<String[]> named, String key) {
        if (!named.isEmpty()) {
            String[] last = named.get(named.size() - 1);
            named.set(named.size() - 1, new String[] {last[0], last[1], key});
        }
    }

    /** A principal; its agent, owner and session keys are derived from its name. */
    public TestingEvents by(String principal, AgentKind principalKind) {
        name = principal;
        kind = principalKind;
        return this;
    }

    /** An agent's key other than the derived one. */
    public TestingEvents agent(String key) {
        agent = key;
        return this;
    }

    /** An owner key other than the derived one. */
    public TestingEvents owner(String key) {
        owner = key;
        return this;
    }

    /** A session key other than the derived one. */
    public TestingEvents session(String key) {
        session = key;
        return this;
    }

    /** Why the principal is of its kind; a policy's word for agents if not given. */
    public TestingEvents evidence(String... values) {
        evidence = List.of(values);
        return this;
    }

    public TestingEvents agentClass(String value) {
        agentClass = value;
        return this;
    }

    public TestingEvents mode(EnforcementMode value) {
        mode = value;
        return this;
    }

    public TestingEvents breakGlass() {
        breakGlass = true;
        return this;
    }

    public TestingEvents causedBy(String service) {
        causedBy = service;
        return this;
    }

    public TestingEvents stack(String value) {
        stack = value;
        return this;
    }

    /** ARN of the role or user behind the session; a role's if not given. */
    public TestingEvents principal(String arn) {
        principalArn = arn;
        return this;
    }

    /** User id of the role session that the call opens. */
    public TestingEvents opens(String userId) {
        openedSession = userId;
        return this;
    }

    /** ARN of the Step Functions execution that the call sets going. */
    public TestingEvents execution(String value) {
        execution = value;
        return this;
    }

    public AuditEvent build() {
        String id = eventId != null ? eventId : "event-" + NEXT_ID.get()[0]++;
        return new AuditEvent(
                id,
                sharedEventId,
                id.hashCode(),
                eventTimeMillis,
                partition,
                account,
                region,
                eventSource,
                eventName,
                operationKnown,
                effect,
                secondEffect,
                loss,
                impact,
                outcome,
                errorCode,
                units != null ? units : Math.max(1, resources.size()),
                refs(resources),
                outcome == Outcome.SUCCESS ? refs(created) : List.of(),
                agent != null ? agent : agentKey(account, name, kind),
                kind,
                evidence != null
                        ? evidence
                        : kind == AgentKind.AGENT ? List.of("policy:agents") : List.of(),
                agentClass,
                mode,
                breakGlass,
                owner != null ? owner : ownerKey(account, name),
                session != null ? session : account + "/session/" + name,
                account,
                principalArn != null
                        ? principalArn
                        : "arn:" + partition + ":iam::" + account + ":role/" + name,
                "AROA" + name + ":" + name,
                name,
                causedBy,
                stack,
                execution,
                openedSession);
    }

    private List<ResourceRef> refs(List<String[]> named) {
        return named.stream()
                .map(
                        each ->
                                each.length == 3
                                        ? new ResourceRef(each[2], each[0], each[1])
                                        : ref(account, region, each[0], each[1]))
                .toList();
    }

    /** The agent key that {@link #by} gives. */
    public static String agentKey(String account, String principal, AgentKind kind) {
        return account + "/role/" + principal + (kind == AgentKind.AGENT ? "/agent" : "");
    }

    /** The owner key that {@link #by} gives. */
    public static String ownerKey(String account, String principal) {
        return account + "/role/" + principal;
    }

    /** A resource as the built events name it. */
    public static ResourceRef ref(String account, String region, String type, String id) {
        return new ResourceRef(account + "/" + region + "/" + type + "/" + id, type, id);
    }

    /** A resource of the default account and region. */
    public static ResourceRef ref(String type, String id) {
        return ref(ACCOUNT, REGION, type, id);
    }
}
