package io.fusewire.bench.fleet.cloud;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Types of resources, each with the calls that make, use, change and end one. Templates are
 * explained with {@link Template}.
 */
public enum ResourceType {
    INSTANCE(
            "ec2",
            "i",
            "instance/$id",
            create(
                    "RunInstances",
                    "{'instancesSet':{'items':[{'imageId':'ami-0c101f26f147fa7fd','minCount':1,'maxCount':1}]},'instanceType':'m6i.large','clientToken':'$uuid','tagSpecificationSet':{'items':[{'resourceType':'instance','tags':[{'key':'Name','value':'$name'}]}]}}",
                    "{'requestId':'$uuid','reservationId':'r-0f1b2c3d4e5f60718','ownerId':'$account','groupSet':{},'instancesSet':{'items':[{'instanceId':'$id','imageId':'ami-0c101f26f147fa7fd','instanceState':{'code':0,'name':'pending'},'instanceType':'m6i.large'}]}}"),
            delete(
                    "TerminateInstances",
                    "{'instancesSet':{'items':[{'instanceId':'$id'}]}}",
                    "{'requestId':'$uuid','instancesSet':{'items':[{'instanceId':'$id','currentState':{'code':32,'name':'shutting-down'},'previousState':{'code':16,'name':'running'}}]}}"),
            use(
                    "DescribeInstances",
                    "{'instancesSet':{'items':[{'instanceId':'$id'}]},'filterSet':{}}"),
            use(
                    "DescribeInstanceStatus",
                    "{'instancesSet':{'items':[{'instanceId':'$id'}]},'filterSet':{},'includeAllInstances':false}"),
            change(
                    "RebootInstances",
                    "{'instancesSet':{'items':[{'instanceId':'$id'}]}}",
                    "{'requestId':'$uuid','_return':true}"),
            change(
                    "ModifyInstanceAttribute",
                    "{'instanceId':'$id','instanceType':{'value':'m6i.xlarge'}}",
                    "{'requestId':'$uuid','_return':true}"),
            unguard(
                    "ModifyInstanceAttribute",
                    "{'instanceId':'$id','disableApiTermination':{'value':false}}",
                    "{'requestId':'$uuid','_return':true}"),
            pause(
                    "StopInstances",
                    "{'instancesSet':{'items':[{'instanceId':'$id'}]},'force':false}",
                    "{'requestId':'$uuid','instancesSet':{'items':[{'instanceId':'$id','currentState':{'code':64,'name':'stopping'},'previousState':{'code':16,'name':'running'}}]}}")),
    VOLUME(
            "ec2",
            "vol",
            "volume/$id",
            create(
                    "CreateVolume",
                    "{'zone':'$zone','size':'100','volumeType':'gp3','encrypted':true}",
                    "{'requestId':'$uuid','volumeId':'$id','size':'100','zone':'$zone','status':'creating'}"),
            delete("DeleteVolume", "{'volumeId':'$id'}", "{'requestId':'$uuid','_return':true}"),
            use("DescribeVolumes", "{'volumeSet':{'items':[{'volumeId':'$id'}]},'filterSet':{}}"),
            change(
                    "ModifyVolume",
                    "{'ModifyVolumeRequest':{'VolumeId':'$id','Size':200}}",
                    "{'ModifyVolumeResponse':{'xmlns':'http://ec2.amazonaws.com/doc/2016-11-15/','requestId':'$uuid','volumeModification':{'volumeId':'$id','modificationState':'modifying'}}}")),
    SNAPSHOT(
            "ec2",
            "snap",
            "snapshot/$id",
            create(
                    "CreateSnapshot",
                    "{'volumeId':'$in','description':'$name'}",
                    "{'requestId':'$uuid','snapshotId':'$id','volumeId':'$in','status':'pending','ownerId':'$account','volumeSize':'100'}"),
            delete(
                    "DeleteSnapshot",
                    "{'snapshotId':'$id'}",
                    "{'requestId':'$uuid','_return':true}"),
            use(
                    "DescribeSnapshots",
                    "{'snapshotSet':{'items':[{'snapshotId':'$id'}]},'filterSet':{}}")),
    IMAGE(
            "ec2",
            "ami",
            "image/$id",
            create(
                    "RegisterImage",
                    "{'name':'$name','architecture':'x86_64','rootDeviceName':'/dev/xvda'}",
                    "{'requestId':'$uuid','imageId':'$id'}"),
            delete("DeregisterImage", "{'imageId':'$id'}", "{'requestId':'$uuid','_return':true}"),
            use("DescribeImages", "{'imagesSet':{'items':[{'imageId':'$id'}]},'filterSet':{}}")),
    SECURITY_GROUP(
            "ec2",
            "sg",
            "security-group/$id",
            create(
                    "CreateSecurityGroup",
                    "{'groupName':'$name','groupDescription':'$name','vpcId':'$in'}",
                    "{'requestId':'$uuid','_return':true,'groupId':'$id'}"),
            delete(
                    "DeleteSecurityGroup",
                    "{'groupId':'$id'}",
                    "{'requestId':'$uuid','_return':true,'groupId':'$id'}"),
            use(
                    "DescribeSecurityGroups",
                    "{'securityGroupSet':{},'securityGroupIdSet':{'items':[{'groupId':'$id'}]},'filterSet':{}}"),
            change(
                    "AuthorizeSecurityGroupIngress",
                    "{'groupId':'$id','ipPermissions':{'items':[{'ipProtocol':'tcp','fromPort':443,'toPort':443,'ipRanges':{'items':[{'cidrIp':'10.0.0.0/8'}]}}]}}",
                    "{'requestId':'$uuid','_return':true}")),
    ADDRESS(
            "ec2",
            "eipalloc",
            "elastic-ip/$id",
            create(
                    "AllocateAddress",
                    "{'domain':'vpc'}",
                    "{'requestId':'$uuid','publicIp':'203.0.113.9','domain':'vpc','allocationId':'$id'}"),
            delete(
                    "ReleaseAddress",
                    "{'allocationId':'$id'}",
                    "{'requestId':'$uuid','_return':true}"),
            use(
                    "DescribeAddresses",
                    "{'publicIpsSet':{},'filterSet':{},'allocationIdsSet':{'items':[{'allocationId':'$id'}]}}")),
    NAT_GATEWAY(
            "ec2",
            "nat",
            "natgateway/$id",
            create(
                    "CreateNatGateway",
                    "{'CreateNatGatewayRequest':{'ClientToken':'$uuid','SubnetId':'$in'}}",
                    "{'CreateNatGatewayResponse':{'xmlns':'http://ec2.amazonaws.com/doc/2016-11-15/','natGateway':{'natGatewayId':'$id','state':'pending'},'requestId':'$uuid'}}"),
            delete(
                    "DeleteNatGateway",
                    "{'DeleteNatGatewayRequest':{'NatGatewayId':'$id'}}",
                    "{'DeleteNatGatewayResponse':{'xmlns':'http://ec2.amazonaws.com/doc/2016-11-15/','natGatewayId':'$id','requestId':'$uuid'}}"),
            use(
                    "DescribeNatGateways",
                    "{'DescribeNatGatewaysRequest':{'NatGatewayId':{'tag':1,'content':'$id'}}}")),
    SUBNET(
            "ec2",
            "subnet",
            "subnet/$id",
            create(
                    "CreateSubnet",
                    "{'vpcId':'$in','cidrBlock':'10.1.1.0/24'}",
                    "{'requestId':'$uuid','subnet':{'subnetId':'$id','subnetArn':'$arn','vpcId':'$in','state':'available'}}"),
            delete("DeleteSubnet", "{'subnetId':'$id'}", "{'requestId':'$uuid','_return':true}"),
            use("DescribeSubnets", "{'subnetSet':{'items':[{'subnetId':'$id'}]},'filterSet':{}}")),
    VPC(
            "ec2",
            "vpc",
            "vpc/$id",
            create(
                    "CreateVpc",
                    "{'cidrBlock':'10.1.0.0/16','instanceTenancy':'default','amazonProvidedIpv6CidrBlock':false}",
                    "{'requestId':'$uuid','vpc':{'vpcId':'$id','state':'pending'}}"),
            delete("DeleteVpc", "{'vpcId':'$id'}", "{'requestId':'$uuid','_return':true}"),
            use("DescribeVpcs", "{'vpcSet':{'items':[{'vpcId':'$id'}]},'filterSet':{}}")),
    ROUTE_TABLE(
            "ec2",
            "rtb",
            "route-table/$id",
            create(
                    "CreateRouteTable",
                    "{'vpcId':'$in'}",
                    "{'requestId':'$uuid','routeTable':{'routeTableId':'$id','vpcId':'$in'}}"),
            delete(
                    "DeleteRouteTable",
                    "{'routeTableId':'$id'}",
                    "{'requestId':'$uuid','_return':true}"),
            use(
                    "DescribeRouteTables",
                    "{'routeTableIdSet':{'items':[{'routeTableId':'$id'}]},'filterSet':{}}")),
    LAUNCH_TEMPLATE(
            "ec2",
            "lt",
            "launch-template/$id",
            create(
                    "CreateLaunchTemplate",
                    "{'CreateLaunchTemplateRequest':{'LaunchTemplateName':'$name','ClientToken':'$uuid'}}",
                    "{'CreateLaunchTemplateResponse':{'xmlns':'http://ec2.amazonaws.com/doc/2016-11-15/','launchTemplate':{'launchTemplateId':'$id','launchTemplateName':'$name'},'requestId':'$uuid'}}"),
            delete(
                    "DeleteLaunchTemplate",
                    "{'DeleteLaunchTemplateRequest':{'LaunchTemplateId':'$id'}}",
                    "{'DeleteLaunchTemplateResponse':{'xmlns':'http://ec2.amazonaws.com/doc/2016-11-15/','launchTemplate':{'launchTemplateId':'$id'},'requestId':'$uuid'}}"),
            use(
                    "DescribeLaunchTemplateVersions",
                    "{'DescribeLaunchTemplateVersionsRequest':{'LaunchTemplateId':'$id'}}")),
    FLOW_LOG(
            "ec2",
            "fl",
            "vpc-flow-log/$id",
            create(
                    "CreateFlowLogs",
                    "{'CreateFlowLogsRequest':{'ResourceType':'VPC','TrafficType':'ALL','ResourceId':{'tag':1,'content':'$in'}}}",
                    "{'CreateFlowLogsResponse':{'xmlns':'http://ec2.amazonaws.com/doc/2016-11-15/','flowLogIdSet':{'item':'$id'},'requestId':'$uuid'}}"),
            delete(
                    "DeleteFlowLogs",
                    "{'DeleteFlowLogsRequest':{'FlowLogId':{'tag':1,'content':'$id'}}}",
                    "{'DeleteFlowLogsResponse':{'xmlns':'http://ec2.amazonaws.com/doc/2016-11-15/','unsuccessful':'','requestId':'$uuid'}}"),
            use(
                    "DescribeFlowLogs",
                    "{'DescribeFlowLogsRequest':{'FlowLogId':{'tag':1,'content':'$id'}}}")),
    SCALING_GROUP(
            "autoscaling",
            "",
            "autoScalingGroup:0d2c3f6a-51b8-4c2e-9a57-6f0e1d2c3b4a:autoScalingGroupName/$name",
            create(
                    "CreateAutoScalingGroup",
                    "{'autoScalingGroupName':'$name','minSize':1,'maxSize':6,'desiredCapacity':2,'healthCheckType':'ELB'}"),
            delete("DeleteAutoScalingGroup", "{'autoScalingGroupName':'$name','forceDelete':true}"),
            use("DescribeAutoScalingGroups", "{'autoScalingGroupNames':['$name']}"),
            change("UpdateAutoScalingGroup", "{'autoScalingGroupName':'$name','maxSize':8}"),
            pause(
                    "UpdateAutoScalingGroup",
                    "{'autoScalingGroupName':'$name','minSize':0,'maxSize':0,'desiredCapacity':0}")),
    LOAD_BALANCER(
            "elasticloadbalancing",
            "lb",
            "loadbalancer/app/$name/$id",
            create(
                    "CreateLoadBalancer",
                    "{'name':'$name','type':'application','scheme':'internal'}",
                    "{'loadBalancers':[{'loadBalancerArn':'$arn','loadBalancerName':'$name','type':'application','state':{'code':'provisioning'}}]}"),
            delete("DeleteLoadBalancer", "{'loadBalancerArn':'$arn'}"),
            use("DescribeLoadBalancers", "{'loadBalancerArns':['$arn'],'pageSize':1}"),
            use("DescribeLoadBalancerAttributes", "{'loadBalancerArn':'$arn'}"),
            change(
                    "ModifyLoadBalancerAttributes",
                    "{'attributes':[{'value':'120','key':'idle_timeout.timeout_seconds'}],'loadBalancerArn':'$arn'}",
                    "{'attributes':[{'value':'120','key':'idle_timeout.timeout_seconds'}]}"),
            unguard(
                    "ModifyLoadBalancerAttributes",
                    "{'attributes':[{'value':'false','key':'deletion_protection.enabled'}],'loadBalancerArn':'$arn'}",
                    "{'attributes':[{'value':'false','key':'deletion_protection.enabled'}]}")),
    LISTENER(
            "elasticloadbalancing",
            "lb",
            "listener/app/$name/$id/f2f7dc8efc522ab2",
            create(
                    "CreateListener",
                    "{'loadBalancerArn':'$inArn','port':443,'protocol':'HTTPS'}",
                    "{'listeners':[{'listenerArn':'$arn','loadBalancerArn':'$inArn','port':443,'protocol':'HTTPS'}]}"),
            delete("DeleteListener", "{'listenerArn':'$arn'}"),
            use("DescribeListeners", "{'listenerArns':['$arn']}"),
            change(
                    "ModifyListener",
                    "{'listenerArn':'$arn','sslPolicy':'ELBSecurityPolicy-TLS13-1-2-2021-06'}",
                    "{'listeners':[{'listenerArn':'$arn','port':443}]}")),
    TARGET_GROUP(
            "elasticloadbalancing",
            "lb",
            "targetgroup/$name/$id",
            create(
                    "CreateTargetGroup",
                    "{'name':'$name','port':8080,'protocol':'HTTP','vpcId':'vpc-0b1c2d3e4f5a60718','targetType':'ip'}",
                    "{'targetGroups':[{'targetGroupArn':'$arn','targetGroupName':'$name','port':8080}]}"),
            delete("DeleteTargetGroup", "{'targetGroupArn':'$arn'}"),
            use("DescribeTargetHealth", "{'targetGroupArn':'$arn'}"),
            change(
                    "RegisterTargets",
                    "{'targetGroupArn':'$arn','targets':[{'id':'10.0.31.7','port':8080}]}")),
    CLUSTER(
            "ecs",
            "",
            "cluster/$name",
            create(
                    "CreateCluster",
                    "{'clusterName':'$name'}",
                    "{'cluster':{'clusterArn':'$arn','clusterName':'$name','status':'ACTIVE'}}"),
            delete(
                    "DeleteCluster",
                    "{'cluster':'$name'}",
                    "{'cluster':{'clusterArn':'$arn','status':'INACTIVE'}}"),
            use("DescribeClusters", "{'clusters':['$name']}")),
    ECS_SERVICE(
            "ecs",
            "",
            "service/$in/$name",
            create(
                    "CreateService",
                    "{'cluster':'$in','serviceName':'$name','taskDefinition':'$name','desiredCount':3,'launchType':'FARGATE'}",
                    "{'service':{'serviceArn':'$arn','serviceName':'$name','clusterArn':'$inArn','status':'ACTIVE'}}"),
            delete(
                    "DeleteService",
                    "{'cluster':'$in','service':'$name','force':true}",
                    "{'service':{'serviceArn':'$arn','serviceName':'$name','clusterArn':'$inArn','status':'DRAINING'}}"),
            use("DescribeServices", "{'cluster':'$in','services':['$name']}"),
            use("ListTasks", "{'cluster':'$in','serviceName':'$name'}"),
            change(
                    "UpdateService",
                    "{'cluster':'$in','service':'$name','forceNewDeployment':true}",
                    "{'service':{'serviceArn':'$arn','serviceName':'$name','status':'ACTIVE'}}"),
            pause(
                    "UpdateService",
                    "{'cluster':'$in','service':'$name','desiredCount':0}",
                    "{'service':{'serviceArn':'$arn','serviceName':'$name','desiredCount':0}}")),
    TASK_DEFINITION(
            "ecs",
            "task",
            "task-definition/$id",
            create(
                    "RegisterTaskDefinition",
                    "{'family':'$name','cpu':'512','memory':'1024','requiresCompatibilities':['FARGATE'],'containerDefinitions':[{'name':'app','image':'app:1'}]}",
                    "{'taskDefinition':{'taskDefinitionArn':'$arn','family':'$name','status':'ACTIVE'}}"),
            delete(
                    "DeregisterTaskDefinition",
                    "{'taskDefinition':'$id'}",
                    "{'taskDefinition':{'taskDefinitionArn':'$arn','status':'INACTIVE'}}"),
            use("DescribeTaskDefinition", "{'taskDefinition':'$id'}")),
    DATABASE(
            "rds",
            "",
            "db:$name",
            create(
                    "CreateDBInstance",
                    "{'dBInstanceIdentifier':'$name','allocatedStorage':100,'dBInstanceClass':'db.m6g.large','engine':'postgres','masterUsername':'app','masterUserPassword':'****'}",
                    "{'dBInstanceIdentifier':'$name','dBInstanceArn':'$arn','dBInstanceStatus':'creating','engine':'postgres'}"),
            delete(
                    "DeleteDBInstance",
                    "{'dBInstanceIdentifier':'$name','skipFinalSnapshot':true,'deleteAutomatedBackups':true}",
                    "{'dBInstanceIdentifier':'$name','dBInstanceArn':'$arn','dBInstanceStatus':'deleting'}"),
            use("DescribeDBInstances", "{'dBInstanceIdentifier':'$name'}"),
            use("DescribeDBLogFiles", "{'dBInstanceIdentifier':'$name'}"),
            change(
                    "ModifyDBInstance",
                    "{'dBInstanceIdentifier':'$name','allocatedStorage':200,'applyImmediately':true,'allowMajorVersionUpgrade':false}",
                    "{'dBInstanceIdentifier':'$name','dBInstanceArn':'$arn','dBInstanceStatus':'available'}"),
            unguard(
                    "ModifyDBInstance",
                    "{'dBInstanceIdentifier':'$name','deletionProtection':false,'applyImmediately':true,'allowMajorVersionUpgrade':false}",
                    "{'dBInstanceIdentifier':'$name','dBInstanceArn':'$arn','deletionProtection':false}"),
            pause(
                    "StopDBInstance",
                    "{'dBInstanceIdentifier':'$name'}",
                    "{'dBInstanceIdentifier':'$name','dBInstanceArn':'$arn','dBInstanceStatus':'stopping'}")),
    DATABASE_CLUSTER(
            "rds",
            "",
            "cluster:$name",
            create(
                    "CreateDBCluster",
                    "{'dBClusterIdentifier':'$name','engine':'aurora-postgresql','masterUsername':'app','masterUserPassword':'****'}",
                    "{'dBClusterIdentifier':'$name','dBClusterArn':'$arn','status':'creating'}"),
            delete(
                    "DeleteDBCluster",
                    "{'dBClusterIdentifier':'$name','skipFinalSnapshot':true}",
                    "{'dBClusterIdentifier':'$name','dBClusterArn':'$arn','status':'deleting'}"),
            use("DescribeDBClusters", "{'dBClusterIdentifier':'$name','includeShared':false}"),
            change(
                    "ModifyDBCluster",
                    "{'dBClusterIdentifier':'$name','backupRetentionPeriod':14,'applyImmediately':true,'allowMajorVersionUpgrade':false}",
                    "{'dBClusterIdentifier':'$name','dBClusterArn':'$arn','status':'available'}"),
            unguard(
                    "ModifyDBCluster",
                    "{'dBClusterIdentifier':'$name','deletionProtection':false,'applyImmediately':true,'allowMajorVersionUpgrade':false}",
                    "{'dBClusterIdentifier':'$name','dBClusterArn':'$arn','deletionProtection':false}")),
    DATABASE_SNAPSHOT(
            "rds",
            "",
            "snapshot:$name",
            create(
                    "CreateDBSnapshot",
                    "{'dBSnapshotIdentifier':'$name','dBInstanceIdentifier':'$in'}",
                    "{'dBSnapshotIdentifier':'$name','dBSnapshotArn':'$arn','dBInstanceIdentifier':'$in','status':'creating'}"),
            delete(
                    "DeleteDBSnapshot",
                    "{'dBSnapshotIdentifier':'$name'}",
                    "{'dBSnapshotIdentifier':'$name','dBSnapshotArn':'$arn','status':'deleted'}"),
            use(
                    "DescribeDBSnapshots",
                    "{'dBSnapshotIdentifier':'$name','includeShared':false,'includePublic':false}")),
    TABLE(
            "dynamodb",
            "",
            "table/$name",
            create(
                    "CreateTable",
                    "{'tableName':'$name','attributeDefinitions':[{'attributeName':'id','attributeType':'S'}],'keySchema':[{'attributeName':'id','keyType':'HASH'}],'billingMode':'PAY_PER_REQUEST'}",
                    "{'tableDescription':{'tableName':'$name','tableArn':'$arn','tableStatus':'CREATING'}}",
                    "[{'accountId':'$account','type':'AWS::DynamoDB::Table','ARN':'$arn'}]"),
            delete(
                    "DeleteTable",
                    "{'tableName':'$name'}",
                    "{'tableDescription':{'tableName':'$name','tableArn':'$arn','tableStatus':'DELETING'}}",
                    "[{'accountId':'$account','type':'AWS::DynamoDB::Table','ARN':'$arn'}]"),
            use(
                    "DescribeTable",
                    "{'tableName':'$name'}",
                    "[{'accountId':'$account','type':'AWS::DynamoDB::Table','ARN':'$arn'}]"),
            change(
                    "UpdateTable",
                    "{'tableName':'$name','billingMode':'PAY_PER_REQUEST'}",
                    "{'tableDescription':{'tableName':'$name','tableArn':'$arn','tableStatus':'UPDATING'}}",
                    "[{'accountId':'$account','type':'AWS::DynamoDB::Table','ARN':'$arn'}]"),
            unguard(
                    "UpdateTable",
                    "{'tableName':'$name','deletionProtectionEnabled':false}",
                    "{'tableDescription':{'tableName':'$name','tableArn':'$arn','deletionProtectionEnabled':false}}",
                    "[{'accountId':'$account','type':'AWS::DynamoDB::Table','ARN':'$arn'}]")),
    BUCKET(
            "s3",
            "bucket",
            "=arn:$partition:s3:::$id",
            create(
                    "CreateBucket",
                    "{'bucketName':'$id','Host':'$id.s3.$region.$domain','CreateBucketConfiguration':{'LocationConstraint':'$region'}}",
                    "",
                    "[{'accountId':'$account','type':'AWS::S3::Bucket','ARN':'$arn'}]"),
            delete(
                    "DeleteBucket",
                    "{'bucketName':'$id','Host':'$id.s3.$region.$domain'}",
                    "",
                    "[{'accountId':'$account','type':'AWS::S3::Bucket','ARN':'$arn'}]"),
            use(
                    "GetBucketLocation",
                    "{'bucketName':'$id','Host':'$id.s3.$region.$domain','location':''}",
                    "[{'accountId':'$account','type':'AWS::S3::Bucket','ARN':'$arn'}]"),
            use(
                    "GetBucketEncryption",
                    "{'bucketName':'$id','Host':'$id.s3.$region.$domain','encryption':''}",
                    "[{'accountId':'$account','type':'AWS::S3::Bucket','ARN':'$arn'}]"),
            change(
                    "PutBucketTagging",
                    "{'bucketName':'$id','Host':'$id.s3.$region.$domain','tagging':'','Tagging':{'TagSet':{'Tag':{'Key':'team','Value':'core'}}}}",
                    "",
                    "[{'accountId':'$account','type':'AWS::S3::Bucket','ARN':'$arn'}]"),
            unguard(
                    "PutBucketVersioning",
                    "{'bucketName':'$id','Host':'$id.s3.$region.$domain','versioning':'','VersioningConfiguration':{'Status':'Suspended','xmlns':'http://s3.amazonaws.com/doc/2006-03-01/'}}",
                    "",
                    "[{'accountId':'$account','type':'AWS::S3::Bucket','ARN':'$arn'}]")),
    OBJECT(
            "s3",
            "key",
            "=arn:$partition:s3:::$in/$id",
            create(
                    "PutObject",
                    "{'bucketName':'$in','Host':'$in.s3.$region.$domain','key':'$id'}",
                    "{'x-amz-server-side-encryption':'AES256'}",
                    "[{'type':'AWS::S3::Object','ARN':'$arn'},{'accountId':'$account','type':'AWS::S3::Bucket','ARN':'$inArn'}]"),
            delete(
                    "DeleteObject",
                    "{'bucketName':'$in','Host':'$in.s3.$region.$domain','key':'$id'}",
                    "",
                    "[{'type':'AWS::S3::Object','ARN':'$arn'},{'accountId':'$account','type':'AWS::S3::Bucket','ARN':'$inArn'}]"),
            use(
                    "HeadObject",
                    "{'bucketName':'$in','Host':'$in.s3.$region.$domain','key':'$id'}",
                    "[{'type':'AWS::S3::Object','ARN':'$arn'},{'accountId':'$account','type':'AWS::S3::Bucket','ARN':'$inArn'}]")),
    CACHE(
            "elasticache",
            "",
            "cluster:$name",
            create(
                    "CreateCacheCluster",
                    "{'cacheClusterId':'$name','engine':'redis','cacheNodeType':'cache.t4g.small','numCacheNodes':1}",
                    "{'cacheClusterId':'$name','aRN':'$arn','cacheClusterStatus':'creating','engine':'redis'}"),
            delete(
                    "DeleteCacheCluster",
                    "{'cacheClusterId':'$name'}",
                    "{'cacheClusterId':'$name','aRN':'$arn','cacheClusterStatus':'deleting'}"),
            use("DescribeCacheClusters", "{'cacheClusterId':'$name','showCacheNodeInfo':true}"),
            change(
                    "ModifyCacheCluster",
                    "{'cacheClusterId':'$name','snapshotRetentionLimit':3,'applyImmediately':true}",
                    "{'cacheClusterId':'$name','aRN':'$arn','cacheClusterStatus':'modifying'}")),
    SEARCH_DOMAIN(
            "es",
            "",
            "domain/$name",
            create(
                    "CreateDomain",
                    "{'domainName':'$name','engineVersion':'OpenSearch_2.13'}",
                    "{'domainStatus':{'domainId':'$account/$name','domainName':'$name','aRN':'$arn','created':true}}"),
            delete(
                    "DeleteDomain",
                    "{'domainName':'$name'}",
                    "{'domainStatus':{'domainId':'$account/$name','domainName':'$name','aRN':'$arn','deleted':true}}"),
            use("DescribeDomain", "{'domainName':'$name'}"),
            change(
                    "UpdateDomainConfig",
                    "{'domainName':'$name','clusterConfig':{'instanceCount':3}}",
                    "{'domainConfig':{}}")),
    FILE_SYSTEM(
            "elasticfilesystem",
            "fs",
            "file-system/$id",
            create(
                    "CreateFileSystem",
                    "{'creationToken':'$name','encrypted':true,'performanceMode':'generalPurpose'}",
                    "{'fileSystemId':'$id','fileSystemArn':'$arn','creationToken':'$name','lifeCycleState':'creating'}"),
            delete("DeleteFileSystem", "{'fileSystemId':'$id'}"),
            use("DescribeFileSystems", "{'fileSystemId':'$id'}"),
            change(
                    "UpdateFileSystem",
                    "{'fileSystemId':'$id','throughputMode':'elastic'}",
                    "{'fileSystemId':'$id','lifeCycleState':'updating'}")),
    STREAM(
            "kinesis",
            "",
            "stream/$name",
            create("CreateStream", "{'streamName':'$name','shardCount':2}"),
            delete("DeleteStream", "{'streamName':'$name','enforceConsumerDeletion':true}"),
            use("DescribeStreamSummary", "{'streamName':'$name'}"),
            change(
                    "UpdateShardCount",
                    "{'streamName':'$name','targetShardCount':4,'scalingType':'UNIFORM_SCALING'}",
                    "{'streamName':'$name','currentShardCount':2,'targetShardCount':4}")),
    FUNCTION(
            "lambda",
            "",
            "function:$name",
            create(
                    "CreateFunction20150331",
                    "{'functionName':'$name','runtime':'python3.13','handler':'app.handler','role':'arn:$partition:iam::$account:role/lambda-basic','code':{},'publish':false}",
                    "{'functionName':'$name','functionArn':'$arn','runtime':'python3.13','state':'Pending'}"),
            delete("DeleteFunction20150331", "{'functionName':'$name'}"),
            use("GetFunction20150331v2", "{'functionName':'$name'}"),
            use("GetFunctionConfiguration20150331v2", "{'functionName':'$name'}"),
            change(
                    "UpdateFunctionCode20150331v2",
                    "{'functionName':'$name','publish':true,'dryRun':false}",
                    "{'functionName':'$name','functionArn':'$arn','version':'14'}"),
            change(
                    "UpdateFunctionConfiguration20150331v2",
                    "{'functionName':'$name','memorySize':512,'timeout':30}",
                    "{'functionName':'$name','functionArn':'$arn'}"),
            pause(
                    "PutFunctionConcurrency20171031",
                    "{'functionName':'$name','reservedConcurrentExecutions':0}",
                    "{'reservedConcurrentExecutions':0}")),
    LOG_GROUP(
            "logs",
            "",
            "log-group:$name",
            create("CreateLogGroup", "{'logGroupName':'$name'}"),
            delete("DeleteLogGroup", "{'logGroupName':'$name'}"),
            use(
                    "DescribeLogStreams",
                    "{'logGroupName':'$name','orderBy':'LastEventTime','descending':true,'limit':50}"),
            change("PutRetentionPolicy", "{'logGroupName':'$name','retentionInDays':90}")),
    LOG_STREAM(
            "logs",
            "hexname",
            "log-group:$in:log-stream:$name",
            create("CreateLogStream", "{'logGroupName':'$in','logStreamName':'$name'}"),
            delete("DeleteLogStream", "{'logGroupName':'$in','logStreamName':'$name'}"),
            use(
                    "GetLogEvents",
                    "{'logGroupName':'$in','logStreamName':'$name','limit':100,'startFromHead':true}")),
    QUEUE(
            "sqs",
            "",
            "$name",
            create(
                    "CreateQueue",
                    "{'queueName':'$name','attributes':{'VisibilityTimeout':'60'}}",
                    "{'queueUrl':'https://sqs.$region.$domain/$account/$name'}"),
            delete("DeleteQueue", "{'queueUrl':'https://sqs.$region.$domain/$account/$name'}"),
            use(
                    "GetQueueAttributes",
                    "{'queueUrl':'https://sqs.$region.$domain/$account/$name','attributeNames':['All']}"),
            change(
                    "SetQueueAttributes",
                    "{'queueUrl':'https://sqs.$region.$domain/$account/$name','attributes':{'VisibilityTimeout':'120'}}")),
    TOPIC(
            "sns",
            "",
            "$name",
            create("CreateTopic", "{'name':'$name'}", "{'topicArn':'$arn'}"),
            delete("DeleteTopic", "{'topicArn':'$arn'}"),
            use("GetTopicAttributes", "{'topicArn':'$arn'}"),
            change(
                    "SetTopicAttributes",
                    "{'topicArn':'$arn','attributeName':'DisplayName','attributeValue':'$name'}")),
    RULE(
            "events",
            "",
            "rule/$name",
            create(
                    "PutRule",
                    "{'name':'$name','scheduleExpression':'rate(1 hour)','state':'ENABLED'}",
                    "{'ruleArn':'$arn'}"),
            delete("DeleteRule", "{'name':'$name'}"),
            use("DescribeRule", "{'name':'$name'}"),
            pause("DisableRule", "{'name':'$name'}")),
    ALARM(
            "monitoring",
            "",
            "alarm:$name",
            create(
                    "PutMetricAlarm",
                    "{'alarmName':'$name','namespace':'AWS/ApplicationELB','metricName':'HTTPCode_Target_5XX_Count','threshold':10.0,'comparisonOperator':'GreaterThanThreshold','evaluationPeriods':3,'period':60,'statistic':'Sum'}"),
            delete("DeleteAlarms", "{'alarmNames':['$name']}"),
            use("DescribeAlarms", "{'alarmNames':['$name']}")),
    STATE_MACHINE(
            "states",
            "",
            "stateMachine:$name",
            create(
                    "CreateStateMachine",
                    "{'name':'$name','type':'STANDARD','roleArn':'arn:$partition:iam::$account:role/states-basic','definition':'HIDDEN_DUE_TO_SECURITY_REASONS'}",
                    "{'stateMachineArn':'$arn','creationDate':'Jan 5, 2026, 9:00:00 AM'}"),
            delete("DeleteStateMachine", "{'stateMachineArn':'$arn'}"),
            use("DescribeStateMachine", "{'stateMachineArn':'$arn'}"),
            change(
                    "UpdateStateMachine",
                    "{'stateMachineArn':'$arn','definition':'HIDDEN_DUE_TO_SECURITY_REASONS'}",
                    "{'updateDate':'Jan 5, 2026, 9:00:00 AM'}")),
    SECRET(
            "secretsmanager",
            "secret",
            "secret:$id",
            create(
                    "CreateSecret",
                    "{'name':'$name','clientRequestToken':'$uuid'}",
                    "{'arn':'$arn','name':'$name','versionId':'$uuid'}"),
            delete(
                    "DeleteSecret",
                    "{'secretId':'$arn','forceDeleteWithoutRecovery':true}",
                    "{'arn':'$arn','name':'$name'}"),
            use("GetSecretValue", "{'secretId':'$arn'}"),
            use("DescribeSecret", "{'secretId':'$arn'}"),
            change(
                    "RotateSecret",
                    "{'secretId':'$arn','clientRequestToken':'$uuid'}",
                    "{'arn':'$arn','name':'$name','versionId':'$uuid'}")),
    KEY(
            "kms",
            "uuid",
            "key/$id",
            create(
                    "CreateKey",
                    "{'description':'$name','keyUsage':'ENCRYPT_DECRYPT','keySpec':'SYMMETRIC_DEFAULT','bypassPolicyLockoutSafetyCheck':false,'origin':'AWS_KMS'}",
                    "{'keyMetadata':{'aWSAccountId':'$account','keyId':'$id','arn':'$arn','enabled':true,'keyState':'Enabled'}}",
                    "[{'accountId':'$account','type':'AWS::KMS::Key','ARN':'$arn'}]"),
            delete(
                    "ScheduleKeyDeletion",
                    "{'keyId':'$id','pendingWindowInDays':7}",
                    "{'keyId':'$arn','keyState':'PendingDeletion','pendingWindowInDays':7}",
                    "[{'accountId':'$account','type':'AWS::KMS::Key','ARN':'$arn'}]"),
            use(
                    "DescribeKey",
                    "{'keyId':'$arn'}",
                    "[{'accountId':'$account','type':'AWS::KMS::Key','ARN':'$arn'}]"),
            use(
                    "Decrypt",
                    "{'encryptionAlgorithm':'SYMMETRIC_DEFAULT','encryptionContext':{'aws:s3:arn':'arn:$partition:s3:::$name'},'keyId':'$arn'}",
                    "[{'accountId':'$account','type':'AWS::KMS::Key','ARN':'$arn'}]"),
            change(
                    "EnableKeyRotation",
                    "{'keyId':'$id'}",
                    "",
                    "[{'accountId':'$account','type':'AWS::KMS::Key','ARN':'$arn'}]"),
            pause(
                    "DisableKey",
                    "{'keyId':'$id'}",
                    "",
                    "[{'accountId':'$account','type':'AWS::KMS::Key','ARN':'$arn'}]")),
    ROLE(
            "iam",
            "",
            "=arn:$partition:iam::$account:role/$name",
            create(
                    "CreateRole",
                    "{'roleName':'$name','assumeRolePolicyDocument':'{\\'Version\\':\\'2012-10-17\\'}'}",
                    "{'role':{'roleName':'$name','roleId':'AROAEXAMPLE','arn':'$arn','path':'/'}}"),
            delete("DeleteRole", "{'roleName':'$name'}"),
            use("GetRole", "{'roleName':'$name'}"),
            change(
                    "AttachRolePolicy",
                    "{'roleName':'$name','policyArn':'arn:$partition:iam::aws:policy/ReadOnlyAccess'}"),
            pause(
                    "DetachRolePolicy",
                    "{'roleName':'$name','policyArn':'arn:$partition:iam::aws:policy/ReadOnlyAccess'}")),
    USER(
            "iam",
            "",
            "=arn:$partition:iam::$account:user/$name",
            create(
                    "CreateUser",
                    "{'userName':'$name'}",
                    "{'user':{'userName':'$name','userId':'AIDAEXAMPLE','arn':'$arn','path':'/'}}"),
            delete("DeleteUser", "{'userName':'$name'}"),
            use("GetUser", "{'userName':'$name'}"),
            change(
                    "UpdateAccessKey",
                    "{'userName':'$name','status':'Inactive','accessKeyId':'AKIAIOSFODNN7EXAMPLE'}"),
            pause("DeleteLoginProfile", "{'userName':'$name'}")),
    POLICY(
            "iam",
            "",
            "=arn:$partition:iam::$account:policy/$name",
            create(
                    "CreatePolicy",
                    "{'policyName':'$name','policyDocument':'{}'}",
                    "{'policy':{'policyName':'$name','policyId':'ANPAEXAMPLE','arn':'$arn','path':'/','defaultVersionId':'v1'}}"),
            delete("DeletePolicy", "{'policyArn':'$arn'}"),
            use("GetPolicy", "{'policyArn':'$arn'}")),
    PARAMETER(
            "ssm",
            "",
            "parameter/$name",
            create(
                    "PutParameter",
                    "{'name':'$name','type':'SecureString','value':'HIDDEN_DUE_TO_SECURITY_REASONS','overwrite':false}",
                    "{'version':1,'tier':'Standard'}"),
            delete("DeleteParameter", "{'name':'$name'}"),
            use("GetParameter", "{'name':'$name','withDecryption':true}")),
    STACK(
            "cloudformation",
            "",
            "stack/$name/8f1c2a30-0a1b-11f0-9c2d-0a58a9feac02",
            create(
                    "CreateStack",
                    "{'stackName':'$name','capabilities':['CAPABILITY_NAMED_IAM'],'clientRequestToken':'$uuid'}",
                    "{'stackId':'$arn'}"),
            delete("DeleteStack", "{'stackName':'$name'}"),
            use("DescribeStacks", "{'stackName':'$name'}"),
            use("DescribeStackEvents", "{'stackName':'$name'}"),
            change(
                    "UpdateStack",
                    "{'stackName':'$name','usePreviousTemplate':false,'capabilities':['CAPABILITY_NAMED_IAM']}",
                    "{'stackId':'$arn'}"),
            unguard(
                    "UpdateTerminationProtection",
                    "{'stackName':'$name','enableTerminationProtection':false}",
                    "{'stackId':'$arn'}")),
    BACKUP_VAULT(
            "backup",
            "",
            "backup-vault:$name",
            create(
                    "CreateBackupVault",
                    "{'backupVaultName':'$name'}",
                    "{'backupVaultName':'$name','backupVaultArn':'$arn'}"),
            delete("DeleteBackupVault", "{'backupVaultName':'$name'}"),
            use("DescribeBackupVault", "{'backupVaultName':'$name'}"),
            unguard("DeleteBackupVaultLockConfiguration", "{'backupVaultName':'$name'}")),
    RECOVERY_POINT(
            "backup",
            "uuid",
            "recovery-point:$id",
            create(
                    "StartBackupJob",
                    "{'backupVaultName':'$in','resourceArn':'arn:$partition:rds:$region:$account:db:$name','iamRoleArn':'arn:$partition:iam::$account:role/backup-default'}",
                    "{'backupJobId':'$uuid','recoveryPointArn':'$arn'}"),
            delete("DeleteRecoveryPoint", "{'backupVaultName':'$in','recoveryPointArn':'$arn'}"),
            use("DescribeRecoveryPoint", "{'backupVaultName':'$in','recoveryPointArn':'$arn'}")),
    REPOSITORY(
            "ecr",
            "",
            "repository/$name",
            create(
                    "CreateRepository",
                    "{'repositoryName':'$name','imageTagMutability':'MUTABLE'}",
                    "{'repository':{'repositoryArn':'$arn','registryId':'$account','repositoryName':'$name'}}"),
            delete(
                    "DeleteRepository",
                    "{'repositoryName':'$name','force':true}",
                    "{'repository':{'repositoryArn':'$arn','repositoryName':'$name'}}"),
            use("DescribeImages", "{'repositoryName':'$name'}"),
            change(
                    "PutImage",
                    "{'registryId':'$account','repositoryName':'$name','imageTag':'build'}",
                    "{'image':{'registryId':'$account','repositoryName':'$name','imageId':{'imageTag':'build'}}}")),
    CATALOG_TABLE(
            "glue",
            "",
            "table/$in/$name",
            create(
                    "CreateTable",
                    "{'databaseName':'$in','tableInput':{'name':'$name','tableType':'EXTERNAL_TABLE'}}"),
            delete("DeleteTable", "{'databaseName':'$in','name':'$name'}"),
            use("GetTable", "{'databaseName':'$in','name':'$name'}"),
            change(
                    "UpdateTable",
                    "{'databaseName':'$in','tableInput':{'name':'$name','tableType':'EXTERNAL_TABLE'}}")),
    CATALOG_DATABASE(
            "glue",
            "",
            "database/$name",
            create("CreateDatabase", "{'databaseInput':{'name':'$name'}}"),
            delete("DeleteDatabase", "{'name':'$name'}"),
            use("GetDatabase", "{'name':'$name'}")),
    JOB_FLOW(
            "elasticmapreduce",
            "jobflow",
            "cluster/$id",
            create(
                    "RunJobFlow",
                    "{'name':'$name','releaseLabel':'emr-7.1.0','instances':{'keepJobFlowAliveWhenNoSteps':true}}",
                    "{'jobFlowId':'$id','clusterArn':'$arn'}"),
            delete("TerminateJobFlows", "{'jobFlowIds':['$id']}"),
            use("DescribeCluster", "{'clusterId':'$id'}")),
    TRAIL(
            "cloudtrail",
            "",
            "trail/$name",
            create(
                    "CreateTrail",
                    "{'name':'$name','s3BucketName':'$name-archive','isMultiRegionTrail':true}",
                    "{'name':'$name','trailARN':'$arn','s3BucketName':'$name-archive'}"),
            delete("DeleteTrail", "{'name':'$arn'}"),
            use("GetTrailStatus", "{'name':'$arn'}"),
            pause("StopLogging", "{'name':'$arn'}")),
    DETECTOR(
            "guardduty",
            "hex32",
            "detector/$id",
            create(
                    "CreateDetector",
                    "{'enable':true,'findingPublishingFrequency':'FIFTEEN_MINUTES'}",
                    "{'detectorId':'$id'}"),
            delete("DeleteDetector", "{'detectorId':'$id'}"),
            use("GetDetector", "{'detectorId':'$id'}"),
            pause("UpdateDetector", "{'detectorId':'$id','enable':false}"));

