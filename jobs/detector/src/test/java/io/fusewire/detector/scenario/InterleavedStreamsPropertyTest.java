package io.fusewire.detector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Incidents somewhere in a day of other people's work, with copies and in disorder. */
class InterleavedStreamsPropertyTest {

    @Property(tries = 15)
    void duplicatesAndAnyFileOrderGiveIdenticalDecisions(@ForAll Random random) {
        Variant[] variants = Variant.values();
        Variant variant = variants[random.nextInt(variants.length)];
        List<Story.Line> lines = new ArrayList<>();
        for (Story story : GeneralExpectationsTest.incidents(variant)) {
            if (random.nextBoolean()) {
                lines.addAll(story.lines());
            }
        }
        for (Story story : GeneralExpectationsTest.ordinaryWork(variant.place())) {
            if (random.nextBoolean()) {
                lines.addAll(story.lines());
            }
        }
        List<Story.Line> copies = new ArrayList<>(lines);
        lines.stream().filter(line -> random.nextInt(30) == 0).forEach(copies::add);
        Collections.shuffle(copies, random);

        Judgement expected = Judgement.inTotalOrder(lines, Variant.POLICY);
        Judgement judgement = Judgement.inTotalOrder(copies, Variant.POLICY);

        assertThat(judgement.decisions).isEqualTo(expected.decisions);
        assertThat(judgement.duplicates).isEqualTo(copies.size() - lines.size());
    }
}
