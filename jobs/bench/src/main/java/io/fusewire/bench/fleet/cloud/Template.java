package io.fusewire.bench.fleet.cloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A piece of JSON about one resource. Written with single quotes; {@code $id}, {@code $name},
 * {@code $arn}, {@code $in} (id of what the resource is in), {@code $inArn}, {@code $account},
 * {@code $region}, {@code $zone}, {@code $partition}, {@code $domain} and {@code $uuid} are filled
 * in.
 */
final class Template {

    private enum Field {
        ID,
        NAME,
        ARN,
        IN,
        INARN,
        ACCOUNT,
        REGION,
        ZONE,
        PARTITION,
        DOMAIN,
        UUID
    }

    private final List<String> literals = new ArrayList<>();
    private final List<Field> fields = new ArrayList<>();

    Template(String text) {
        String json = text.replace('\'', '"');
        int start = 0;
        for (int dollar = json.indexOf('$'); dollar >= 0; dollar = json.indexOf('$', start)) {
            int end = dollar + 1;
            while (end < json.length() && Character.isLetter(json.charAt(end))) {
                end++;
            }
            literals.add(json.substring(start, dollar));
            fields.add(Field.valueOf(json.substring(dollar + 1, end).toUpperCase(Locale.ROOT)));
            start = end;
        }
        literals.add(json.substring(start));
    }

    String of(Resource resource, Dice dice) {
        StringBuilder json = new StringBuilder(160);
        for (int i = 0; i < fields.size(); i++) {
            json.append(literals.get(i)).append(value(fields.get(i), resource, dice));
        }
        return json.append(literals.get(fields.size())).toString();
    }

    private static String value(Field field, Resource resource, Dice dice) {
        return switch (field) {
            case ID -> resource.id();
            case NAME -> resource.name();
            case ARN -> resource.arn();
            case IN -> resource.in() == null ? "default" : resource.in().id();
            case INARN -> resource.in() == null ? "" : resource.in().arn();
            case ACCOUNT -> resource.account().id();
            case REGION -> resource.account().region();
            case ZONE -> resource.account().region() + "a";
            case PARTITION -> resource.account().partition();
            case DOMAIN -> resource.account().domain();
            case UUID -> dice.uuid();
        };
    }
}
