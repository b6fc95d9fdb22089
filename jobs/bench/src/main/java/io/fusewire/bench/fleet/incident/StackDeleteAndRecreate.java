package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;

import java.util.List;

/** S1 by way of a stack: few calls, and a cascade that nobody can stop. */
final class StackDeleteAndRecreate extends Plot {

    StackDeleteAndRecreate() {
        super(
                known(
                        "stack-delete-and-recreate",
                        "Deletes stacks, lets CloudFormation take all that is in them, and makes them anew."),
                1,
                new Losses(20, 140),
                "stack-manager",
                "operator-agent",
                "deploy-bot",
                "terraform-pipeline");
    }

    @Override
    public void play(Scene scene) {

        List<Resource> stacks = scene.some(scene.dice().between(4, 7), ResourceType.STACK);
        List<Runnable> acts = scene.looks(stacks, 3);
        acts.addAll(scene.refusals(stacks));
        for (Resource stack : stacks) {
            if (stack.isGuarded()) {
                acts.add(() -> scene.hands().unguard(stack));
            }
            acts.add(() -> scene.hands().deleteStack(stack));
        }
        for (Resource stack : stacks) {
            acts.add(
                    () ->
                            scene.hands()
                                    .createStack(
                                            stack.name(),
                                            List.of(ResourceType.FUNCTION, ResourceType.QUEUE),
                                            String.valueOf(stack.group())));
        }
        scene.go(scene.dice().uniform(20, 120), acts);
    }
}