    /** What a call does to a resource. */
    public enum Verb {
        CREATE,
        DELETE,
        /** Looks at it or uses it. */
        USE,
        CHANGE,
        /** Takes a protection away. */
        UNGUARD,
        /** Stops it, scales it to nothing or cuts it off. */
        PAUSE
    }

    private record Spec(
            Verb verb, String name, String request, String response, String resources) {}

    private final String service;
    private final String idForm;
    private final Template arn;
    private final boolean wholeArn;
    private final Map<Verb, List<Operation>> operations = new EnumMap<>(Verb.class);

    ResourceType(String service, String idForm, String arn, Spec... specs) {
        this.service = service;
        this.idForm = idForm;
        this.wholeArn = arn.startsWith("=");
        this.arn = new Template(wholeArn ? arn.substring(1) : arn);
        for (Spec spec : specs) {
            operations
                    .computeIfAbsent(spec.verb, key -> new ArrayList<>())
                    .add(
                            new Operation(
                                    service,
                                    spec.name,
                                    spec.verb == Verb.USE,
                                    spec.request,
                                    spec.response,
                                    spec.resources));
        }
    }

    private static Spec create(String name, String request) {
        return create(name, request, "", "");
    }

    private static Spec create(String name, String request, String response) {
        return create(name, request, response, "");
    }

