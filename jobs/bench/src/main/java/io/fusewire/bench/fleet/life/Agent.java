package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.org.Member;
import io.fusewire.bench.fleet.org.Organisation;
import io.fusewire.bench.fleet.org.Recruit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What agents of all archetypes have in common: what they made, and an eye for what is there. */
abstract class Agent extends Member {

    private final List<Resource> made = new ArrayList<>();

    Agent(Recruit recruit) {
        super(recruit);
    }

    /** Its own things that are still there, oldest first. */
    final List<Resource> own() {
        made.removeIf(resource -> !resource.isAlive());
        return made;
    }

    /** Makes something and remembers it. */
    final void make(ResourceType type, String group) {
        Resource resource = hands().create(type, null, group);
        if (resource != null) {
            made.add(resource);
        }
    }

    final void remember(Resource resource) {
        made.add(resource);
    }

    /** What is in its account and wanted. */
    final List<Resource> there(Predicate<Resource> wanted) {
        return organisation().inventory().in(account(), wanted);
    }

    /** What others made in its account, of the given types. */
    final List<Resource> foreign(List<ResourceType> types) {
        String self = actor().id();
        return there(r -> types.contains(r.type()) && !r.maker().equals(self));
    }

    final boolean isOlderThan(Resource resource, long millis) {
        return organisation().agenda().now() - resource.madeAtMillis() > millis;
    }

    /** Some application of the organisation. */
    final String someGroup() {
        return organisation().names().application(dice().between(0, Organisation.APPLICATIONS - 1));
    }

    /** Looks at some of what is there. */
    final void look(int count) {
        for (Resource resource : dice().some(there(r -> r.type() != ResourceType.OBJECT), count)) {
            hands().use(resource);
        }
    }
}
