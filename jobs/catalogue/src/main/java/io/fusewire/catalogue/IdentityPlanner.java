package io.fusewire.catalogue;

import io.fusewire.catalogue.FieldNoun.Kind;
import io.fusewire.core.catalogue.FamilySynonyms;
import io.fusewire.core.catalogue.IdPath;
import io.fusewire.core.catalogue.ResourceId;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides, for every operation, which of its id paths name the resource acted on, which name its
 * parents, and which of them a create and its delete have in common.
 *
 * <p>The released table lists the best two id fields of a call without saying whether they are two
 * names of one thing ({@code LaunchTemplateId}, {@code LaunchTemplateName}) or a thing and its
 * parent ({@code bucketName}, {@code key}). Fields of one noun are names of one thing; of several
 * nouns the one that the operation's own name speaks of is the target, the others are parents. A
 * parent enters the key only where both operations of a pair name it and neither names the resource
 * by its ARN alone.
 */
final class IdentityPlanner {

    /**
     * Nouns that complete no key: the account is in it already, roles, keys and catalogs are
     * settings or optional.
     */
    private static final Set<String> NO_PARENT =
            Set.of(
                    "account",
                    "awsaccount",
                    "registry",
                    "catalog",
                    "owner",
                    "kmskey",
                    "clienttoken",
                    "clientrequesttoken",
                    "token",
                    "resource",
                    "",
                    "engine",
                    "masteruser",
                    "outpost",
                    "availabilityzone",
                    "namespaceowner",
                    "iamrole",
                    "servicerole",
                    "executionrole",
                    "noderole",
                    "type",
                    "resourcetype");

    /** Rank of a name where the delete takes an id, or the other way round. */
    private static final int MISFIT = 9;

    private final Map<String, OperationRow> rows;
    private final FamilySynonyms synonyms;

    /** Key: service and family; value: parent families that both operations of some pair name. */
    private final Map<String, Set<String>> parentFamilies = new HashMap<>();

    /** Key: service and family; value: how its delete names it, best first. */
    private final Map<String, List<Kind>> deleteKinds = new HashMap<>();

    IdentityPlanner(Map<String, OperationRow> rows, FamilySynonyms synonyms) {
        this.rows = rows;
        this.synonyms = synonyms;
        rows.values().forEach(this::learnFromDelete);
    }

    /** The plan of one row. */
    IdentityPlan plan(OperationRow row) {
        String family = familyOf(row);
        List<String> targets = targets(row, family);
        String acted = targets.isEmpty() ? family : pathFamily(row, targets.get(0), family);
        String targetFamily = makes(row) ? createdFamily(row, family) : acted;
        List<String> created = makes(row) ? created(row, targetFamily) : List.of();
        OperationRow create = makes(row) ? row : partner(row, row.pairedCreate);
        if (create != null && makes(create) && makesPartOf(create)) {
            return planOfPart(row, create, targets, created, family);
        }
        return new IdentityPlan(
                targetFamily,
                ids(row, targets, family),
                parents(row, targets, targetFamily),
                ids(row, created, family));
    }

    /**
     * Whether a create names only the existing thing that it adds a part to: CreateRoute names its
     * route table. To say that it made the table would hand the table to whoever adds a route.
     */
    private boolean makesPartOf(OperationRow create) {
        String family = createdFamily(create, familyOf(create));
        if (speaksOf(create, family)) {
            return false;
        }
        List<String> created = created(create, family);
        if (created.isEmpty()) {
            return false;
        }
        List<String> asked = new ArrayList<>(create.idPaths);
        asked.addAll(create.parentPaths);
        return asked.stream().anyMatch(path -> pathFamily(create, path, family).equals(family));
    }

    private boolean speaksOf(OperationRow row, String family) {
        String spoken = spokenNoun(row);
        return spoken.equals(family) || spoken.endsWith(family) || family.endsWith(spoken);
    }

    private String spokenNoun(OperationRow row) {
        return synonyms.family(row.service(), FieldNoun.ofOperation(row.eventName));
    }

