package io.fusewire.standin;

import java.util.Map;

/**
 * One request as it was answered.
 *
 * @param service {@code iam}, {@code sts} or {@code organizations}
 * @param operation {@code PutRolePolicy}
 * @param account whose credentials signed it; empty if it was refused before that was known
 * @param target name of the role or user, ARN of the policy or role, id of the service control
 *     policy or of what it hangs on; empty if it names none
 * @param parameters as they came, but for what is secret
 * @param atMillis when it came, by the stand-in's clock
 * @param isCarriedOut whether it had its effect, or was read, whatever the caller got to know of it
 * @param answer {@code OK}, an error's code, or the fault that took the answer's place
 */
public record Call(
        String service,
        String operation,
        String account,
        String target,
        Map<String, String> parameters,
        long atMillis,
        boolean isCarriedOut,
        String answer) {

    public Call {
        parameters = Map.copyOf(parameters);
    }

    /** Whether it was meant to change something. */
    public boolean isWrite() {
        return isWrite(operation);
    }

    static boolean isWrite(String operation) {
        return !operation.matches("(Get|List|Describe|Assume).*");
    }
}
