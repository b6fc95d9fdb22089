package io.fusewire.catalogue;

import io.fusewire.core.catalogue.ResourceId;

import java.util.List;

/** Where one operation's resources are named; the fields of the shipped row. */
record IdentityPlan(
        String family,
        List<ResourceId> targets,
        List<ResourceId> parents,
        List<ResourceId> created) {}
