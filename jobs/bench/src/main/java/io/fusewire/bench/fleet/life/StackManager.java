package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Recruit;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes stacks of changes under review and takes them down some days later, with all that
 * CloudFormation ends in turn; sometimes those of a colleague.
 */
final class StackManager extends Agent {

    private final List<Resource> stacks = new ArrayList<>();

    StackManager(Recruit recruit) {
        super(recruit);
    }

    @Override
    void work(Day day) {
        double mean = day.isWorkday() ? 1.3 : 0.1;
        for (int i = dice().poisson(mean * pace(day)); i > 0; i--) {
            at(day.office(dice().uniform(0, 9)), this::make);
        }
        stacks.removeIf(stack -> !stack.isAlive());
        for (Resource stack : old(stacks, Day.MILLIS)) {
            if (dice().chance(0.35)) {
                at(day.office(dice().uniform(0, 12)), () -> hands().deleteStack(stack));
            }
        }
        if (dice().chance(0.01)) {
            at(day.office(dice().uniform(0, 9)), this::dropForeign);
        }
    }

    private void make() {
        signIn();
        String group = someGroup();
        String name = organisation().names().of(ResourceType.STACK, group, dice());
        Resource stack =
                hands().createStack(name, Stacks.contents(dice(), dice().heavy(3, 1.2, 20)), group);
        if (stack != null) {
            stacks.add(stack);
        }
        run(30, times(dice().between(2, 6), () -> useOne(there(ResourceType.STACK))));
    }

    private void dropForeign() {
        List<Resource> left = idle(foreign(List.of(ResourceType.STACK)), 0.9);
        if (!left.isEmpty()) {
            hands().deleteStack(dice().pick(left));
        }
    }
}
