package io.fusewire.core.detection;

import io.fusewire.core.baseline.Ladder;
import io.fusewire.core.baseline.LadderReading;

/** Where an agent stands against what it and its peers ever did, in words. */
final class OwnPast {

    private OwnPast() {}

    /** How far it came before, how far it is now, whether peers ever came so far, and the odds. */
    static String compared(LadderReading reading) {
        return compared(reading, false);
    }

    /**
     * The same.
     *
     * @param simulated whether the peers are those of the simulated fleet, which nobody has seen
     */
    static String compared(LadderReading reading, boolean simulated) {
        return before(reading)
                + peers(reading, simulated ? "simulated peer" : "peer")
                + " The odds of that are 1 in "
                + Words.figure(twoDigits(reading.evidence()))
                + ".";
    }

    private static String before(LadderReading reading) {
        Ladder ladder = reading.ladder();
        String now = extent(ladder, reading.sum());
        if (reading.pastEpisodes() == 0) {
            return "This is the first " + episode(ladder) + " that is known of it: " + now + ".";
        }
        String past =
                "In "
                        + Words.counted(reading.pastEpisodes(), episode(ladder))
                        + " before it never came past "
                        + extent(ladder, reading.highest());
        if (reading.highest() < reading.sum()) {
            return past + "; now it stands at " + now + ".";
        }
        return past
                + "; now it stands at "
                + now
                + ", which "
                + Math.max(1, Math.round(reading.reached().get(reading.rung())))
                + " of them came to.";
    }

    private static String peers(LadderReading reading, String one) {
        if (reading.peers() == 0) {
            return "";
        }
        String peers = Words.counted(reading.peers(), one);
        return reading.peersThatFar() == 0
                ? " None of its " + peers + " ever came so far."
                : " Of its " + peers + " " + Words.figure(reading.peersThatFar()) + " came so far.";
    }

    private static String episode(Ladder ladder) {
        return switch (ladder) {
            case BURST_HARM, BURST_BLAST -> "burst";
            case WEEK_HARM -> "active week";
        };
    }

    /** The blast ladder's 200 · B is twice the percentage of the environment. */
    private static String extent(Ladder ladder, double sum) {
        return switch (ladder) {
            case BURST_HARM, WEEK_HARM -> "harm " + Words.figure(sum);
            case BURST_BLAST -> Words.figure(sum / 2) + " % of what is alive in the environment";
        };
    }

    /** Odds are an estimate: more digits would pretend to know them. */
    private static double twoDigits(double value) {
        if (!Double.isFinite(value) || value < 10) {
            return Math.round(value);
        }
        double unit = Math.pow(10, Math.floor(Math.log10(value)) - 1);
        return Math.round(value / unit) * unit;
    }
}
