using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using static MeshReady.Analyzers.Facts.NameShapes;

namespace MeshReady.Analyzers.Facts.Addresses;

/// <summary>Finds the hosts to which bare sockets connect, and the servers of a Redis client, which go by end points too. What a socket is bound to is none.</summary>
internal static class SocketTargets
{
    private static readonly string[] Sockets =
    [
        "System.Net.Sockets.Socket", "System.Net.Sockets.TcpClient", "System.Net.Sockets.UdpClient", "System.Net.Sockets.SocketTaskExtensions",
    ];

    private static readonly string[] Parameters = ["host", "hostname", "address", "remoteEP", "endPoint", "remoteEndPoint", "hostAndPort", "endpoint"];

    public static IEnumerable<NameTable.Entry> Candidates
    {
        get
        {
            foreach (var method in new[] { "Connect", "ConnectAsync", "SendTo", "SendToAsync" })
                yield return new(method, Call, SiteKinds.SocketTarget);
            foreach (var type in new[] { "TcpClient", "UdpClient" })
                yield return new(type, Creation, SiteKinds.SocketTarget);
            yield return new("Add", Call, SiteKinds.SocketTarget, after: "EndPoints.");
            yield return new("EndPoints", Assigned, SiteKinds.SocketTarget);
        }
    }

    /// <summary>The expressions that name a host at a site.</summary>
    public static IEnumerable<IOperation> At(Site site, SemanticModel model, CancellationToken cancellationToken)
    {
        if (site.Node is AssignmentExpressionSyntax)
        {
            return model.GetOperation(site.Node, cancellationToken) is IMemberInitializerOperation { InitializedMember: IPropertyReferenceOperation { Property.Type: var type }, Initializer: var initializer } && IsRedis(type)
                ? initializer.Initializers.OfType<IInvocationOperation>().SelectMany(static add => HostsIn(add.Arguments))
                : [];
        }

        return model.GetOperation(site.Node, cancellationToken) switch
        {
            IInvocationOperation { TargetMethod: var method, Arguments: var arguments } when IsConnect(method) => HostsIn(arguments),
            IObjectCreationOperation { Type: { } made, Arguments: var arguments } when Array.Exists(Sockets, made.Is) => arguments.Where(static a => a.Parameter?.Name == "hostname").Select(static a => a.Value),
            _ => [],
        };
    }

    private static bool IsConnect(IMethodSymbol method) => method.Name == "Add" ? IsRedis(method.ContainingType) : Array.Exists(Sockets, method.Home().Is);

    private static bool IsRedis(ITypeSymbol? type) => type.Is("StackExchange.Redis.EndPointCollection");

    private static IEnumerable<IOperation> HostsIn(System.Collections.Immutable.ImmutableArray<IArgumentOperation> arguments)
        => arguments.Where(static a => a.Parameter is { } parameter && Array.IndexOf(Parameters, parameter.Name) >= 0).Select(static a => a.Value);
}