    /** Both operations of the pair name the whole; the part's key is the whole's and its noun. */
    private IdentityPlan planOfPart(
            OperationRow row,
            OperationRow create,
            List<String> targets,
            List<String> created,
            String family) {
        String part = spokenNoun(create);
        List<ResourceId> createdParts = new ArrayList<>();
        boolean paired = !create.pairedDelete.isEmpty();
        for (ResourceId id : ids(row, created, family)) {
            if (paired) {
                createdParts.add(new ResourceId(id.path(), id.family() + ">" + part));
            }
        }
        List<ResourceId> targetParts = new ArrayList<>();
        for (ResourceId id : ids(row, targets, family)) {
            targetParts.add(paired ? new ResourceId(id.path(), id.family() + ">" + part) : id);
        }
        return new IdentityPlan(part, targetParts, List.of(), createdParts);
    }

    private void learnFromDelete(OperationRow delete) {
        OperationRow create = partner(delete, delete.pairedCreate);
        if (create == null || !isDestruction(delete)) {
            return;
        }
        String family = familyOf(delete);
        List<String> targets = targets(delete, family);
        if (targets.isEmpty()) {
            return;
        }
        String targetFamily = pathFamily(delete, targets.get(0), family);
        if (!speaksOf(delete, targetFamily)) {
            return;
        }
        String key = delete.service() + "\t" + targetFamily;
        List<Kind> kinds = new ArrayList<>();
        targets.forEach(path -> kinds.add(FieldNoun.of(path).kind()));
        deleteKinds.putIfAbsent(key, kinds);
        Set<String> parents = new LinkedHashSet<>();
        for (String path : parentCandidates(delete, targets)) {
            parents.add(pathFamily(delete, path, ""));
        }
        Set<String> named = new LinkedHashSet<>();
        List<String> createPaths = new ArrayList<>(create.idPaths);
        createPaths.addAll(create.parentPaths);
        createPaths.forEach(path -> named.add(pathFamily(create, path, "")));
        parents.retainAll(named);
        parents.removeIf(parent -> !isParent(delete, parent));
        parents.remove(targetFamily);
        boolean byArnAlone = kinds.get(0) == Kind.ARN && !KeyForms.arnNamesParents(key);
        if (!byArnAlone && !parents.isEmpty()) {
            parentFamilies.computeIfAbsent(key, ignored -> new LinkedHashSet<>()).addAll(parents);
        } else {
            parentFamilies.putIfAbsent(key, new LinkedHashSet<>());
        }
    }

    /** A role is a parent of its inline policies only; elsewhere it is a setting. */
    private static boolean isParent(OperationRow row, String family) {
        boolean roleAsSetting = family.equals("role") && !row.service().equals("iam");
        return !NO_PARENT.contains(family) && !roleAsSetting;
    }

    private boolean isDestruction(OperationRow row) {
        return !row.pairedCreate.isEmpty();
    }

    /** The family of ids whose field says nothing of its own: that of the pair's delete. */
    String familyOf(OperationRow row) {
        OperationRow delete = partner(row, row.pairedDelete);
        OperationRow named = delete == null ? row : delete;
        return synonyms.family(named.service(), FieldNoun.ofType(named.resourceType));
    }

    private List<String> targets(OperationRow row, String family) {
        if (makes(row)) {
            return requestNames(row, family);
        }
        if (row.idPaths.size() < 2) {
            return row.idPaths;
        }
        String best = "";
        int bestScore = -2;
        for (String path : row.idPaths) {
            int score = score(row, path, family);
            if (score > bestScore) {
                bestScore = score;
                best = pathFamily(row, path, family);
            }
        }
        List<String> targets = new ArrayList<>();
        for (String path : row.idPaths) {
            if (pathFamily(row, path, family).equals(best)) {
                targets.add(path);
            }
        }
        return targets;
    }

    private int score(OperationRow row, String path, String family) {
        String noun = pathFamily(row, path, family);
        if (noun.equals("tagkey") || noun.equals("tag")) {
            return -1;
        }
        String spoken = synonyms.family(row.service(), FieldNoun.ofOperation(row.eventName));
        if (noun.equals(spoken)) {
            return 4;
        }
        if (noun.equals(family)) {
            return 3;
        }
        if (spoken.endsWith(noun)) {
            return 2;
        }
        return spoken.contains(noun) ? 1 : 0;
    }

