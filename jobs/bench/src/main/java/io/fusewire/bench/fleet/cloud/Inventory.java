package io.fusewire.bench.fleet.cloud;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What exists now, by account and type. Lists are in no order that means anything. */
public final class Inventory {

    private static final class Contents {
        final List<Resource> all = new ArrayList<>();
        final Map<ResourceType, List<Resource>> byType = new EnumMap<>(ResourceType.class);

        List<Resource> of(ResourceType type) {
            return byType.computeIfAbsent(type, key -> new ArrayList<>());
        }
    }

    private final Map<Account, Contents> accounts = new LinkedHashMap<>();

    public void add(Resource resource) {
        Contents contents = contents(resource.account());
        List<Resource> ofType = contents.of(resource.type());
        resource.place(contents.all.size(), ofType.size());
        contents.all.add(resource);
        ofType.add(resource);
    }

    private Contents contents(Account account) {
        return accounts.computeIfAbsent(account, key -> new Contents());
    }

    /** Ends a resource; does nothing if it has ended before. */
    public void remove(Resource resource) {
        if (!resource.isAlive()) {
            return;
        }
        Contents contents = contents(resource.account());
        Resource last = takeLast(contents.all);
        if (last != resource) {
            contents.all.set(resource.place(), last);
            last.place(resource.place(), last.placeInType());
        }
        List<Resource> ofType = contents.of(resource.type());
        last = takeLast(ofType);
        if (last != resource) {
            ofType.set(resource.placeInType(), last);
            last.place(last.place(), resource.placeInType());
        }
        resource.end();
    }

    private static Resource takeLast(List<Resource> list) {
        return list.remove(list.size() - 1);
    }

    /** All that exists in an account; a view. */
    public List<Resource> in(Account account) {
        return contents(account).all;
    }

    /** What exists in an account and is wanted. */
    public List<Resource> in(Account account, Predicate<Resource> wanted) {
        List<Resource> found = new ArrayList<>();
        for (Resource resource : in(account)) {
            if (wanted.test(resource)) {
                found.add(resource);
            }
        }
        return found;
    }

    /** What exists of one type in an account; a view. */
    public List<Resource> in(Account account, ResourceType type) {
        return contents(account).of(type);
    }

    /** What exists of some types in an account and is wanted. */
    public List<Resource> in(
            Account account, Collection<ResourceType> types, Predicate<Resource> wanted) {
        List<Resource> found = new ArrayList<>();
        for (ResourceType type : types) {
            for (Resource resource : in(account, type)) {
                if (wanted.test(resource)) {
                    found.add(resource);
                }
            }
        }
        return found;
    }
}
