package io.fusewire.catalogue;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The members of an operation's input and output that name resources, as CloudTrail writes them.
 *
 * <p>Members whose name ends in Id, Name, Arn and the like, but no tokens, roles, keys or
 * descriptions; those that share the operation's noun and required ones first; the best two are the
 * ids, other required ones the parents.
 */
final class ModelMembers {

    private static final Pattern NAMING =
            Pattern.compile(
                    ".*(Ids?|Identifiers?|Names?|Arns?|ARNs?|ARN|Urls?|URLs?|Key|Alias|Prefix)$");
    private static final Pattern NO_NAMING =
            Pattern.compile(
                    "(?i).*(token|role|kms|policy|description|requestid|accountid|callerreference|"
                            + "availabilityzone|dryrun|password|tagkeys?|owner).*");
    private static final int IDS = 2;

    private final JsonNode shapes;
    private final String service;
    private final String noun;

    ModelMembers(JsonNode model, String service, String eventName) {
        this.shapes = model.path("shapes");
        this.service = service;
        this.noun = FieldNoun.ofOperation(eventName);
    }

    /** Ids and parents of the input. */
    List<List<String>> input(JsonNode operation) {
        JsonNode shape = shapes.path(operation.path("input").path("shape").asText());
        Set<String> required = new HashSet<>();
        shape.path("required").forEach(name -> required.add(name.asText()));
        List<String> naming = new ArrayList<>();
        shape.path("members").fieldNames().forEachRemaining(naming::add);
        naming.removeIf(name -> !names(shape, name));
        naming.sort(
                Comparator.comparingInt((String name) -> -score(name, required.contains(name)))
                        .thenComparing(Comparator.naturalOrder()));
        List<String> ids = new ArrayList<>();
        List<String> parents = new ArrayList<>();
        for (String name : naming) {
            String path = path(shape, name);
            if (ids.size() < IDS && score(name, required.contains(name)) > 0) {
                ids.add(path);
            } else if (required.contains(name)) {
                parents.add(path);
            }
        }
        return List.of(ids, parents);
    }

    /** String members of the output, or of its one structure, that share the noun. */
    List<String> created(JsonNode operation) {
        JsonNode shape = shapes.path(operation.path("output").path("shape").asText());
        List<String> paths = new ArrayList<>();
        shape.path("members")
                .fields()
                .forEachRemaining(
                        member -> {
                            JsonNode inner = shapes.path(member.getValue().path("shape").asText());
                            String field = lowered(member.getKey());
                            if (names(shape, member.getKey()) && sharesNoun(member.getKey())) {
                                paths.add("responseElements." + field);
                            } else if (inner.path("type").asText().equals("structure")) {
                                addInner(inner, field, paths);
                            }
                        });
        return paths.stream().sorted().limit(IDS).toList();
    }

    private void addInner(JsonNode structure, String field, List<String> paths) {
        if (!sharesNoun(field)) {
            return;
        }
        structure
                .path("members")
                .fieldNames()
                .forEachRemaining(
                        name -> {
                            if (names(structure, name) && (sharesNoun(name) || isPlain(name))) {
                                paths.add("responseElements." + field + "." + lowered(name));
                            }
                        });
    }

    private boolean names(JsonNode shape, String member) {
        JsonNode target = shapes.path(shape.path("members").path(member).path("shape").asText());
        String type = target.path("type").asText();
        boolean isText = type.equals("string");
        if (type.equals("list")) {
            JsonNode element = shapes.path(target.path("member").path("shape").asText());
            isText = element.path("type").asText().equals("string");
        }
        String capital = member.substring(0, 1).toUpperCase(Locale.ROOT) + member.substring(1);
        return isText && NAMING.matcher(capital).matches() && !NO_NAMING.matcher(member).matches();
    }

    private int score(String member, boolean required) {
        return (required ? 2 : 0) + (sharesNoun(member) ? 3 : 0) + (isPlain(member) ? 2 : 0);
    }

    private boolean sharesNoun(String member) {
        String own = FieldNoun.of(member).noun();
        return !own.isEmpty() && (noun.endsWith(own) || own.endsWith(noun) || noun.equals(own));
    }

    private static boolean isPlain(String member) {
        return FieldNoun.of(member).noun().isEmpty();
    }

    private String path(JsonNode shape, String member) {
        JsonNode target = shapes.path(shape.path("members").path(member).path("shape").asText());
        boolean isList = target.path("type").asText().equals("list");
        if (service.equals("s3") && member.equals("Bucket")) {
            return "bucketName";
        }
        return lowered(member) + (isList ? "[]" : "");
    }

    /** CloudTrail lowers the first letter of a member and leaves the rest ({@code aRN}). */
    private static String lowered(String member) {
        return member.substring(0, 1).toLowerCase(Locale.ROOT) + member.substring(1);
    }
}
