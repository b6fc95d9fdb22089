package io.fusewire.standin;

/** The few elements that answers are made of. */
final class Xml {

    private Xml() {}

    static String element(String name, String text) {
        return "<" + name + ">" + escaped(text) + "</" + name + ">";
    }

    static String parent(String name, String children) {
        return "<" + name + ">" + children + "</" + name + ">";
    }

    static String answer(String namespace, String operation, String result, String requestId) {
        String inner = result.isEmpty() ? "" : parent(operation + "Result", result);
        return "<"
                + operation
                + "Response xmlns=\""
                + namespace
                + "\">"
                + inner
                + parent("ResponseMetadata", element("RequestId", requestId))
                + "</"
                + operation
                + "Response>";
    }

    static String error(String namespace, AwsError error, String requestId) {
        return "<ErrorResponse xmlns=\""
                + namespace
                + "\">"
                + parent(
                        "Error",
                        element("Type", error.type())
                                + element("Code", error.code())
                                + element("Message", String.valueOf(error.getMessage())))
                + element("RequestId", requestId)
                + "</ErrorResponse>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
