package io.fusewire.core.inventory;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Who used a resource in which hours: arithmetic on the bit sets of a {@link ResourceEntry}.
 *
 * <p>How it works: a use sets a bit, and setting a bit twice or in another order changes nothing,
 * so the order of records within an hour does not matter. For the same reason a resource counts as
 * used by the 24 whole hours before the hour of the event, and not by that hour itself, of which
 * more may be under way: a repeated sight of one principal in one hour need not reach the account
 * at all. Sixty-four bits keep the window exact for records up to 39 hours late.
 *
 * <p>The two principals kept by name are those of the latest hours, of equal ones the first by
 * name; whoever has to leave adds its hours to those of all others. So a caller that was pushed out
 * and comes back may find its own earlier hours among "others"; two more principals have used the
 * resource since, so it is hardly wrong.
 */
final class Uses {
    /** detection.md, section 1: live is what others used within 24 hours. */
    static final int WINDOW_HOURS = 24;

    private static final long MILLIS_PER_HOUR = 3_600_000;
    private static final long WINDOW = (1L << WINDOW_HOURS) - 1;

    private Uses() {}

    static int hourOf(long millis) {
        return (int) Math.floorDiv(millis, MILLIS_PER_HOUR);
    }

    /** The entry with one more use; the same instance if it tells nothing new. */
    static ResourceEntry add(ResourceEntry entry, String user, long atMillis) {
        int hour = hourOf(atMillis);
        if (entry.firstUser() == null) {
            return with(entry, hour, user, 1, null, 0, 0);
        }
        int ahead = hour - entry.useHour();
        if (ahead <= -Long.SIZE) {
            return entry;
        }
        int base = Math.max(hour, entry.useHour());
        long bit = 1L << (base - hour);
        long first = later(entry.firstUses(), ahead);
        long second = later(entry.secondUses(), ahead);
        long others = later(entry.otherUses(), ahead);
        String firstUser = entry.firstUser();
        String secondUser = entry.secondUser();
        if (user.equals(firstUser)) {
            first |= bit;
        } else if (user.equals(secondUser)) {
            second |= bit;
        } else if (secondUser == null) {
            secondUser = user;
            second = bit;
        } else if (ranksBefore(firstUser, first, secondUser, second)) {
            if (ranksBefore(user, bit, secondUser, second)) {
                others |= second;
                secondUser = user;
                second = bit;
            } else {
                others |= bit;
            }
        } else if (ranksBefore(user, bit, firstUser, first)) {
            others |= first;
            firstUser = user;
            first = bit;
        } else {
            others |= bit;
        }
        boolean same =
                ahead <= 0
                        && first == entry.firstUses()
                        && second == entry.secondUses()
                        && others == entry.otherUses();
        return same ? entry : with(entry, base, firstUser, first, secondUser, second, others);
    }

    /** Bits of the latest hour are the lowest; no bit at all is older than any. */
    private static boolean ranksBefore(String user, long uses, String other, long otherUses) {
        int age = Long.numberOfTrailingZeros(uses);
        int otherAge = Long.numberOfTrailingZeros(otherUses);
        return age != otherAge ? age < otherAge : user.compareTo(other) < 0;
    }

    private static long later(long uses, int hours) {
        if (hours <= 0) {
            return uses;
        }
        return hours >= Long.SIZE ? 0 : uses << hours;
    }

    /** The hours that fall into the window before an event, as bits; zero if there are none. */
    private static long inWindow(ResourceEntry entry, long uses, long atMillis) {
        // Bit 0 of the result is the hour just before the event's own.
        int shift = entry.useHour() - (hourOf(atMillis) - 1);
        if (shift >= Long.SIZE || shift <= -Long.SIZE) {
            return 0;
        }
        long aligned = shift >= 0 ? uses >>> shift : uses << -shift;
        return aligned & WINDOW;
    }

    /** Whether anybody but the given principal used it in the 24 hours before the event's. */
    static boolean isLive(ResourceEntry entry, String owner, long atMillis) {
        long uses = entry.otherUses();
        if (!owner.equals(entry.firstUser())) {
            uses |= entry.firstUses();
        }
        if (!owner.equals(entry.secondUser())) {
            uses |= entry.secondUses();
        }
        return inWindow(entry, uses, atMillis) != 0;
    }

    /** The known ones of those others, newest first. */
    static List<String> othersOf(ResourceEntry entry, String owner, long atMillis) {
        String first = userInWindow(entry, entry.firstUser(), entry.firstUses(), owner, atMillis);
        String second =
                userInWindow(entry, entry.secondUser(), entry.secondUses(), owner, atMillis);
        if (first == null || second == null) {
            return first != null ? List.of(first) : second != null ? List.of(second) : List.of();
        }
        long firstUses = inWindow(entry, entry.firstUses(), atMillis);
        long secondUses = inWindow(entry, entry.secondUses(), atMillis);
        return ranksBefore(first, firstUses, second, secondUses)
                ? List.of(first, second)
                : List.of(second, first);
    }

    private static @Nullable String userInWindow(
            ResourceEntry entry, @Nullable String user, long uses, String owner, long atMillis) {
        boolean isOther = user != null && !user.equals(owner);
        return isOther && inWindow(entry, uses, atMillis) != 0 ? user : null;
    }

    /**
     * A new life with the uses of the old one from a moment's hour on: within an hour nobody can
     * tell which life was used, and a reader that saw a use in it sends no second one.
     */
    static ResourceEntry handOver(ResourceEntry old, ResourceEntry life, long sinceMillis) {
        int hours = old.useHour() - hourOf(sinceMillis);
        if (hours < 0) {
            return life;
        }
        long kept = hours >= Long.SIZE - 1 ? -1 : (1L << (hours + 1)) - 1;
        long first = old.firstUses() & kept;
        long second = old.secondUses() & kept;
        String firstUser = first == 0 ? null : old.firstUser();
        String secondUser = second == 0 ? null : old.secondUser();
        if (firstUser == null) {
            return secondUser == null
                    ? life
                    : with(life, old.useHour(), secondUser, second, null, 0, 0);
        }
        return with(
                life, old.useHour(), firstUser, first, secondUser, second, old.otherUses() & kept);
    }

    private static ResourceEntry with(
            ResourceEntry entry,
            int hour,
            String firstUser,
            long first,
            @Nullable String secondUser,
            long second,
            long others) {
        return new ResourceEntry(
                entry.region(),
                entry.stack(),
                entry.creation(),
                entry.laterCreation(),
                entry.changedSinceMillis(),
                hour,
                firstUser,
                first,
                secondUser,
                second,
                others,
                entry.destruction());
    }
}
