package io.fusewire.core.policy;

import org.jspecify.annotations.Nullable;

/** What a {@link PrincipalMatcher} looks at. A field that the record lacks is null. */
public interface PrincipalFields {

    /** ARN of the role behind a role session, {@code arn:aws:iam::111122223333:role/path/Name}. */
    @Nullable String roleArn();

    /** ARN of the IAM user or root that called or that a federated session stems from. */
    @Nullable String userArn();

    /** Name of the role session or federated session. */
    @Nullable String sessionName();

    /** Source identity, set when the first role was assumed. */
    @Nullable String sourceIdentity();

    /** User agent without the square brackets that some services put around it. */
    @Nullable String userAgent();

    /** The caller's account; the recipient's if the record names none. */
    String account();
}
