package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Dice;
import io.fusewire.bench.fleet.cloud.ResourceType;

import java.util.ArrayList;
import java.util.List;

/** What is usual to find in a stack. */
final class Stacks {

    private static final List<ResourceType> USUAL =
            List.of(
                    ResourceType.FUNCTION,
                    ResourceType.FUNCTION,
                    ResourceType.LOG_GROUP,
                    ResourceType.LOG_GROUP,
                    ResourceType.ROLE,
                    ResourceType.ROLE,
                    ResourceType.QUEUE,
                    ResourceType.TOPIC,
                    ResourceType.RULE,
                    ResourceType.ALARM,
                    ResourceType.ALARM,
                    ResourceType.TABLE,
                    ResourceType.STATE_MACHINE,
                    ResourceType.SECURITY_GROUP,
                    ResourceType.PARAMETER);

    private Stacks() {}

    static List<ResourceType> contents(Dice dice, int size) {
        List<ResourceType> types = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            types.add(dice.pick(USUAL));
        }
        return types;
    }
}
