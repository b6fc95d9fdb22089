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
        "400,TooManyRequestsException,AGAIN",
        "400,ServiceException,AGAIN",
        "400,ConcurrentModificationException,AGAIN",
        "400,PolicyChangesInProgressException,AGAIN",
        "400,AccessDeniedException,FINAL",
        "400,AWSOrganizationsNotInUseException,FINAL",
        "400,MalformedPolicyDocumentException,FINAL",
        "400,PolicyNotFoundException,ABSENT",
        "400,PolicyNotAttachedException,ABSENT",
        "400,TargetNotFoundException,ABSENT",
        "400,ConstraintViolationException POLICY_CONTENT_LIMIT_EXCEEDED,NO_ROOM",
        "400,ConstraintViolationException POLICY_NUMBER_LIMIT_EXCEEDED,FINAL",
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
