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
    private String lastUser = "";
    private String otherUser = "";
    private long lastUseMillis = Long.MIN_VALUE;
    private long otherUseMillis = Long.MIN_VALUE;
    private boolean guarded;
    private boolean alive = true;
    private int place;
    private int placeInType;

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

    /** Notes that an actor used it. */
    public void touch(String actor, long atMillis) {
        if (!actor.equals(lastUser)) {
            otherUser = lastUser;
            otherUseMillis = lastUseMillis;
            lastUser = actor;
        }
        lastUseMillis = atMillis;
    }

    /** When anybody but the given actor used it last; the smallest number for never. */
    public long lastUseByOthers(String actor) {
        if (!actor.equals(lastUser)) {
            return lastUseMillis;
        }
        return actor.equals(otherUser) ? Long.MIN_VALUE : otherUseMillis;
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

    int placeInType() {
        return placeInType;
    }

    void place(int newPlace, int newPlaceInType) {
        place = newPlace;
        placeInType = newPlaceInType;
    }
}
