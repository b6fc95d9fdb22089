package io.fusewire.catalogue;

import java.util.Set;

/** What the generator must know of the ways in which core reduces ARNs. */
final class KeyForms {

    /**
     * Service and family of resources whose ARN holds their parents' names, so that an ARN and a
     * name with its parents give one key: see {@code io.fusewire.core.catalogue.ArnForm}.
     */
    private static final Set<String> PARENTS_IN_ARN =
            Set.of(
                    "ecs\tservice",
                    "ecs\ttask",
                    "ecs\ttaskset",
                    "ecs\tcontainerinstance",
                    "eks\tnodegroup",
                    "eks\taddon",
                    "eks\tfargateprofile",
                    "glue\ttable");

    private KeyForms() {}

    static boolean arnNamesParents(String serviceAndFamily) {
        return PARENTS_IN_ARN.contains(serviceAndFamily);
    }
}