    private static Spec create(String name, String request, String response, String resources) {
        return new Spec(Verb.CREATE, name, request, response, resources);
    }

    private static Spec delete(String name, String request) {
        return delete(name, request, "", "");
    }

    private static Spec delete(String name, String request, String response) {
        return delete(name, request, response, "");
    }

    private static Spec delete(String name, String request, String response, String resources) {
        return new Spec(Verb.DELETE, name, request, response, resources);
    }

    private static Spec use(String name, String request) {
        return use(name, request, "");
    }

    private static Spec use(String name, String request, String resources) {
        return new Spec(Verb.USE, name, request, "", resources);
    }

    private static Spec change(String name, String request) {
        return change(name, request, "", "");
    }

    private static Spec change(String name, String request, String response) {
        return change(name, request, response, "");
    }

    private static Spec change(String name, String request, String response, String resources) {
        return new Spec(Verb.CHANGE, name, request, response, resources);
    }

    private static Spec unguard(String name, String request) {
        return unguard(name, request, "", "");
    }

    private static Spec unguard(String name, String request, String response) {
        return unguard(name, request, response, "");
    }

    private static Spec unguard(String name, String request, String response, String resources) {
        return new Spec(Verb.UNGUARD, name, request, response, resources);
    }

    private static Spec pause(String name, String request) {
        return pause(name, request, "", "");
    }

