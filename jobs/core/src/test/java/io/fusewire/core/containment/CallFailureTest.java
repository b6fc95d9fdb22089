package io.fusewire.core.containment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallFailureTest {

    @ParameterizedTest
    @CsvSource({
        "404,NoSuchEntity,ABSENT",
        "409,LimitExceeded,NO_ROOM",
        "400,MalformedPolicyDocument,FINAL",
        "403,AccessDenied,FINAL",
        "403,InvalidClientTokenId,FINAL",
        "400,UnmodifiableEntity,FINAL",
        "400,Throttling,AGAIN",
        "409,EntityTemporarilyUnmodifiable,AGAIN",
        "409,ConcurrentModification,AGAIN",
        "403,ExpiredToken,AGAIN",
        "429,AnyCode,AGAIN",
        "500,ServiceFailure,AGAIN",
        "503,AccessDenied,AGAIN",
        "404,'',AGAIN",
        "200,NoSuchEntity,AGAIN",
        "0,'',AGAIN"
    })
    void whatFollowsFromAnAnswer(int status, String code, CallFailure failure) {
        assertThat(CallFailure.of(status, code)).isEqualTo(failure);
    }
}