    /** A create's own names for what it makes: they stand in while no response is there. */
    private List<String> requestNames(OperationRow row, String family) {
        List<String> names = new ArrayList<>();
        for (String path : row.idPaths) {
            if (pathFamily(row, path, family).equals(createdFamily(row, family))) {
                names.add(path);
            }
        }
        return names;
    }

    /** The family that a create makes: as its delete names it. */
    private String createdFamily(OperationRow create, String family) {
        OperationRow delete = partner(create, create.pairedDelete);
        if (delete != null) {
            List<String> targets = targets(delete, familyOf(delete));
            return targets.isEmpty() ? family : pathFamily(delete, targets.get(0), family);
        }
        for (String path : create.createdIdPaths) {
            String named = pathFamily(create, path, family);
            if (deleteKinds.containsKey(create.service() + "\t" + named)) {
                return named;
            }
        }
        return family;
    }

    private List<String> created(OperationRow create, String targetFamily) {
        String family = createdFamily(create, familyOf(create));
        List<Kind> kinds = kindsOfDelete(create, family);
        List<String> candidates = new ArrayList<>();
        addNamed(create, create.createdIdPaths, family, candidates);
        addNamed(create, create.idPaths, family, candidates);
        addNamed(create, create.parentPaths, family, candidates);
        candidates.sort(Comparator.comparingInt(path -> mismatch(path, kinds)));
        boolean fits = !candidates.isEmpty() && mismatch(candidates.get(0), kinds) < MISFIT;
        if (!fits) {
            candidates.addAll(0, byConvention(create, family));
        }
        return candidates;
    }

    /** How the delete names what the create makes; without a pair, as others of the family do. */
    private List<Kind> kindsOfDelete(OperationRow create, String family) {
        OperationRow delete = partner(create, create.pairedDelete);
        List<String> targets = delete == null ? List.of() : targets(delete, familyOf(delete));
        if (targets.isEmpty()) {
            return deleteKinds.getOrDefault(create.service() + "\t" + family, List.of(Kind.ID));
        }
        return targets.stream().map(path -> FieldNoun.of(path).kind()).toList();
    }

    private void addNamed(
            OperationRow row, List<String> paths, String family, List<String> candidates) {
        for (String path : paths) {
            boolean fits = FieldNoun.namesAnother(path) == deletedByAnother(row);
            if (fits
                    && !candidates.contains(path)
                    && pathFamily(row, path, familyOf(row)).equals(family)) {
                candidates.add(path);
            }
        }
    }

    /**
     * Whether the delete of what {@code create} makes names it by the thing that it is about
     * ({@code resourceArn}): only then does that field of the create name it too.
     */
    private boolean deletedByAnother(OperationRow create) {
        if (spokenNoun(create).equals("resource")) {
            return false;
        }
        OperationRow delete = partner(create, create.pairedDelete);
        if (delete == null) {
            return false;
        }
        List<String> targets = targets(delete, familyOf(delete));
        return !targets.isEmpty() && FieldNoun.namesAnother(targets.get(0));
    }

    /** How badly a create's name fits the delete's: 0 is the delete's own first way of naming. */
    private static int mismatch(String path, List<Kind> deleteKinds) {
        Kind kind = FieldNoun.of(path).kind();
        int rank = deleteKinds.indexOf(kind);
        if (rank >= 0) {
            return rank;
        }
        if (kind == Kind.OTHER || deleteKinds.contains(Kind.OTHER)) {
            return 4;
        }
        return kind == Kind.ARN || kind == Kind.URL ? 5 : MISFIT;
    }

