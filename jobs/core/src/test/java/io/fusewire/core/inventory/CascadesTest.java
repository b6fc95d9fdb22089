package io.fusewire.core.inventory;

import static io.fusewire.core.testing.TestingEvents.agentKey;
import static io.fusewire.core.testing.TestingEvents.create;
import static io.fusewire.core.testing.TestingEvents.delete;
import static io.fusewire.core.testing.TestingEvents.ownerKey;
import static io.fusewire.core.testing.TestingEvents.read;
import static io.fusewire.core.testing.TestingEvents.stackOperation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.Loss;
import io.fusewire.core.testing.TestingEvents;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CascadesTest {
    private static final String TABLE = "AWS::DynamoDB::Table";
    private static final String SERVICE = "AWS::ECS::Service";
    private static final String GROUP = "AWS::AutoScaling::AutoScalingGroup";
    private static final String CLOUDFORMATION = "cloudformation.amazonaws.com";
    private static final String KIRO = agentKey(TestingEvents.ACCOUNT, "kiro", AgentKind.AGENT);

    private final TestingAccount account = new TestingAccount();

    private static TestingEvents byKiro(TestingEvents event) {
        return event.by("kiro", AgentKind.AGENT);
    }

    /** A call that CloudFormation makes under its caller's name: no marker, another session. */
    private static TestingEvents child(TestingEvents event) {
        return event.by("kiro", AgentKind.UNKNOWN).session("forwarded").causedBy(CLOUDFORMATION);
    }

    private static TestingEvents childOfRole(TestingEvents event) {
        return event.by("stack-role", AgentKind.UNKNOWN).causedBy(CLOUDFORMATION);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void chargesAStacksDeletionsToTheSessionThatDeletedTheStack(boolean china) {
        account.see(
                variant(china, stackOperation("CreateStack", "shop"))
                        .by("ops", AgentKind.HUMAN)
                        .second(0));
        for (String name : new String[] {"shop-Orders-1", "shop-Users-2"}) {
            account.see(
                    variant(china, create(TABLE, name))
                            .by("ops", AgentKind.HUMAN)
                            .causedBy(CLOUDFORMATION)
                            .second(10));
        }

        AccountEvent root =
                account.see(
                        variant(china, byKiro(stackOperation("DeleteStack", "shop")))
                                .id("root")
                                .agentClass("coder")
                                .second(5000));
        AccountEvent first =
                account.see(variant(china, child(delete(TABLE, "shop-Orders-1"))).second(5010));
        AccountEvent second =
                account.see(variant(china, child(delete(TABLE, "shop-Users-2"))).second(5011));

        assertThat(root.knownChildren()).isEqualTo(2);
        assertThat(root.cascadeRoot()).isNull();
        for (AccountEvent each : new AccountEvent[] {first, second}) {
            assertThat(each.cascadeRoot()).isEqualTo("root");
            assertThat(each.cascadeGuessed()).isFalse();
            assertThat(each.chargedAgent()).isEqualTo(KIRO);
            assertThat(each.chargedKind()).isEqualTo(AgentKind.AGENT);
            assertThat(each.chargedClass()).isEqualTo("coder");
            assertThat(each.chargedMode()).isEqualTo(EnforcementMode.ENFORCE);
            assertThat(each.chargedSession()).isEqualTo(root.chargedSession());
            assertThat(each.standings().get(0).foreign()).isTrue();
            assertThat(each.standings().get(0).origin()).isEqualTo(Origin.HUMAN);
            assertThat(each.environment()).endsWith("/shop");
        }
    }

    private static TestingEvents variant(boolean china, TestingEvents event) {
        return china ? event.china() : event;
    }

    @Test
    void givesWhatAStackMakesToWhoeverMadeTheStack() {
        account.see(byKiro(stackOperation("CreateStack", "shop")));
        account.see(childOfRole(create(TABLE, "shop-Orders-1")).second(5));

        ResourceStanding own = account.standing(byKiro(delete(TABLE, "shop-Orders-1")).second(60));
        assertThat(own.foreign()).isFalse();
        assertThat(own.creator()).isEqualTo(ownerKey(TestingEvents.ACCOUNT, "kiro"));
        assertThat(own.origin()).isEqualTo(Origin.AGENT);
    }

    @Test
    void remembersTheCauserAsTheOneWhoDeletedAChild() {
        account.see(byKiro(stackOperation("DeleteStack", "shop")));
        account.see(childOfRole(delete(TABLE, "shop-Orders-1")).second(5));

        assertThat(account.see(byKiro(create(TABLE, "shop-Orders-1")).second(60)).recreations())
                .extracting(Recreation::deletedBy)
                .containsExactly(KIRO);
    }

    @Test
    void joinsByTheStackThatAResourceIsKnownToBelongTo() {
        account.see(byKiro(stackOperation("CreateStack", "shop")).second(0));
        account.see(child(create(TABLE, "orders")).second(5));
        account.see(byKiro(stackOperation("DeleteStack", "shop")).id("mine").second(60));
        account.see(stackOperation("DeleteStack", "other").by("bob", AgentKind.HUMAN).second(61));

        AccountEvent deletion = account.see(childOfRole(delete(TABLE, "orders")).second(70));
        assertThat(deletion.cascadeRoot()).isEqualTo("mine");
        assertThat(deletion.cascadeGuessed()).isFalse();
    }

    @Test
    void joinsByTheStacksNameInThePhysicalIdAndTakesTheLongest() {
        account.see(byKiro(stackOperation("DeleteStack", "shop-api")).id("long"));
        account.see(stackOperation("DeleteStack", "shop").by("bob", AgentKind.HUMAN).second(1));

        AccountEvent deletion =
                account.see(childOfRole(delete(SERVICE, "shop-api-Web-77")).second(5));
        assertThat(deletion.cascadeRoot()).isEqualTo("long");
        assertThat(deletion.cascadeGuessed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "shop-Orders-1, shop, true",
        "SHOP-orders-1, shop, true",
        "arn:aws:iam::1:role/shop-Role-9, shop, true",
        "shop, shop, false",
        "workshop-Orders-1, shop, false",
        "my-shop-Orders-1, shop, false",
        "shopping-1, shop, false",
        "x-1, '', false"
    })
    void knowsTheFormOfPhysicalIds(String id, String stack, boolean expected) {
        assertThat(Cascades.isMadeBy(id, stack)).isEqualTo(expected);
    }

    @Test
    void joinsByPrincipalWhenNothingNamesTheStack() {
        account.see(byKiro(stackOperation("DeleteStack", "shop")).id("mine"));
        account.see(stackOperation("DeleteStack", "other").by("bob", AgentKind.HUMAN).second(1));

        AccountEvent deletion = account.see(child(delete(TABLE, "orders")).second(5));
        assertThat(deletion.cascadeRoot()).isEqualTo("mine");
        assertThat(deletion.cascadeGuessed()).isFalse();
    }

    @Test
    void learnsTheServiceRoleOfAStackFromAProvenChild() {
        account.see(byKiro(stackOperation("DeleteStack", "shop")).id("mine"));
        account.see(stackOperation("DeleteStack", "other").by("bob", AgentKind.HUMAN).second(1));
        account.see(childOfRole(delete(TABLE, "shop-Orders-1")).second(5));

        AccountEvent unnamed = account.see(childOfRole(delete(TABLE, "users")).second(6));
        assertThat(unnamed.cascadeRoot()).isEqualTo("mine");
        assertThat(unnamed.cascadeGuessed()).isFalse();
    }

    @Test
    void guessesTheNewestOfSeveralAndSaysSo() {
        account.see(stackOperation("DeleteStack", "other").by("bob", AgentKind.HUMAN));
        account.see(byKiro(stackOperation("DeleteStack", "shop")).id("newest").second(1));

        AccountEvent deletion = account.see(childOfRole(delete(TABLE, "orders")).second(5));
        assertThat(deletion.cascadeRoot()).isEqualTo("newest");
        assertThat(deletion.cascadeGuessed()).isTrue();
        assertThat(account.view.counters().cascadesGuessed()).isEqualTo(1);
    }

    @Test
    void takesTheOnlyOpenOperationWithoutCallingItAGuess() {
        account.see(byKiro(stackOperation("DeleteStack", "shop")).id("only"));

        AccountEvent deletion = account.see(childOfRole(delete(TABLE, "orders")).second(5));
        assertThat(deletion.cascadeRoot()).isEqualTo("only");
        assertThat(deletion.cascadeGuessed()).isFalse();
    }

    @Test
    void prefersADeletionForADeletion() {
        account.see(byKiro(stackOperation("DeleteStack", "shop")).id("deletion"));
        account.see(byKiro(stackOperation("CreateStack", "other")).id("creation").second(1));

        assertThat(account.see(childOfRole(delete(TABLE, "a")).second(5)).cascadeRoot())
                .isEqualTo("deletion");
        assertThat(account.see(childOfRole(create(TABLE, "b")).second(5)).cascadeRoot())
                .isEqualTo("creation");
    }

    @Test
    void doesNotChargeAnotherPrincipalsOperationWithAKnownStacksChild() {
        account.see(stackOperation("CreateStack", "shop").by("bob", AgentKind.HUMAN).hour(0));
        account.see(childOfRole(create(TABLE, "orders")).second(5));
        account.see(byKiro(stackOperation("DeleteStack", "other")).hour(20));

        AccountEvent deletion =
                account.see(childOfRole(delete(TABLE, "orders")).hour(20).plusSeconds(5));
        assertThat(deletion.cascadeRoot()).isNull();
        assertThat(deletion.chargedAgent()).endsWith("stack-role");
    }

    @Test
    void chargesANestedStacksChildrenToTheOutermostCaller() {
        account.see(byKiro(stackOperation("DeleteStack", "shop")).id("root"));
        AccountEvent nested =
                account.see(
                        childOfRole(stackOperation("DeleteStack", "shop-Db-1"))
                                .id("nested")
                                .second(5));
        AccountEvent deletion =
                account.see(childOfRole(delete(TABLE, "shop-Db-1-Orders-2")).second(9));

        assertThat(nested.cascadeRoot()).isEqualTo("root");
        assertThat(deletion.cascadeRoot()).isEqualTo("root");
        assertThat(deletion.chargedAgent()).isEqualTo(KIRO);
    }

    @Test
    void joinsGlobalServicesToStacksOfOtherRegions() {
        account.see(byKiro(stackOperation("CreateStack", "shop")).id("creation"));
        account.see(
                childOfRole(create("AWS::IAM::Role", "shop-Role-1"))
                        .source("iam.amazonaws.com")
                        .region("us-east-1")
                        .second(5));
        AccountEvent root =
                account.see(
                        byKiro(stackOperation("DeleteStack", "shop")).id("deletion").second(60));
        AccountEvent deletion =
                account.see(
                        childOfRole(delete("AWS::IAM::Role", "shop-Role-1"))
                                .source("iam.amazonaws.com")
                                .region("us-east-1")
                                .second(65));

        assertThat(root.knownChildren()).isEqualTo(1);
        assertThat(deletion.cascadeRoot()).isEqualTo("deletion");
        assertThat(deletion.environment()).isEqualTo(TestingEvents.ACCOUNT + "/eu-west-1/shop");
    }

    @Test
    void leavesAChildWithItsOwnCallerWhenNothingIsOpen() {
        AccountEvent deletion = account.see(child(delete(TABLE, "shop-Orders-1")));

        assertThat(deletion.cascadeRoot()).isNull();
        assertThat(deletion.chargedSession()).isEqualTo("forwarded");
        assertThat(account.view.counters().childrenUnclaimed()).isEqualTo(1);
    }

    @Test
    void opensNothingForADeniedDeletion() {
        account.see(byKiro(stackOperation("DeleteStack", "shop")).denied());

        assertThat(account.see(child(delete(TABLE, "shop-Orders-1")).second(1)).cascadeRoot())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"12, true", "13, false"})
    void closesAStacksOperationAfterItsHorizon(long hour, boolean open) {
        account.see(byKiro(stackOperation("DeleteStack", "shop")));

        assertThat(
                        account.see(child(delete(TABLE, "shop-Orders-1")).hour(hour)).cascadeRoot()
                                != null)
                .isEqualTo(open);
    }

    @Test
    void acceptsAChildThatIsDatedASecondBeforeItsCause() {
        account.see(byKiro(stackOperation("DeleteStack", "shop")).second(10));

        assertThat(account.see(child(delete(TABLE, "shop-Orders-1")).second(9)).cascadeRoot())
                .isNotNull();
    }

    @Test
    void chargesAChildsReadsToTheCauserToo() {
        account.see(byKiro(stackOperation("CreateStack", "shop")).hour(0));
        account.see(childOfRole(create(TABLE, "shop-Orders-1")).second(5));
        account.see(childOfRole(read(TABLE, "shop-Orders-1")).second(9));

        ResourceStanding own = account.standing(byKiro(delete(TABLE, "shop-Orders-1")).hour(2));
        assertThat(own.liveness()).isEqualTo(Liveness.IDLE);
        assertThat(own.foreign()).isFalse();
    }

    @Test
    void takesAStacksArnForItsName() {
        account.see(
                byKiro(
                        stackOperation(
                                        "DeleteStack",
                                        "arn:aws:cloudformation:eu-west-1:1:stack/shop/0-1-2")
                                .id("root")));

        assertThat(account.see(childOfRole(delete(TABLE, "shop-Orders-1")).second(5)).cascadeRoot())
                .isEqualTo("root");
    }

    @Test
    void doesNotMakeASharedResourcePartOfAStackThatUsesIt() {
        account.see(byKiro(stackOperation("CreateStack", "shop")));
        account.see(
                child(create("AWS::EC2::Subnet", "subnet-1").on("AWS::EC2::VPC", "vpc-shared"))
                        .second(5));

        assertThat(
                        account.see(byKiro(stackOperation("DeleteStack", "shop")).second(9))
                                .knownChildren())
                .isEqualTo(1);
    }

    @Test
    void forgetsTheOldestOperationWhenARegionHasTooMany() {
        TestingAccount small = new TestingAccount(TestingLimits.with().cascades(2).build());
        for (int i = 0; i < 3; i++) {
            small.see(byKiro(stackOperation("DeleteStack", "s" + i)).id("op-" + i).second(i));
        }

        assertThat(small.see(childOfRole(delete(TABLE, "s1-A-1")).second(9)).cascadeRoot())
                .isEqualTo("op-1");
        assertThat(
                        small.see(
                                        childOfRole(delete(TABLE, "s0-A-1"))
                                                .by("role-of-s0", AgentKind.UNKNOWN)
                                                .second(9))
                                .cascadeGuessed())
                .isTrue();
        assertThat(small.view.counters().cascadesForced()).isEqualTo(2);
        assertThat(small.store.cascades().entries().values())
                .allSatisfy(operations -> assertThat(operations).hasSize(2));
    }

    // Auto Scaling.

    private static TestingEvents termination() {
        return delete("AWS::EC2::Instance", "i-1")
                .by("AWSServiceRoleForAutoScaling", AgentKind.SERVICE)
                .causedBy("autoscaling.amazonaws.com");
    }

    @Test
    void chargesTerminationsToWhoeverDeletedTheGroup() {
        account.see(
                byKiro(delete(GROUP, "web").source("autoscaling.amazonaws.com").id("root"))
                        .operation("DeleteAutoScalingGroup", Effect.DESTROY));

        AccountEvent terminated = account.see(termination().second(30));
        assertThat(terminated.chargedAgent()).isEqualTo(KIRO);
        assertThat(terminated.cascadeRoot()).isEqualTo("root");
        assertThat(account.see(termination().hour(2)).cascadeRoot()).isNull();
    }

    @Test
    void chargesTerminationsToWhoeverScaledTheGroupToZero() {
        account.see(
                byKiro(
                        TestingEvents.event()
                                .source("autoscaling.amazonaws.com")
                                .operation("UpdateAutoScalingGroup", Effect.DESTROY)
                                .loses(Loss.OUTAGE, 6)
                                .on(GROUP, "web")));

        assertThat(account.see(termination().second(30)).chargedAgent()).isEqualTo(KIRO);
    }

    @Test
    void leavesOrdinaryScalingWithTheService() {
        account.see(
                byKiro(
                        TestingEvents.event()
                                .source("autoscaling.amazonaws.com")
                                .operation("UpdateAutoScalingGroup", Effect.MODIFY)
                                .on(GROUP, "web")));

        AccountEvent terminated = account.see(termination().second(30));
        assertThat(terminated.chargedKind()).isEqualTo(AgentKind.SERVICE);
        assertThat(terminated.cascadeRoot()).isNull();
    }

    @Test
    void followsAStackThroughItsGroupToTheInstances() {
        account.see(byKiro(stackOperation("DeleteStack", "shop")).id("root"));
        account.see(
                childOfRole(delete(GROUP, "shop-Web-1").source("autoscaling.amazonaws.com"))
                        .operation("DeleteAutoScalingGroup", Effect.DESTROY)
                        .second(5));

        AccountEvent terminated = account.see(termination().second(30));
        assertThat(terminated.chargedAgent()).isEqualTo(KIRO);
        assertThat(terminated.cascadeRoot()).isEqualTo("root");
    }
}
