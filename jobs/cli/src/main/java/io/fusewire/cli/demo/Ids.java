package io.fusewire.cli.demo;

import java.util.SplittableRandom;

/**
 * Makes ids in the forms that the services give them, the same for the same seed.
 *
 * <p>Not thread-safe.
 */
final class Ids {

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String HEX = "0123456789abcdef";

    private final SplittableRandom random;

    private Ids(long seed) {
        this.random = new SplittableRandom(seed);
    }

    static Ids of(long seed) {
        return new Ids(seed);
    }

    /** Ids that depend on a text and nothing else: a role keeps its id over all its sessions. */
    static Ids of(String text) {
        long seed = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            seed = (seed ^ text.charAt(i)) * 0x100000001b3L;
        }
        return new Ids(seed);
    }

    /** An EC2 id of the long form: {@code i-0a1b2c3d4e5f60718}. */
    String ec2(String prefix) {
        return prefix + "-0" + hex(16);
    }

    String hex(int length) {
        return draw(HEX, length);
    }

    /** An IAM unique id, {@code AROA…}, or an access key id, {@code ASIA…}. */
    String iam(String prefix) {
        return prefix + draw(BASE32, 17);
    }

    String accessKey() {
        return "ASIA" + draw(BASE32, 16);
    }

    String uuid() {
        return hex(8) + "-" + hex(4) + "-4" + hex(3) + "-a" + hex(3) + "-" + hex(12);
    }

    private String draw(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
