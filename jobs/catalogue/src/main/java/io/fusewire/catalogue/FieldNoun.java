package io.fusewire.catalogue;

import io.fusewire.core.catalogue.FamilySynonyms;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the last field of an id path speaks of: {@code dBInstanceIdentifier} is the id of a {@code
 * dbinstance}.
 *
 * @param noun plain form; empty if the field says nothing of its own ({@code id}, {@code name})
 * @param kind how it names the resource
 */
record FieldNoun(String noun, Kind kind) {

    /** How a field names a resource. */
    enum Kind {
        ID,
        NAME,
        ARN,
        URL,
        /**
         * A bare noun or value ({@code cluster}, {@code key}): may hold a name, an id or an ARN.
         */
        OTHER
    }

    private static final List<String> NO_NOUN = List.of("items", "member", "content", "value");
    private static final List<String> ANOTHER =
            List.of(
                    "resource",
                    "resourceid",
                    "resourceids",
                    "resourcearn",
                    "resourcearns",
                    "resourcename",
                    "resourceidentifier");
    private static final String[][] SUFFIXES = {
        {"ARN", "Arns", "ARNs", "Arn", "ARN", "arns", "arn", "aRN"},
        {"ID", "Identifiers", "Identifier", "identifier", "Ids", "IDs", "Id", "ID", "ids", "id"},
        {"NAME", "Names", "Name", "names", "name"},
        {"URL", "Urls", "URLs", "Url", "URL", "url"},
    };
    private static final String[] CONTAINER_SUFFIXES = {
        "Input",
        "Response",
        "Description",
        "Summary",
        "Result",
        "Metadata",
        "Information",
        "Info",
        "Details",
        "Detail",
        "List",
        "Set",
        "Entry",
        "Request",
        "Output"
    };

    /** RestoreDBInstanceFromDBSnapshot makes an instance, ScheduleKeyDeletion ends a key. */
    private static final Pattern SOURCE_OR_AIM =
            Pattern.compile(
                    "(?<=[a-z])(From|To|With|For|By|Via|Deletion|ReadReplica)[A-Z].*$|(Deletion|ReadReplica)$");

    /** A path of the corrections without the family that is written behind it. */
    static String withoutFamily(String written) {
        int equals = written.indexOf('=');
        return equals < 0 ? written : written.substring(0, equals);
    }

    /** Reads the noun off a path; {@code path=family} says it outright. */
    static FieldNoun of(String written) {
        int equals = written.indexOf('=');
        String path = withoutFamily(written);
        if (equals > 0) {
            return new FieldNoun(written.substring(equals + 1), of(path).kind);
        }
        String[] steps = path.replace("[]", "").replace("[+]", "").split("\\.");
        int last = steps.length - 1;
        while (last > 0 && NO_NOUN.contains(steps[last])) {
            last--;
        }
        FieldNoun own = ofField(steps[last]);
        if (!own.noun.isEmpty()) {
            return own;
        }
        return new FieldNoun(containerNoun(steps, last - 1), own.kind);
    }

    /**
     * Whether a field names a thing that is there already ({@code resourceArn}): whoever makes
     * something about it has not made it.
     */
    static boolean namesAnother(String path) {
        String[] steps = withoutFamily(path).replace("[]", "").split("\\.");
        int last = steps.length - 1;
        while (last > 0 && NO_NOUN.contains(steps[last])) {
            last--;
        }
        return ANOTHER.contains(steps[last].toLowerCase(Locale.ROOT));
    }

    /** The last field of a path that says something, in the singular. */
    static String fieldOf(String path) {
        String[] steps = withoutFamily(path).replace("[]", "").replace("[+]", "").split("\\.");
        int last = steps.length - 1;
        while (last > 0 && NO_NOUN.contains(steps[last])) {
            last--;
        }
        String field = steps[last];
        boolean plural = field.endsWith("Ids") || field.endsWith("Names") || field.endsWith("Arns");
        return plural ? field.substring(0, field.length() - 1) : field;
    }

    private static FieldNoun ofField(String field) {
        if (field.equals("key")) {
            return new FieldNoun("", Kind.OTHER);
        }
        for (String[] suffixes : SUFFIXES) {
            for (String suffix : Arrays.asList(suffixes).subList(1, suffixes.length)) {
                if (field.endsWith(suffix) && startsWord(field, suffix)) {
                    String stem = field.substring(0, field.length() - suffix.length());
                    String noun = singular(FamilySynonyms.plain(stem));
                    return new FieldNoun(
                            noun.equals("resource") ? "" : noun, Kind.valueOf(suffixes[0]));
                }
            }
        }
        return new FieldNoun(singular(FamilySynonyms.plain(field)), Kind.OTHER);
    }

    /** A lower-case suffix must be the whole field: {@code grid} is no id. */
    private static boolean startsWord(String field, String suffix) {
        return Character.isUpperCase(suffix.charAt(0)) || field.length() == suffix.length();
    }

    private static String containerNoun(String[] steps, int from) {
        int i = from;
        while (i > 0 && NO_NOUN.contains(steps[i])) {
            i--;
        }
        if (i < 0 || steps[i].equals("responseElements") || steps[i].equals("resources")) {
            return "";
        }
        String stem = steps[i];
        if (stem.endsWith("Request") && i == 0) {
            return "";
        }
        for (String suffix : CONTAINER_SUFFIXES) {
            if (stem.endsWith(suffix) && stem.length() > suffix.length()) {
                stem = stem.substring(0, stem.length() - suffix.length());
                break;
            }
        }
        return singular(FamilySynonyms.plain(stem));
    }

    /** The noun of a resource type: {@code AWS::RDS::DBInstance}, {@code elb:listener/app}. */
    static String ofType(String resourceType) {
        String noun = resourceType.substring(resourceType.lastIndexOf(':') + 1);
        int slash = noun.indexOf('/');
        return singular(FamilySynonyms.plain(slash > 0 ? noun.substring(0, slash) : noun));
    }

    /** What an operation's name speaks of, without its verb. */
    static String ofOperation(String eventName) {
        String rest = eventName.startsWith("Batch") ? eventName.substring(5) : eventName;
        int i = 1;
        while (i < rest.length() && !Character.isUpperCase(rest.charAt(i))) {
            i++;
        }
        String noun = rest.substring(Math.min(i, rest.length()));
        return singular(FamilySynonyms.plain(SOURCE_OR_AIM.matcher(noun).replaceFirst("")));
    }

    static String singular(String noun) {
        if (noun.endsWith("ies") && noun.length() > 4) {
            return noun.substring(0, noun.length() - 3) + "y";
        }
        if (noun.endsWith("sses") || noun.endsWith("xes") || noun.endsWith("ches")) {
            return noun.substring(0, noun.length() - 2);
        }
        boolean plural =
                noun.endsWith("s")
                        && !noun.endsWith("ss")
                        && !noun.endsWith("us")
                        && !noun.endsWith("is")
                        && !noun.endsWith("ias")
                        && noun.length() > 3;
        return plural ? noun.substring(0, noun.length() - 1) : noun;
    }
}
