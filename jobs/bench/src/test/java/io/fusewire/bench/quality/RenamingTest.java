package io.fusewire.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fusewire.bench.fleet.Actor;
import io.fusewire.bench.fleet.Block;
import io.fusewire.bench.fleet.Fleet;
import io.fusewire.bench.fleet.FleetRecord;
import io.fusewire.core.baseline.Priors;
import io.fusewire.core.detection.BreakerStatus;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.detection.Guard;
import io.fusewire.core.detection.GuardOutput;
import io.fusewire.core.detection.HeapGuardStore;
import io.fusewire.core.detection.Observation;
import io.fusewire.core.event.Timeline;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.policy.Sensitivity;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** What things are called decides nothing. */
final class RenamingTest {

    private static final String WORDS =
            "northbay|altura|brightfen|corvus|delmont|eastgate|fjord|grove"
                    + "|payments|basket|orders|invoices|shipping|pricing|stock|reviews|loyalty"
                    + "|mailing|ledger|quotes|tickets|meters|claims|booking|coupons|wallet|survey"
                    + "|anna|boris|chen|diana|emeka|farid|grete|hugo|ines|jonas|keiko|lars|mara"
                    + "|adler|brandt|costa|dietz|egger|ferrer|gruber|hansen|ito|jansen|kaya|lindt";
    private static final Pattern WORD =
            Pattern.compile("(?<![A-Za-z])(?:" + WORDS + ")(?![A-Za-z])");
    private static final Pattern ACCOUNT = Pattern.compile("(?<![0-9A-Za-z-])[0-9]{12}(?![0-9])");

    /** Another account for each account, another word for each word. */
    private static String renamed(String text) {
        String accounts =
                ACCOUNT.matcher(text)
                        .replaceAll(
                                account ->
                                        account.group()
                                                .chars()
                                                .map(digit -> '0' + (digit - '0' + 3) % 10)
                                                .collect(
                                                        StringBuilder::new,
                                                        StringBuilder::appendCodePoint,
                                                        StringBuilder::append)
                                                .toString());
        return WORD.matcher(accounts).replaceAll(word -> "qu" + word.group());
    }

    /** A block in other words. */
    private record Renamed(Block block) implements Block {

        @Override
        public String id() {
            return block.id();
        }

        @Override
        public String policy() {
            return renamed(block.policy());
        }

        @Override
        public List<Actor> actors() {
            return block.actors();
        }

        @Override
        public int days() {
            return block.days();
        }

        @Override
        public String incident() {
            return block.incident();
        }

        @Override
        public void play(Consumer<FleetRecord> out) {
            block.play(
                    record ->
                            out.accept(
                                    new FleetRecord(
                                            renamed(new String(record.json(), UTF_8))
                                                    .getBytes(UTF_8),
                                            record.eventId(),
                                            record.eventTimeMillis(),
                                            record.actor(),
                                            record.incident(),
                                            record.lost())));
        }
    }

    /** What the guard decides on a block, as far as it names anything or weighs it. */
    private static List<String> decisions(Block block, UnaryOperator<String> naming) {
        List<String> decisions = new ArrayList<>();
        Policy policy = BlockPath.policyOf(block);
        Guard guard = new Guard(true, new Sensitivity(365, false));
        Map<String, HeapGuardStore> agents = new HashMap<>();
        Timeline<Priors> priors = Timeline.of(Priors.NONE);
        GuardOutput output =
                new GuardOutput() {
                    @Override
                    public void decision(Decision decision) {
                        decisions.add(naming.apply(essence(decision)));
                    }

                    @Override
                    public void observation(Observation observation) {}

                    @Override
                    public void breaker(BreakerStatus status) {}
                };
        BlockPath path =
                new BlockPath(
                        block,
                        event ->
                                guard.accept(
                                        event,
                                        agents.computeIfAbsent(
                                                event.chargedAgent(),
                                                agent -> new HeapGuardStore()),
                                        policy,
                                        priors,
                                        output));
        block.play(path::accept);
        return decisions;
    }

    private static String essence(Decision decision) {
        return String.join(
                " ",
                decision.type().toString(),
                String.valueOf(decision.number()),
                String.valueOf(decision.atMillis()),
                decision.triggerEventId(),
                decision.agent(),
                decision.breakerTo().toString(),
                String.format(Locale.ROOT, "%.9f", decision.score()),
                String.format(Locale.ROOT, "%.9f", decision.limit()),
                String.valueOf(decision.resourcesLost()),
                decision.eventIds().toString(),
                decision.resources().toString());
    }

    @Test
    void otherNamesAndAccountsGiveTheSameDecisionsInOtherWords() {
        Fleet fleet = new Fleet();
        Block block = fleet.incident(fleet.incidentKinds().get(0), 5, 5);

        List<String> expected = decisions(block, RenamingTest::renamed);

        assertThat(expected).isNotEmpty();
        assertThat(expected).isNotEqualTo(decisions(block, UnaryOperator.identity()));
        assertThat(decisions(new Renamed(block), UnaryOperator.identity())).isEqualTo(expected);
    }
}
