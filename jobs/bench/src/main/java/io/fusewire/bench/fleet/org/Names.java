package io.fusewire.bench.fleet.org;

import io.fusewire.bench.fleet.cloud.Dice;
import io.fusewire.bench.fleet.cloud.ResourceType;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Names that an organisation gives: to applications, roles, people and resources. */
public final class Names {

    private static final List<String> PRODUCTS =
            List.of(
                    "payments",
                    "catalog",
                    "search",
                    "basket",
                    "orders",
                    "invoices",
                    "shipping",
                    "identity",
                    "profiles",
                    "pricing",
                    "stock",
                    "reviews",
                    "loyalty",
                    "mailing",
                    "reports",
                    "ledger",
                    "quotes",
                    "tickets",
                    "media",
                    "geo",
                    "fleet",
                    "meters",
                    "claims",
                    "routing",
                    "booking",
                    "calendar",
                    "coupons",
                    "partner",
                    "feeds",
                    "ranking",
                    "content",
                    "notify",
                    "signup",
                    "wallet",
                    "returns",
                    "survey");
    private static final List<String> GIVEN =
            List.of(
                    "anna", "boris", "chen", "diana", "emeka", "farid", "grete", "hugo", "ines",
                    "jonas", "keiko", "lars", "mara", "nils", "olga", "pavel", "qing", "rosa",
                    "sven", "tara", "umar", "vera", "wanda", "xavi", "yuki", "zoe");
    private static final List<String> FAMILY =
            List.of(
                    "adler", "brandt", "costa", "dietz", "egger", "ferrer", "gruber", "hansen",
                    "ito", "jansen", "kaya", "lindt", "moreau", "novak", "okafor", "petrov",
                    "rossi", "santos", "tanaka", "urban", "vogel", "weiss", "zhou");
    private static final List<String> COMPANIES =
            List.of(
                    "northbay",
                    "altura",
                    "brightfen",
                    "corvus",
                    "delmont",
                    "eastgate",
                    "fjord",
                    "grove");
    private static final List<String> ADJECTIVES =
            List.of(
                    "blue", "calm", "dry", "early", "fast", "green", "high", "inner", "late", "new",
                    "outer", "plain", "quick", "red", "small", "warm");

    private final Dice dice;
    private final List<String> products;
    private final List<String> people = new ArrayList<>();
    private final String company;

    Names(Dice dice) {
        this.dice = dice;
        this.products = dice.some(PRODUCTS, PRODUCTS.size());
        this.company = dice.pick(COMPANIES);
    }

    public String company() {
        return company;
    }

    /** Name of one of the applications that the organisation runs. */
    public String anyApplication(Dice by) {
        return application(by.between(0, Organisation.APPLICATIONS - 1));
    }

    /** Name of an application; the same index is the same application. */
    public String application(int index) {
        return products.get(index % products.size());
    }

    /** A person's sign-in name, each once. */
    public String person() {
        String name = dice.pick(GIVEN) + "." + dice.pick(FAMILY);
        while (people.contains(name)) {
            name = dice.pick(GIVEN) + "." + dice.pick(FAMILY);
        }
        people.add(name);
        return name;
    }

    /** A word to tell two of a kind apart. */
    public String word() {
        return dice.pick(ADJECTIVES);
    }

    /** Name of a resource of an application or environment. */
    public String of(ResourceType type, String group, Dice by) {
        String tail = by.hex(5);
        return switch (type) {
            case LOG_GROUP -> "/aws/lambda/" + group + "-" + tail;
            case LOG_STREAM -> "app/" + by.hex(24);
            case PARAMETER -> "/" + group + "/" + by.pick("db", "api", "flags", "url") + "-" + tail;
            case OBJECT -> group + "/" + by.pick("in", "out", "doc", "img") + "/" + by.hex(10);
            case BUCKET ->
                    company + "-" + group + "-" + by.pick("data", "assets", "exports") + "-" + tail;
            case CATALOG_TABLE, CATALOG_DATABASE -> group.replace('-', '_') + "_" + tail;
            case DETECTOR, VPC -> company + "-" + tail;
            default -> group + "-" + noun(type, by) + "-" + tail;
        };
    }

    private static String noun(ResourceType type, Dice by) {
        return switch (type) {
            case INSTANCE, LAUNCH_TEMPLATE, SCALING_GROUP -> by.pick("web", "worker", "batch");
            case FUNCTION, RULE, STATE_MACHINE -> by.pick("sync", "notify", "convert", "report");
            case QUEUE, TOPIC, STREAM -> by.pick("events", "jobs", "mails");
            case TABLE -> by.pick("items", "sessions", "state", "index");
            case DATABASE, DATABASE_CLUSTER -> by.pick("main", "core", "store");
            default -> {
                String name = type.name().toLowerCase(Locale.ROOT).replace('_', '-');
                yield name.length() > 12 ? name.substring(0, 8) : name;
            }
        };
    }
}