    private static Spec pause(String name, String request, String response) {
        return pause(name, request, response, "");
    }

    private static Spec pause(String name, String request, String response, String resources) {
        return new Spec(Verb.PAUSE, name, request, response, resources);
    }

    public String service() {
        return service;
    }

    public boolean has(Verb verb) {
        return operations.containsKey(verb);
    }

    /**
     * A call about a resource; one of several that do the same.
     *
     * @throws IllegalArgumentException if the type has no such call
     */
    public Call call(Verb verb, Resource resource, Dice dice) {
        List<Operation> choices = operations.get(verb);
        if (choices == null) {
            throw new IllegalArgumentException(
                    "a call must be one that the type has, but " + this + " has no " + verb);
        }
        return dice.pick(choices).on(resource, dice);
    }

    /** An id as the service draws or takes it. */
    public String newId(String name, Dice dice) {
        return switch (idForm) {
            case "", "key", "bucket", "hexname" -> name;
            case "lb" -> dice.hex(16);
            case "task" -> name + ":" + dice.between(1, 400);
            case "uuid" -> dice.uuid();
            case "hex32" -> dice.hex(32);
            case "secret" -> name + "-" + dice.alphanumeric(6);
            case "jobflow" -> "j-" + dice.digits(3) + dice.base32(10);
            default -> idForm + "-0" + dice.hex(16);
        };
    }

    String arnOf(Resource resource) {
        String rest = arn.of(resource, new Dice(0));
        return wholeArn ? rest : resource.account().arn(service, rest);
    }
}
