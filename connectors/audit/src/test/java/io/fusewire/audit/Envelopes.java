package io.fusewire.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/** Every container of a record, by hand. */
enum Envelopes {
    ONE_RECORD {
        @Override
        String around(String record) {
            return record;
        }
    },
    RECORDS_FILE {
        @Override
        String around(String record) {
            return "{\"Records\":[" + record + "]}";
        }
    },
    RECORDS_FILE_WITH_MORE_FIELDS {
        @Override
        String around(String record) {
            return "{ \"note\" : [1, {\"a\":\"}\"}], \"Records\" :\n [ "
                    + record
                    + " ] , \"tail\" : {\"x\":\"]}\"} }";
        }
    },
    BARE_ARRAY {
        @Override
        String around(String record) {
            return "[" + record + "]";
        }
    },
    EVENT_BRIDGE {
        @Override
        String around(String record) {
            return "{\"version\":\"0\",\"id\":\"6a7e8feb\",\"detail-type\":\"AWS API Call via"
                    + " CloudTrail\",\"source\":\"aws.ec2\",\"account\":\"999999999999\",\"time\":"
                    + "\"2001-01-01T00:00:00Z\",\"region\":\"xx-none-1\",\"resources\":[\"arn:a\"],"
                    + "\"detail\":"
                    + record
                    + "}";
        }
    },
    EVENT_BRIDGE_DETAIL_FIRST {
        @Override
        String around(String record) {
            return "{\"detail\":"
                    + record
                    + ",\"resources\":[],\"source\":\"aws.iam\",\"detail-type\":\"Amazon API Call"
                    + " via CloudTrail\",\"time\":\"2001-01-01T00:00:00Z\"}";
        }
    },
    CLOUD_WATCH_LOGS {
        @Override
        String around(String record) {
            return "{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"123456789012\",\"logGroup\":"
                    + "\"CloudTrail\",\"logStream\":\"s\",\"subscriptionFilters\":[\"f\"],"
                    + "\"logEvents\":[{\"id\":\"1\",\"timestamp\":978307200000,\"message\":"
                    + string(record)
                    + "}]}";
        }
    },
    CLOUD_WATCH_LOGS_EVENTS_FIRST {
        @Override
        String around(String record) {
            return "{\"logEvents\":[{\"message\":"
                    + string(record)
                    + ",\"id\":\"1\"}],\"messageType\":\"DATA_MESSAGE\"}";
        }
    },
    CLOUD_WATCH_LOGS_COMPRESSED {
        @Override
        String around(String record) {
            return "{\"awslogs\":{\"data\":\""
                    + Base64.getEncoder().encodeToString(gzip(CLOUD_WATCH_LOGS.around(record)))
                    + "\"}}";
        }
    },
    LOOKUP_EVENTS {
        @Override
        String around(String record) {
            return "{\n    \"Events\": [\n        " + LOOKUP_EVENT.around(record) + "\n    ]\n}";
        }
    },
    LOOKUP_EVENT {
        @Override
        String around(String record) {
            return "{\"EventId\":\"outer\",\"EventName\":\"Outer\",\"ReadOnly\":\"true\","
                    + "\"EventTime\":\"2022-02-08 09:23:37+11:00\",\"EventSource\":\"outer\","
                    + "\"Resources\":[],\"CloudTrailEvent\":"
                    + string(record)
                    + "}";
        }
    },
    LAKE_ROW_WITH_JSON {
        @Override
        String around(String record) {
            return "{\"eventID\":\"column\",\"eventName\":\"Column\",\"eventTime\":\"2001-01-01"
                    + " 00:00:00.000\",\"eventJson\":"
                    + string(record)
                    + "}";
        }
    },
    WRAPPED_RAW_STRING {
        @Override
        String around(String record) {
            return "{\"_raw\":" + string(record) + ",\"_time\":978307200,\"host\":\"h\"}";
        }
    },
    WRAPPED_RAW_RECORDS {
        @Override
        String around(String record) {
            return "{\"__final\":false,\"_raw\":" + RECORDS_FILE.around(record) + ",\"_time\":1}";
        }
    },
    WRAPPED_MESSAGE_STRING_OF_RECORDS {
        @Override
        String around(String record) {
            return "{\"@timestamp\":\"2001-01-01T00:00:00.000Z\",\"event\":{\"dataset\":\"x\"},"
                    + "\"message\":"
                    + string(RECORDS_FILE.around(record))
                    + "}";
        }
    },
    WRAPPED_EVENT_OBJECT {
        @Override
        String around(String record) {
            return "{\"src\":\"a/b.json\",\"n\":0,\"label\":null,\"event\":" + record + "}";
        }
    },
    WRAPPED_EVENT_BESIDE_PLAIN_MESSAGE {
        @Override
        String around(String record) {
            return "{\"message\":\"delivered\",\"event\":" + record + "}";
        }
    },
    WRAPPED_VALUE_STRING_OF_MESSAGE {
        @Override
        String around(String record) {
            return "{\"value\":" + string("{\"message\":" + string(record) + "}") + "}";
        }
    };

    /** The record in this container. */
    abstract String around(String record);

    byte[] bytes(String record) {
        return around(record).getBytes(StandardCharsets.UTF_8);
    }

    static String string(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }

    static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