    /**
     * Where AWS' conventions put what the delete asks for, for creates of which the released table
     * lists no fitting path: in a response of the delete's field or of a plain {@code id}, in the
     * {@code xxxInput} or {@code xxx} of the request.
     */
    private List<String> byConvention(OperationRow create, String family) {
        OperationRow delete = partner(create, create.pairedDelete);
        List<String> targets = delete == null ? List.of() : targets(delete, familyOf(delete));
        if (targets.isEmpty() || FieldNoun.namesAnother(targets.get(0))) {
            return List.of();
        }
        FieldNoun noun = FieldNoun.of(targets.get(0));
        String field = FieldNoun.fieldOf(targets.get(0));
        List<String> paths = new ArrayList<>();
        switch (noun.kind()) {
            case ID -> {
                paths.add("responseElements." + field);
                paths.add("responseElements.id");
            }
            case ARN -> {
                paths.add("responseElements." + field);
                paths.add("responseElements.arn");
            }
            case URL -> paths.add("responseElements." + field);
            case NAME, OTHER -> {
                paths.add(family + "." + field);
                paths.add(family + ".name");
                paths.add(family + "Input.name");
                paths.add("responseElements." + field);
            }
        }
        return paths.stream().distinct().map(path -> path + "=" + family).toList();
    }

    private List<ResourceId> parents(OperationRow row, List<String> targets, String targetFamily) {
        Set<String> wanted = parentFamilies.get(row.service() + "\t" + targetFamily);
        if (wanted == null
                && (targets.isEmpty() || FieldNoun.of(targets.get(0)).kind() == Kind.ARN)) {
            return List.of();
        }
        Map<String, List<String>> byFamily = new LinkedHashMap<>();
        for (String path : parentCandidates(row, targets)) {
            String family = pathFamily(row, path, "");
            if (isParent(row, family) && !family.equals(targetFamily)) {
                byFamily.computeIfAbsent(family, key -> new ArrayList<>()).add(path);
            }
        }
        List<ResourceId> parents = new ArrayList<>();
        for (String family : wanted == null ? byFamily.keySet() : wanted) {
            for (String path : byFamily.getOrDefault(family, List.of())) {
                parents.add(new ResourceId(IdPath.of(FieldNoun.withoutFamily(path)), family));
            }
        }
        return parents;
    }

    private static List<String> parentCandidates(OperationRow row, List<String> targets) {
        List<String> candidates = new ArrayList<>(row.parentPaths);
        row.idPaths.stream().filter(path -> !targets.contains(path)).forEach(candidates::add);
        return candidates;
    }

    private List<ResourceId> ids(OperationRow row, List<String> paths, String family) {
        List<ResourceId> ids = new ArrayList<>();
        for (String path : paths) {
            ids.add(
                    new ResourceId(
                            IdPath.of(FieldNoun.withoutFamily(path)), idFamily(row, path, family)));
        }
        return ids;
    }

    /**
     * Empty where only the ARN found in the field can tell: {@code resourceArn} of tagging calls.
     */
    private String idFamily(OperationRow row, String path, String family) {
        OperationRow create = makes(row) ? row : partner(row, row.pairedCreate);
        if (create != null && makes(create) && deletedByAnother(create)) {
            return "resource>" + spokenNoun(create);
        }
        FieldNoun noun = FieldNoun.of(path);
        boolean paired = !row.pairedCreate.isEmpty() || !row.pairedDelete.isEmpty();
        boolean anyArn = noun.noun().isEmpty() && noun.kind() == Kind.ARN && !paired;
        return anyArn ? "" : pathFamily(row, path, family);
    }

    private String pathFamily(OperationRow row, String path, String fallback) {
        String noun = FieldNoun.of(path).noun();
        return noun.isEmpty() ? fallback : synonyms.family(row.service(), noun);
    }

    /** Whether the operation makes something: only then does its response name new resources. */
    private static boolean makes(OperationRow row) {
        boolean grants =
                row.effect.equals("PRIVILEGE_CHANGE")
                        && row.eventName.startsWith("Create")
                        && !row.pairedDelete.isEmpty();
        return row.effect.equals("CREATE") || grants;
    }

    private @Nullable OperationRow partner(OperationRow row, String name) {
        return name.isEmpty() ? null : rows.get(row.eventSource + "\t" + name);
    }
}
