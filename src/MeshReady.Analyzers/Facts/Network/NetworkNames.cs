using static MeshReady.Analyzers.Facts.NameShapes;

namespace MeshReady.Analyzers.Facts.Network;

/// <summary>What a call edits under the cluster.</summary>
internal enum NetworkPart
{
    /// <summary>Ports, floating addresses, routers and networks of Neutron.</summary>
    Neutron,

    /// <summary>Security groups, of Neutron or of a VPC.</summary>
    SecurityGroups,

    /// <summary>Load balancers of Octavia.</summary>
    Octavia,

    /// <summary>Network interfaces, addresses and routes of a VPC.</summary>
    Vpc,

    /// <summary>Load balancers of AWS.</summary>
    LoadBalancers,

    /// <summary>Machines and groups of machines.</summary>
    Nodes,

    /// <summary>Records of DNS.</summary>
    Names,
}

/// <summary>Names at which code may edit its own network or nodes, or hold keys of a cloud account.</summary>
internal static class NetworkNames
{
    /// <summary>Methods of cloud SDKs, without <c>Async</c>, with the namespace that declares them.</summary>
    public static readonly ILookup<string, (string Space, NetworkPart Part)> Methods = Table().ToLookup(static row => row.Method, static row => (row.Space, row.Part));

    /// <summary>Types whose constructor takes the keys of an account.</summary>
    public static readonly string[] KeyHolders =
    [
        "BasicAWSCredentials", "SessionAWSCredentials", "ImmutableCredentials", "ClientSecretCredential",
        .. new[]
        {
            "S3", "SQS", "SimpleNotificationService", "DynamoDB", "EC2", "SecretsManager", "KeyManagementService", "Lambda", "SimpleEmailService", "SimpleEmailServiceV2", "Kinesis", "CloudWatch",
            "CloudWatchLogs", "EventBridge", "StepFunctions", "Route53", "AutoScaling", "ElasticLoadBalancingV2", "SecurityTokenService", "SimpleSystemsManagement", "BedrockRuntime", "CognitoIdentityProvider", "EKS", "ECS",
        }.Select(static service => "Amazon" + service + "Client"),
    ];

    public static IEnumerable<NameTable.Entry> Candidates
    {
        get
        {
            foreach (var method in Methods)
            {
                yield return new(method.Key, Call, SiteKinds.NetworkEdit);
                yield return new(method.Key + "Async", Call, SiteKinds.NetworkEdit);
            }

            foreach (var type in KeyHolders)
                yield return new(type, Creation, SiteKinds.CloudKeys);
            yield return new("SetEnvironmentVariable", Call, SiteKinds.CloudKeys, before: "(\"AWS_");
        }
    }

    private static IEnumerable<(string Method, string Space, NetworkPart Part)> Table()
    {
        foreach (var thing in new[] { "Port", "Ports", "FloatingIP", "Router", "Network", "Networks", "Subnet", "Subnets" })
        {
            foreach (var verb in new[] { "Create", "Update", "Delete" })
                yield return (verb + thing, "OpenStack.Networking.v2", NetworkPart.Neutron);
        }

        foreach (var method in new[] { "AssociateFloatingIP", "DisassociateFloatingIP", "AttachPortToRouter", "AttachSubnetToRouter", "DetachPortFromRouter", "DetachSubnetFromRouter" })
            yield return (method, "OpenStack.Networking.v2", NetworkPart.Neutron);
        foreach (var method in new[] { "CreateSecurityGroup", "UpdateSecurityGroup", "DeleteSecurityGroup", "CreateSecurityGroupRule", "DeleteSecurityGroupRule" })
            yield return (method, "OpenStack.Networking.v2", NetworkPart.SecurityGroups);
        foreach (var method in new[] { "CreateNetwork", "DeleteNetwork" })
            yield return (method, "net.openstack", NetworkPart.Neutron);
        foreach (var method in new[] { "CreateLoadBalancer", "UpdateLoadBalancer", "RemoveLoadBalancer", "AddNode", "AddNodeRange", "UpdateNode", "RemoveNode" })
            yield return (method, "net.openstack", NetworkPart.Octavia);

        foreach (var method in new[] { "AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupIngress", "RevokeSecurityGroupEgress", "CreateSecurityGroup", "DeleteSecurityGroup", "ModifySecurityGroupRules", "CreateNetworkAclEntry" })
            yield return (method, "Amazon.EC2", NetworkPart.SecurityGroups);
        foreach (var method in new[]
        {
            "CreateNetworkInterface", "AttachNetworkInterface", "DetachNetworkInterface", "DeleteNetworkInterface", "ModifyNetworkInterfaceAttribute", "AssignPrivateIpAddresses", "UnassignPrivateIpAddresses",
            "AllocateAddress", "AssociateAddress", "DisassociateAddress", "ReleaseAddress", "CreateRoute", "ReplaceRoute", "DeleteRoute", "CreateSubnet", "DeleteSubnet", "CreateVpcEndpoint",
        })
        {
            yield return (method, "Amazon.EC2", NetworkPart.Vpc);
        }

        foreach (var method in new[] { "RunInstances", "TerminateInstances", "StartInstances", "StopInstances", "RebootInstances", "ModifyInstanceAttribute", "ModifyInstanceMetadataOptions", "CreateFleet", "RequestSpotInstances" })
            yield return (method, "Amazon.EC2", NetworkPart.Nodes);
        foreach (var method in new[] { "SetDesiredCapacity", "UpdateAutoScalingGroup", "CreateAutoScalingGroup", "DeleteAutoScalingGroup", "TerminateInstanceInAutoScalingGroup", "AttachInstances", "DetachInstances", "StartInstanceRefresh", "PutScalingPolicy" })
            yield return (method, "Amazon.AutoScaling", NetworkPart.Nodes);
        foreach (var method in new[] { "CreateNodegroup", "DeleteNodegroup", "UpdateNodegroupConfig", "UpdateNodegroupVersion" })
            yield return (method, "Amazon.EKS", NetworkPart.Nodes);
        foreach (var method in new[]
        {
            "RegisterTargets", "DeregisterTargets", "CreateTargetGroup", "DeleteTargetGroup", "ModifyTargetGroup", "CreateListener", "ModifyListener", "DeleteListener", "CreateRule", "ModifyRule", "DeleteRule",
            "CreateLoadBalancer", "DeleteLoadBalancer", "SetSecurityGroups", "SetSubnets",
        })
        {
            yield return (method, "Amazon.ElasticLoadBalancingV2", NetworkPart.LoadBalancers);
        }

        foreach (var method in new[] { "RegisterInstancesWithLoadBalancer", "DeregisterInstancesFromLoadBalancer" })
            yield return (method, "Amazon.ElasticLoadBalancing", NetworkPart.LoadBalancers);
        foreach (var method in new[] { "ChangeResourceRecordSets", "CreateHostedZone", "DeleteHostedZone" })
            yield return (method, "Amazon.Route53", NetworkPart.Names);
    }
}
