package io.fusewire.bench.fleet.cloud;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What exists now, by account. */
public final class Inventory {

    private final Map<Account, List<Resource>> living = new LinkedHashMap<>();

    public void add(Resource resource) {
        List<Resource> all = living.computeIfAbsent(resource.account(), key -> new ArrayList<>());
        resource.moveTo(all.size());
        all.add(resource);
    }

    /** Ends a resource; does nothing if it has ended before. */
    public void remove(Resource resource) {
        if (!resource.isAlive()) {
            return;
        }
        List<Resource> all = in(resource.account());
        Resource last = all.get(all.size() - 1);
        all.set(resource.place(), last);
        last.moveTo(resource.place());
        all.remove(all.size() - 1);
        resource.end();
    }

    /** All that exists in an account, in no order that means anything; a view. */
    public List<Resource> in(Account account) {
        return living.getOrDefault(account, Collections.emptyList());
    }

    public List<Resource> in(Account account, Predicate<Resource> wanted) {
        List<Resource> found = new ArrayList<>();
        for (Resource resource : in(account)) {
            if (wanted.test(resource)) {
                found.add(resource);
            }
        }
        return found;
    }
}
