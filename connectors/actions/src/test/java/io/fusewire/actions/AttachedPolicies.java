package io.fusewire.actions;

import io.fusewire.standin.PolicyEvaluator;

import java.util.HashMap;
import java.util.Map;

/** Documents by what they are attached to, evaluated as IAM would. */
final class AttachedPolicies {

    /** A request by the keys that conditions look at. */
    record Request(Map<String, String> keys) {

        static Request of(String... keysAndValues) {
            Map<String, String> keys = new HashMap<>();
            for (int i = 0; i < keysAndValues.length; i += 2) {
                keys.put(keysAndValues[i], keysAndValues[i + 1]);
            }
            return new Request(keys);
        }
    }

    private final Map<String, String> documents = new HashMap<>();

    /** Attaches a document to a role, user or account; another one there gives way. */
    void attach(String arn, String document) {
        documents.put(arn, document);
    }

    /** Whether a request is denied by the policies of its principal or of its account. */
    boolean denies(Request request) {
        String arn = request.keys().get("aws:PrincipalArn");
        String account = arn.split(":")[4];
        return documents.entrySet().stream()
                .filter(
                        document ->
                                document.getKey().equals(arn)
                                        || document.getKey().endsWith(":account/" + account))
                .anyMatch(
                        document ->
                                PolicyEvaluator.denies(
                                        document.getValue(),
                                        "ec2:TerminateInstances",
                                        "*",
                                        request.keys()));
    }
}
