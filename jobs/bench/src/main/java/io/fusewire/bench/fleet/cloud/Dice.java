package io.fusewire.bench.fleet.cloud;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Chance, repeatable from its seed. Everybody in a fleet has dice of his own, so that a change in
 * one behaviour leaves the others' days as they were.
 */
public final class Dice {

    private static final char[] HEX = "0123456789abcdef".toCharArray();
    private static final char[] BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".toCharArray();
    private static final char[] ALPHANUMERIC =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".toCharArray();

    private final SplittableRandom random;

    public Dice(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Dice that fall independently of these and of all others named differently. */
    public static Dice of(long seed, String name) {
        long mixed = seed;
        for (int i = 0; i < name.length(); i++) {
            mixed = mixed * 0x5851F42D4C957F2DL + name.charAt(i);
        }
        return new Dice(mixed ^ (mixed >>> 29));
    }

    /** True with the given probability. */
    public boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** A whole number from {@code low} to {@code high}, both included. */
    public int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    public double uniform(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** Exponentially distributed, cut at eight times its mean. */
    public double exponential(double mean) {
        return Math.min(8 * mean, -mean * Math.log(1 - random.nextDouble()));
    }

    /** Poisson distributed; for means below about 50. */
    public int poisson(double mean) {
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }

    /**
     * A size with a heavy tail: Pareto distributed from {@code low} on, cut at {@code high}.
     *
     * @param tail its exponent; the smaller, the heavier
     */
    public int heavy(int low, double tail, int high) {
        return (int) Math.min(high, low * Math.pow(1 - random.nextDouble(), -1 / tail));
    }

    public <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    @SafeVarargs
    public final <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** At most {@code count} of the choices, in random order. */
    public <T> List<T> some(List<T> choices, int count) {
        List<T> rest = new ArrayList<>(choices);
        int size = Math.max(0, Math.min(count, rest.size()));
        for (int i = 0; i < size; i++) {
            int other = i + random.nextInt(rest.size() - i);
            T chosen = rest.get(other);
            rest.set(other, rest.get(i));
            rest.set(i, chosen);
        }
        return new ArrayList<>(rest.subList(0, size));
    }

    public String hex(int length) {
        return text(HEX, length);
    }

    public String base32(int length) {
        return text(BASE32, length);
    }

    public String alphanumeric(int length) {
        return text(ALPHANUMERIC, length);
    }

    public String digits(int length) {
        char[] text = new char[length];
        text[0] = (char) ('1' + random.nextInt(9));
        for (int i = 1; i < length; i++) {
            text[i] = (char) ('0' + random.nextInt(10));
        }
        return new String(text);
    }

    private String text(char[] alphabet, int length) {
        char[] text = new char[length];
        for (int i = 0; i < length; i++) {
            text[i] = alphabet[random.nextInt(alphabet.length)];
        }
        return new String(text);
    }

    /** A random UUID of version 4. */
    public String uuid() {
        char[] text = new char[36];
        long bits = random.nextLong();
        for (int i = 0; i < 36; i++) {
            if (i == 18) {
                bits = random.nextLong();
            }
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                text[i] = '-';
            } else {
                text[i] = HEX[(int) bits & 15];
                bits >>>= 4;
            }
        }
        text[14] = '4';
        text[19] = HEX[8 | (Character.digit(text[19], 16) & 3)];
        return new String(text);
    }

    public long nextLong() {
        return random.nextLong();
    }
}
