package io.fusewire.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.identity.SessionRef.Type;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionRefTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "signin:arn:aws:signin:us-east-1:111122223333:session/0a-1b | SIGN_IN | arn:aws:signin:us-east-1:111122223333:session/0a-1b | none | none",
                "role:AROAX:mei@example.com@2026-11-17T07:42:00Z | ROLE | AROAX:mei@example.com | 2026-11-17T07:42:00Z | none",
                "role:AROAX:ci-42 | ROLE | AROAX:ci-42 | none | none",
                "role:AROAX:bob@2026Z | ROLE | AROAX:bob@2026Z | none | none",
                "user:AIDAX@2026-11-17T07:42:00.123Z | USER | AIDAX | 2026-11-17T07:42:00.123Z | none",
                "key:AIDAX/AKIAY | LONG_TERM_KEY | AIDAX | none | AKIAY",
                "key:111122223333/AKIAY | LONG_TERM_KEY | 111122223333 | none | AKIAY",
                "root:111122223333@2026-11-17T07:42:00Z | ROOT | 111122223333 | 2026-11-17T07:42:00Z | none",
                "federated:111122223333:job@2026-11-17T07:42:00Z | FEDERATED | 111122223333:job | 2026-11-17T07:42:00Z | none",
                "identity-center:u-1/cred-2 | IDENTITY_CENTER | u-1 | none | cred-2",
                "account:AROAX:name | OTHER_ACCOUNT | AROAX:name | none | none",
                "service:ec2.amazonaws.com | SERVICE | ec2.amazonaws.com | none | none",
                "saml:x | SAML | x | none | none",
                "web-identity:x | WEB_IDENTITY | x | none | none",
                "unknown:- | UNKNOWN | - | none | none",
                "nothing | UNKNOWN | nothing | none | none",
                "other:x | UNKNOWN | x | none | none",
            })
    void takesEveryFormOfAKeyApart(
            String key, Type type, String principal, String createdAt, String credential) {
        assertThat(SessionRef.parse(key))
                .isEqualTo(new SessionRef(type, principal, createdAt, credential));
    }

    @Property
    void takesAnyText(@ForAll String text) {
        assertThat(SessionRef.parse(text).principal()).isNotNull();
    }
}
