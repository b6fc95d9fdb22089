package io.fusewire.core.catalogue;

import io.fusewire.core.event.ResourceRef;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Writes one key per resource however a record names it: by id, name, path, URL or ARN.
 *
 * <p>Account and region are the record's unless an ARN or URL says otherwise; the region is left
 * out for services whose resources have none, as CloudTrail records those wherever the caller
 * stood. Reuses its scratch space: one instance serves one thread.
 */
public final class ResourceKeyWriter {

    /** Services whose resources belong to no region. */
    private static final Set<String> GLOBAL =
            Set.of(
                    "iam",
                    "s3",
                    "route53",
                    "route53domains",
                    "cloudfront",
                    "organizations",
                    "globalaccelerator",
                    "waf",
                    "shield",
                    "account",
                    "budgets",
                    "ce",
                    "networkmanager",
                    "support",
                    "sts");

    /** Services that keep their identifiers in lower case, whatever the caller typed. */
    private static final Set<String> LOWER_CASE =
            Set.of("rds", "redshift", "elasticache", "memorydb", "dax", "docdb-elastic");

    /** The parent that a service takes where the call names none. */
    private static final Map<String, String> DEFAULT_PARENT =
            Map.of("ecs/cluster", "default", "events/eventbus", "default");

    private final FamilySynonyms families;
    private final ArnReader arn = new ArnReader();
    private final ArnReader parentArn = new ArnReader();
    private final StringBuilder parentFamilies = new StringBuilder();
    private final StringBuilder parentIds = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private String account = "";
    private String region = "";

    public ResourceKeyWriter(FamilySynonyms families) {
        this.families = families;
    }

    /** Starts a record: its account and region stand where a name says nothing else. */
    public void begin(String recordAccount, String recordRegion) {
        this.account = recordAccount;
        this.region = recordRegion;
        clearParents();
    }

    /** Forgets the parents of what was written before. */
    public void clearParents() {
        parentFamilies.setLength(0);
        parentIds.setLength(0);
    }

    /**
     * Adds a parent to what is written next, outermost first.
     *
     * @param value id, name or ARN; null if the record names none, which the service's default
     *     replaces where it has one
     */
    public void addParent(String service, String family, @Nullable String value) {
        String id = value;
        if (id == null || id.isEmpty()) {
            id = DEFAULT_PARENT.get(service + "/" + family);
            if (id == null) {
                return;
            }
        } else if (ArnReader.isArn(id) && parentArn.read(id)) {
            id = parentArn.id.substring(parentArn.id.lastIndexOf(ResourceKeys.BELOW) + 1);
        } else {
            id = plainId(service, family, id);
        }
        parentFamilies.append(family).append(ResourceKeys.BELOW);
        parentIds.append(id).append(ResourceKeys.BELOW);
    }

    /**
     * The resource that {@code value} names.
     *
     * @param service of the operation that names it
     * @param family of the field, or empty to take the ARN's
     * @param fallbackFamily if neither the field nor an ARN tells
     * @param type to print; replaced where an ARN shows another service
     * @param value id, name, URL or ARN as the record has it
     */
    public ResourceRef write(
            String service, String family, String fallbackFamily, String type, String value) {
        if (ArnReader.isArn(value) && arn.read(value)) {
            return writeArn(service, family, type, value);
        }
        String known = family.isEmpty() ? fallbackFamily : family;
        return new ResourceRef(writeName(service, known, value), type, value);
    }

    /** The resource of an ARN, by the ARN alone; null if it is none. */
    public @Nullable ResourceRef writeArn(@Nullable String type, String value) {
        if (!ArnReader.isArn(value) || !arn.read(value)) {
            return null;
        }
        clearParents();
        String family = arnFamily();
        String shown = type == null ? arn.service + ":" + arn.type : type;
        return new ResourceRef(writeArnKey(family), shown, value);
    }

    /** The innermost family of the ARN written last. */
    public String lastArnFamily() {
        return arnFamily();
    }

    private ResourceRef writeArn(String service, String family, String type, String value) {
        boolean sameService = arn.service.equals(service);
        int part = family.indexOf(ResourceKeys.BELOW);
        String whole = part < 0 ? arnFamily() : arnFamily() + family.substring(part);
        String known = sameService && !family.isEmpty() ? family : whole;
        String shown = sameService ? type : arn.service + ":" + arn.type;
        return new ResourceRef(writeArnKey(known), shown, value);
    }

    private String arnFamily() {
        return families.family(arn.service, arn.type);
    }

