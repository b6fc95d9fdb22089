package io.fusewire.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationRulesTest {

    @ParameterizedTest
    @CsvSource({
        "TagResource,MODIFY,-",
        "UntagResource,MODIFY,-",
        "DeleteTags,MODIFY,-",
        "DeleteResourcePolicy,PRIVILEGE_CHANGE,-",
        "AddPermission,PRIVILEGE_CHANGE,-",
        "DeleteBucket,DESTROY,recov",
        "BatchDeleteImage,DESTROY,recov",
        "TerminateInstances,DESTROY,recov",
        "StopInstances,DESTROY,outage",
        "StopTrainingJob,MODIFY,-",
        "ReleaseAddress,DESTROY,loss",
        "DetachVolume,MODIFY,outage",
        "RunInstances,CREATE,-",
        "RestoreTableFromBackup,CREATE,-",
        "DescribeInstances,READ,-",
        "BatchGetItem,READ,-",
        "UpdateTable,MODIFY,-"
    })
    void firstRuleThatMatchesDecides(String eventName, String effect, String loss) {
        OperationRules.Verdict verdict = OperationRules.judge(eventName, false);
        assertThat(verdict.effect()).isEqualTo(effect);
        assertThat(verdict.loss()).isEqualTo(loss);
    }

    @ParameterizedTest
    @CsvSource({
        "dBInstanceIdentifier,dbinstance,ID",
        "responseElements.role.roleName,role,NAME",
        "responseElements.loadBalancers[].loadBalancerArn,loadbalancer,ARN",
        "queueUrl,queue,URL",
        "tableInput.name,table,NAME",
        "targets[].id,target,ID",
        "resourceArn,'',ARN",
        "DeleteFlowLogsRequest.FlowLogId[].content,flowlog,ID",
        "imageIds[].imageTag=image,image,OTHER"
    })
    void aFieldSpeaksOfAFamily(String path, String noun, FieldNoun.Kind kind) {
        assertThat(FieldNoun.of(path)).isEqualTo(new FieldNoun(noun, kind));
    }
}
