package io.fusewire.bench.fleet.cloud;

import org.jspecify.annotations.Nullable;

/** Something in an account. Identity counts: what is made again under the same name is another. */
public final class Resource {

    /** Maker of what was there before the first record. */
    public static final String BEFORE = "";

    private final ResourceType type;
    private final Account account;
    private final String id;
    private final String name;
    private final String arn;
    private final @Nullable Resource in;
    private final String maker;
    private final long madeAtMillis;
    private final @Nullable String group;
    private @Nullable Resource stack;
    private boolean guarded;
    private boolean alive = true;
    private int place;

    /**
     * @param in what it is a part of: the cluster of a service, the bucket of an object
     * @param maker id of the actor that made it; {@link #BEFORE} if nobody in the fleet did
     * @param group the application or environment that it belongs to
     */
    public Resource(
            ResourceType type,
            Account account,
            String id,
            String name,
            @Nullable Resource in,
            String maker,
            long madeAtMillis,
            @Nullable String group) {
        this.type = type;
        this.account = account;
        this.id = id;
        this.name = name;
        this.in = in;
        this.maker = maker;
        this.madeAtMillis = madeAtMillis;
        this.group = group;
        this.arn = type.arnOf(this);
    }

    public ResourceType type() {
        return type;
    }

    public Account account() {
        return account;
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    public String arn() {
        return arn;
    }

    public @Nullable Resource in() {
        return in;
    }

    public String maker() {
        return maker;
    }

    public long madeAtMillis() {
        return madeAtMillis;
    }

    public @Nullable String group() {
        return group;
    }

    /** The stack that made it, if CloudFormation did. */
    public @Nullable Resource stack() {
        return stack;
    }

    public void setStack(Resource newStack) {
        stack = newStack;
    }

    /** Whether deletion protection or the like is on. */
    public boolean isGuarded() {
        return guarded;
    }

    public void setGuarded(boolean isGuarded) {
        guarded = isGuarded;
    }

    public boolean isAlive() {
        return alive;
    }

    void end() {
        alive = false;
    }

    int place() {
        return place;
    }

    void moveTo(int newPlace) {
        place = newPlace;
    }
}