    private String writeArnKey(String family) {
        String owner = arn.account.isEmpty() ? account : arn.account;
        String place = arn.region.isEmpty() ? region : arn.region;
        boolean ownParents = !arn.parentFamilies.isEmpty();
        boolean oldForm = !ownParents && parentIds.length() > 0 && arn.id.indexOf('/') < 0;
        String id = cased(arn.service, arn.id);
        if (generatedPrefix(arn.service, id) > 0) {
            return key(owner, place, arn.service, "", generatedFamily(family, id), "", id);
        }
        return key(
                owner,
                place,
                arn.service,
                ownParents ? arn.parentFamilies : oldForm ? parentFamilies : "",
                family,
                ownParents || !oldForm ? "" : parentIds,
                id);
    }

    private String writeName(String service, String family, String value) {
        String owner = account;
        String place = region;
        String id = plainId(service, family, value);
        if (service.equals("sqs") && value.startsWith("http")) {
            owner = accountOfQueue(value, owner);
        }
        if (generatedPrefix(service, id) > 0) {
            return key(owner, place, service, "", generatedFamily(family, id), "", id);
        }
        if (service.equals("kms") && id.startsWith("alias/")) {
            return key(owner, place, service, "", "alias", "", id.substring(6));
        }
        return key(owner, place, service, parentFamilies, family, parentIds, id);
    }

    /**
     * @param family may be {@code whole>part} for a part without an id of its own: its key is that
     *     of the whole and an empty id below it
     */
    private String key(
            String owner,
            String place,
            String service,
            CharSequence aboveFamilies,
            String family,
            CharSequence aboveIds,
            String id) {
        text.setLength(0);
        text.append(owner).append(ResourceKeys.PART);
        if (!GLOBAL.contains(service)) {
            text.append(place);
        }
        text.append(ResourceKeys.PART).append(service).append(ResourceKeys.PART);
        text.append(aboveFamilies).append(family).append(ResourceKeys.PART);
        text.append(aboveIds).append(id);
        if (family.indexOf(ResourceKeys.BELOW) > 0) {
            text.append(ResourceKeys.BELOW);
        }
        return text.toString();
    }

    /** An id without what one API of the service puts around it and another does not. */
    private static String plainId(String service, String family, String value) {
        return switch (service) {
            // /hostedzone/Z1, /healthcheck/…, /delegationset/…
            case "route53" ->
                    value.startsWith("/") ? value.substring(value.lastIndexOf('/') + 1) : value;
            // https://sqs.region.amazonaws.com/account/name
            case "sqs" ->
                    value.startsWith("http") ? value.substring(value.lastIndexOf('/') + 1) : value;
            case "lambda" -> family.equals("function") ? plainFunction(value) : value;
            // A parameter's ARN has no leading slash even where its name has one.
            case "ssm" -> value.startsWith("/") ? value.substring(1) : value;
            default -> cased(service, value);
        };
    }

    /** {@code name}, {@code name:qualifier}, {@code account:function:name}. */
    private static String plainFunction(String value) {
        int function = value.indexOf("function:");
        String name = function < 0 ? value : value.substring(function + "function:".length());
        int qualifier = name.indexOf(':');
        return qualifier < 0 ? name : name.substring(0, qualifier);
    }

    private static String accountOfQueue(String url, String otherwise) {
        int end = url.lastIndexOf('/');
        int start = url.lastIndexOf('/', end - 1) + 1;
        boolean isAccount = end - start == 12 && Character.isDigit(url.charAt(start));
        return isAccount ? url.substring(start, end) : otherwise;
    }

    private static String cased(String service, String value) {
        return LOWER_CASE.contains(service) ? value.toLowerCase(Locale.ROOT) : value;
    }

    /**
     * EC2's generated ids ({@code i-0abc…}, {@code vpc-…}) say their family themselves and need no
     * parent; length of that prefix, or 0 for anything else.
     */
    private static int generatedPrefix(String service, String id) {
        if (!service.equals("ec2")) {
            return 0;
        }
        int hyphen = id.lastIndexOf('-');
        if (hyphen < 1 || id.length() - hyphen <= 8) {
            return 0;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean word = c >= 'a' && c <= 'z' || c == '-';
            boolean hex = c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
            if (i < hyphen ? !word : i > hyphen && !hex) {
                return 0;
            }
        }
        return hyphen;
    }

    private static String generatedFamily(String family, String id) {
        int part = family.indexOf(ResourceKeys.BELOW);
        String prefix = id.substring(0, id.lastIndexOf('-'));
        return part < 0 ? prefix : prefix + family.substring(part);
    }
}
