package io.fusewire.standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * IAM, STS and Organizations on a loopback port, for any number of accounts of any partition.
 *
 * <p>Speaks the query protocol: form-encoded requests, XML answers, URL-encoded documents, request
 * ids; and of Organizations the JSON protocol. Requests must be signed in form, but signatures are
 * not verified. What is written is read back at once and takes effect after the propagation delay,
 * by the clock that was handed in. What no deny forbids is allowed.
 */
public final class AwsStandIn implements AutoCloseable {

    /** Calls remembered; older ones are forgotten. */
    public static final int CALLS_MAX = 100_000;

    private static final String OPERATION_HEADER = "X-Amz-Target";
    private static final int THREADS = 16;
    private static final int REQUEST_BYTES_MAX = 1 << 20;
    private static final int PAGE_SIZE = 100;
    private static final Duration SESSION_LIFE = Duration.ofHours(1);

    static {
        // Or each answer, written in two parts, waits 40 ms for the client's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Object lock = new Object();
    private final Directory directory = new Directory();
    private final Deque<Call> calls = new ArrayDeque<>();
    private final Set<String> refused = new HashSet<>();
    private final Clock clock;
    private final Duration propagation;
    private final Random random;
    private final Sessions sessions;
    private final IamOperations iam;
    private final OrganizationOperations organizations;
    private final HttpServer server;
    private final ExecutorService executor;
    private Faults faults = Faults.NONE;
    private long requests;

    private AwsStandIn(Clock clock, Duration propagation, long seed, int pageSizeMax)
            throws IOException {
        this.clock = clock;
        this.propagation = propagation;
        this.random = new Random(seed);
        this.sessions = new Sessions(directory, clock);
        this.iam = new IamOperations(directory, clock, pageSizeMax);
        this.organizations = new OrganizationOperations(directory, clock, pageSizeMax);
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.executor =
                Executors.newFixedThreadPool(
                        THREADS,
                        task -> {
                            Thread thread = new Thread(task, "aws-stand-in");
                            thread.setDaemon(true);
                            return thread;
                        });
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        server.start();
    }

    /**
     * Starts one.
     *
     * @param clock for issue times, propagation and the log
     * @param propagation from a write's answer until it takes effect
     * @param seed of the faults
     * @throws IOException if no port can be had
     */
    public static AwsStandIn start(Clock clock, Duration propagation, long seed)
            throws IOException {
        return new AwsStandIn(clock, propagation, seed, PAGE_SIZE);
    }

    /** Starts one whose lists come in pages of a given size at most. */
    public static AwsStandIn start(Clock clock, Duration propagation, long seed, int pageSizeMax)
            throws IOException {
        return new AwsStandIn(clock, propagation, seed, pageSizeMax);
    }

    /** Where it listens. */
    public URI endpoint() {
        return URI.create(
                "http://%s:%d"
                        .formatted(
                                server.getAddress().getAddress().getHostAddress(),
                                server.getAddress().getPort()));
    }

    /** From now on these faults. */
    public void setFaults(Faults faults) {
        synchronized (lock) {
            this.faults = faults;
        }
    }

    /** From now on an operation is answered {@code AccessDenied}, whoever calls it. */
    public void refuse(String operation) {
        synchronized (lock) {
            refused.add(operation);
        }
    }

    /**
     * Makes a role.
     *
     * @param arn with its path
     * @param id {@code AROA…}
     */
    public void addRole(String arn, String id) {
        addRole(arn, id, "");
    }

    /** Makes a role that is assumed with an external id only. */
    public void addRole(String arn, String id, String externalId) {
        add(new Holder(Holder.Kind.ROLE, arn, id, externalId));
    }

    /** Makes a user. */
    public void addUser(String arn, String id) {
        add(new Holder(Holder.Kind.USER, arn, id, ""));
    }

    private void add(Holder holder) {
        synchronized (lock) {
            directory
                    .account(Directory.accountOf(holder.arn()))
                    .holders(holder.kind())
                    .put(holder.name(), holder);
        }
    }

    /** Gives a user a long-term key. */
    public Credentials addAccessKey(String userArn, String accessKeyId, boolean isActive) {
        synchronized (lock) {
            History<Boolean> history = new History<>();
            history.set(isActive, History.FROM_START);
            known(userArn).activeKeys().put(accessKeyId, history);
            return new Credentials(accessKeyId, "secret-" + accessKeyId, null);
        }
    }

    /** Puts an inline policy of somebody's on a role or user, in force from the start. */
    public void addInlinePolicy(String principalArn, String name, String document) {
        synchronized (lock) {
            known(principalArn).policy(name).set(document, History.FROM_START);
        }
    }

    /** Makes a managed policy that is attached to roles or users from the start. */
    public void addManagedPolicy(String arn, String document, Collection<String> principalArns) {
        synchronized (lock) {
            ManagedPolicy policy = new ManagedPolicy(arn, principalArns);
            policy.create(document, false, clock.instant());
            policy.inForce().set(policy.versions().get(0), History.FROM_START);
            directory.account(Directory.accountOf(arn)).policies().put(arn, policy);
        }
    }

    /**
     * Makes an organization in which everything is allowed.
     *
     * @param members accounts beside the management account
     */
    public void addOrganization(
            String partition, String managementAccount, Collection<String> members) {
        synchronized (lock) {
            directory.organizations().add(new Organization(partition, managementAccount, members));
        }
    }

    /** Lets a member account call Organizations as the management account can. */
    public void delegatePolicies(String account) {
        synchronized (lock) {
            organizationOf(account).delegateTo(account);
        }
    }

    /**
     * Puts a service control policy of somebody's into an account's organization, in force from the
     * start; one of the same name gets another content and other targets.
     *
     * @param targets ids of accounts, which it binds, and of the root and organizational units,
     *     which are only listed
     * @return its ARN
     */
    public String putServiceControlPolicy(
            String account, String name, String document, Collection<String> targets) {
        synchronized (lock) {
            return organizationOf(account).put(name, document, targets).arn();
        }
    }

    private Organization organizationOf(String account) {
        Organization organization = directory.organizationOf(account);
        if (organization == null) {
            throw new IllegalArgumentException(
                    "an account must be in an organization, but was " + account);
        }
        return organization;
    }

    /**
     * Binds an account by a service control policy that no call can reach, in force from the start.
     */
    public void setGuard(String account, String document) {
        synchronized (lock) {
            directory.account(account).guard().set(document, History.FROM_START);
        }
    }

    private Holder known(String arn) {
        Holder holder = directory.holder(arn);
        if (holder == null) {
            throw new IllegalArgumentException("a role or user must be made first, but was " + arn);
        }
        return holder;
    }

    /** A session of a role, issued now for an hour. */
    public Credentials session(String roleArn, String sessionName) {
        synchronized (lock) {
            return sessions.issue(known(roleArn), sessionName, null, SESSION_LIFE);
        }
    }

    /**
     * What the denies that are in force now do to a call.
     *
     * @param action {@code ec2:TerminateInstances}
     * @param resource an ARN or {@code *}
     */
    public Verdict judge(Caller caller, String action, String resource) {
        synchronized (lock) {
            long inForceAt = inForceAtMillis();
            Holder principal = directory.holder(caller.principalArn());
            String key = caller.accessKeyId();
            if (principal != null
                    && key != null
                    && principal.kind() == Holder.Kind.USER
                    && !Sessions.isActive(principal, key, inForceAt)) {
                return Verdict.INACTIVE_KEY;
            }
            Map<String, String> keys = new TreeMap<>(caller.conditionKeys());
            keys.put("aws:CurrentTime", clock.instant().toString());
            Directory.Account account = directory.account(caller.account());
            for (String document : serviceControlPolicies(caller, inForceAt)) {
                if (PolicyEvaluator.denies(document, action, resource, keys)) {
                    return Verdict.denied(caller, action, resource, "a service control policy");
                }
            }
            for (String document : identityPolicies(account, principal, inForceAt)) {
                if (PolicyEvaluator.denies(document, action, resource, keys)) {
                    return Verdict.denied(caller, action, resource, "an identity-based policy");
                }
            }
            return Verdict.NOT_DENIED;
        }
    }

    /** None of them binds the management account's principals, nor service-linked roles. */
    private List<String> serviceControlPolicies(Caller caller, long inForceAt) {
        String account = caller.account();
        Organization organization = directory.organizationOf(account);
        if (caller.principalArn().contains(":role/aws-service-role/")
                || (organization != null && organization.isManagementAccount(account))) {
            return List.of();
        }
        List<String> documents = new ArrayList<>();
        String guard = directory.account(account).guard().asOf(inForceAt);
        if (guard != null) {
            documents.add(guard);
        }
        if (organization != null) {
            for (Organization.Policy policy : organization.attachedTo(account)) {
                String document = policy.content().asOf(inForceAt);
                if (document != null) {
                    documents.add(document);
                }
            }
        }
        return documents;
    }

    private static List<String> identityPolicies(
            Directory.Account account, @Nullable Holder principal, long inForceAt) {
        if (principal == null) {
            return List.of();
        }
        List<String> documents = new ArrayList<>();
        for (History<String> policy : principal.inline().values()) {
            String document = policy.asOf(inForceAt);
            if (document != null) {
                documents.add(document);
            }
        }
        for (ManagedPolicy policy : account.policies().values()) {
            ManagedPolicy.Version version = policy.inForce().asOf(inForceAt);
            if (version != null && policy.isAttachedTo(principal.arn())) {
                documents.add(version.document());
            }
        }
        return documents;
    }

    private long inForceAtMillis() {
        return clock.millis() - propagation.toMillis();
    }

    /** What has been asked, oldest first. */
    public List<Call> calls() {
        synchronized (lock) {
            return List.copyOf(calls);
        }
    }

    /**
     * All documents and key states as they stand, whether in force yet or not: {@code ARN policy
     * NAME} to its text, {@code ARN key ID} to {@code Active} or {@code Inactive}, the ARN of a
     * managed policy to the text of its default version, that of a service control policy to its
     * text.
     */
    public Map<String, String> documents() {
        synchronized (lock) {
            Map<String, String> documents = new TreeMap<>();
            for (Directory.Account account : directory.accounts()) {
                for (Holder.Kind kind : Holder.Kind.values()) {
                    account.holders(kind).values().forEach(holder -> describe(holder, documents));
                }
                for (ManagedPolicy policy : account.policies().values()) {
                    ManagedPolicy.Version version = policy.inForce().current();
                    if (version != null) {
                        documents.put(policy.arn(), version.document());
                    }
                }
            }
            for (Organization organization : directory.organizations()) {
                for (Organization.Policy policy : organization.policies()) {
                    documents.put(policy.arn(), String.valueOf(policy.content().current()));
                }
            }
            return documents;
        }
    }

    private static void describe(Holder holder, Map<String, String> documents) {
        holder.inline()
                .forEach(
                        (name, history) -> {
                            String document = history.current();
                            if (document != null) {
                                documents.put(holder.arn() + " policy " + name, document);
                            }
                        });
        holder.activeKeys()
                .forEach(
                        (key, history) ->
                                documents.put(
                                        holder.arn() + " key " + key,
                                        Boolean.TRUE.equals(history.current())
                                                ? "Active"
                                                : "Inactive"));
    }

    /** Characters that the inline policies of a role or user have together, as IAM counts them. */
    public int inlineCharacters(String principalArn) {
        synchronized (lock) {
            return known(principalArn).charactersBeside("");
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    /** An answer to be sent. */
    private record Answer(int status, String body) {}

    private void handle(HttpExchange exchange) throws IOException {
        String form = body(exchange);
        Answer answer = answer(exchange, form);
        if (answer == null) {
            // A request that hangs: the exchange stays open until the client gives up.
            return;
        }
        try (exchange) {
            if (answer.status() == 0) {
                return;
            }
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", protocol(exchange).contentType());
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Protocol protocol(HttpExchange exchange) {
        return AwsRequest.protocol(exchange.getRequestHeaders().getFirst(OPERATION_HEADER));
    }

    private static String body(HttpExchange exchange) throws IOException {
        try (InputStream stream = exchange.getRequestBody()) {
            return new String(stream.readNBytes(REQUEST_BYTES_MAX), StandardCharsets.UTF_8);
        }
    }

    /** Null for none, status 0 for a closed connection. */
    private @Nullable Answer answer(HttpExchange exchange, String form) {
        synchronized (lock) {
            String requestId = new UUID(0, ++requests).toString();
            exchange.getResponseHeaders().set("x-amzn-RequestId", requestId);
            try {
                AwsRequest request =
                        AwsRequest.of(
                                exchange.getRequestHeaders().getFirst("Authorization"),
                                exchange.getRequestHeaders().getFirst("X-Amz-Security-Token"),
                                exchange.getRequestHeaders().getFirst(OPERATION_HEADER),
                                form);
                return answer(request, requestId);
            } catch (AwsError e) {
                Protocol protocol = protocol(exchange);
                return new Answer(protocol.status(e), protocol.error("iam", e, requestId));
            }
        }
    }

    private @Nullable Answer answer(AwsRequest request, String requestId) {
        Attempt attempt = new Attempt(request, requestId);
        Answer answer = attempt.answer();
        if (calls.size() == CALLS_MAX) {
            calls.removeFirst();
        }
        calls.addLast(attempt.logged());
        return answer;
    }

    /** One request on its way through faults, authentication, denies and the operation. */
    private final class Attempt {

        private final AwsRequest request;
        private final String requestId;
        private final Protocol protocol;
        private String account = "";
        private boolean isCarriedOut;
        private String outcome = "OK";

        Attempt(AwsRequest request, String requestId) {
            this.request = request;
            this.requestId = requestId;
            this.protocol = request.protocol();
        }

        Call logged() {
            return new Call(
                    request.service(),
                    request.operation(),
                    account,
                    request.target(),
                    request.loggedParameters(),
                    clock.millis(),
                    isCarriedOut,
                    outcome);
        }

        @Nullable Answer answer() {
            boolean isWrite = Call.isWrite(request.operation());
            Faults.Kind fault = faults.drawn(random.nextDouble(), isWrite);
            boolean coin = random.nextBoolean();
            if (fault == null) {
                return carriedOut(Reading.CURRENT);
            }
            outcome = fault.name();
            return switch (fault) {
                case THROTTLED -> error(protocol.throttled());
                case UNMODIFIABLE -> error(protocol.beingChanged());
                case SERVER_ERROR -> {
                    carryOutIf(coin);
                    yield error(
                            coin
                                    ? protocol.failure()
                                    : new AwsError(503, "ServiceUnavailable", "Come back later"));
                }
                case HANG -> {
                    carryOutIf(coin);
                    yield null;
                }
                case LOST_ANSWER -> {
                    carryOutIf(true);
                    yield new Answer(0, "");
                }
                case MALFORMED_ANSWER -> malformed(carriedOut(Reading.CURRENT));
                case STALE_READ -> carriedOut(Reading.STALE);
                case WRONG_READ -> carriedOut(coin ? Reading.DAMAGED : Reading.MISTAKEN);
            };
        }

        private void carryOutIf(boolean wanted) {
            if (wanted) {
                carriedOut(Reading.CURRENT);
            }
        }

        private Answer carriedOut(Reading reading) {
            try {
                String result = result(reading);
                isCarriedOut = true;
                return answered(result);
            } catch (AwsError e) {
                if (outcome.equals("OK")) {
                    outcome = e.code();
                }
                return error(e);
            }
        }

        private String result(Reading reading) throws AwsError {
            Caller caller = sessions.caller(request, inForceAtMillis());
            account = caller.account();
            authorize(caller);
            return switch (request.service()) {
                case "sts" -> sessions.carryOut(caller, request);
                case "organizations" -> organizations.carryOut(account, request, reading);
                default -> iam.carryOut(account, request, reading);
            };
        }

        private void authorize(Caller caller) throws AwsError {
            if (request.operation().equals("GetCallerIdentity")) {
                return;
            }
            String action = request.service() + ":" + request.operation();
            String resource = resource();
            if (refused.contains(request.operation())) {
                throw AwsError.accessDenied(
                        "User: %s is not authorized to perform: %s on resource: %s because no identity-based policy allows the %s action"
                                .formatted(caller.sessionArn(), action, resource, action));
            }
            Verdict verdict = judge(caller, action, resource);
            if (verdict.isDenied()) {
                throw new AwsError(403, verdict.errorCode(), verdict.errorMessage());
            }
        }

        private String resource() {
            String target = request.target();
            if (target.isEmpty() || target.startsWith("arn:")) {
                return target.isEmpty() ? "*" : target;
            }
            Holder.Kind kind =
                    request.parameters().containsKey("RoleName")
                            ? Holder.Kind.ROLE
                            : Holder.Kind.USER;
            Holder holder = directory.account(account).holders(kind).get(target);
            return holder == null ? "*" : holder.arn();
        }

        private Answer answered(String result) {
            return new Answer(
                    200,
                    protocol.answer(request.service(), request.operation(), result, requestId));
        }

        private Answer error(AwsError error) {
            return new Answer(
                    protocol.status(error), protocol.error(request.service(), error, requestId));
        }

        /** A refusal stays one: what is no answer must not make a success of it. */
        private Answer malformed(Answer answer) {
            String cut = answer.body().substring(0, answer.body().length() / 2);
            if (answer.status() != 200) {
                return new Answer(answer.status(), cut);
            }
            return switch (random.nextInt(3)) {
                case 0 -> new Answer(200, cut);
                case 1 -> new Answer(200, "<html><body>Bad gateway</body></html>");
                default -> answered("");
            };
        }
    }
}
