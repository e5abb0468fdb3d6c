using System.Runtime.CompilerServices;
using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Lifecycle;

/// <summary>The health checks that ask something outside of the process: a database, a broker, another service.</summary>
internal sealed class DependencyChecks
{
    private const string Builder = "Microsoft.Extensions.DependencyInjection.IHealthChecksBuilder";

    private static readonly ConditionalWeakTable<CodeFacts, DependencyChecks> Cache = new();

    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "AddDbContextCheck", "AddNpgSql", "AddSqlServer", "AddMySql", "AddOracle", "AddSqlite", "AddMongoDb", "AddRedis", "AddRabbitMQ", "AddKafka", "AddNats", "AddElasticsearch", "AddEventStore", "AddCassandra",
        "AddCosmosDb", "AddAzureCosmosDB", "AddAzureServiceBusQueue", "AddAzureServiceBusTopic", "AddAzureServiceBusSubscription", "AddAzureEventHub", "AddAzureBlobStorage", "AddAzureQueueStorage", "AddAzureKeyVault",
        "AddAzureTable", "AddDynamoDb", "AddS3", "AddSqs", "AddSns", "AddIbmMQ", "AddArangoDb", "AddRavenDB", "AddClickHouse", "AddConsul", "AddHangfire", "AddSignalRHub", "AddKubernetes", "AddIdentityServer", "AddOpenIdConnectServer",
        "AddUrlGroup", "AddTcpHealthCheck", "AddPingHealthCheck", "AddSmtpHealthCheck", "AddFtpHealthCheck", "AddSftpHealthCheck", "AddImapHealthCheck", "AddDnsResolveHealthCheck", "AddDapr", "AddSolr", "AddInfluxDB", "AddMilvus", "AddQdrant", "AddSurrealDB",
    };

    private static readonly string[] Connections =
    [
        "System.Net.Http.HttpClient", "System.Net.Http.IHttpClientFactory", "System.Data.IDbConnection", "System.Data.Common.DbDataSource", "Microsoft.EntityFrameworkCore.DbContext", "Microsoft.EntityFrameworkCore.IDbContextFactory",
        "StackExchange.Redis.IConnectionMultiplexer", "MongoDB.Driver.IMongoClient", "MongoDB.Driver.IMongoDatabase", "RabbitMQ.Client.IConnection", "RabbitMQ.Client.IConnectionFactory", "Dapr.Client.DaprClient",
    ];

    private readonly CodeFacts _facts;
    private readonly object _gate = new();
    private IReadOnlyList<DependencyCheck>? _all;

    private DependencyChecks(CodeFacts facts) => _facts = facts;

    public static DependencyChecks For(CodeFacts facts) => Cache.GetValue(facts, static f => new DependencyChecks(f));

    /// <summary>Those that the project and the referenced projects in sight register in production.</summary>
    public IReadOnlyList<DependencyCheck> All(CancellationToken cancellationToken)
    {
        lock (_gate)
            return _all ??= [.. Find(cancellationToken)];
    }

    private IEnumerable<DependencyCheck> Find(CancellationToken cancellationToken)
    {
        foreach (var tree in _facts.AllTrees())
        {
            foreach (var token in SyntaxIndex.For(tree, cancellationToken).Identifiers("AddHealthChecks", cancellationToken))
            {
                if (token.Parent is not SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax root } } || _facts.ModelAnywhere(tree) is not { } model)
                    continue;
                foreach (var call in CallChain.From(root).Calls.Skip(1))
                {
                    if (CallChain.NameOf(call) is { } name && MayAsk(name.Identifier.ValueText)
                        && model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method
                        && IsDependency(method, name.Identifier.ValueText, call, model, cancellationToken)
                        && !IsToleratedFailure(call)
                        && ProductionCode.AlwaysRuns(call, model, cancellationToken))
                    {
                        yield return new DependencyCheck(call, name.Identifier.ValueText, TagsOf(call, method, model, cancellationToken));
                    }
                }
            }
        }
    }

    private static bool MayAsk(string name) => Names.Contains(name) || name is "AddCheck" or "AddTypeActivatedCheck";

    private static bool IsDependency(IMethodSymbol method, string name, InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        if (method.Extended(call, model, cancellationToken) is not { } extended || !extended.Is(Builder) && !method.ReturnType.Is(Builder))
            return false;
        if (Names.Contains(name))
            return true;

        // A check of the project's own that is given a connection asks over it.
        return method.TypeArguments is [INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: false } check]
            && check.Constructors.Any(static c => c.Parameters.Any(static p => Array.Exists(Connections, p.Type.IsOrInherits)));
    }

    /// <summary>Who is degraded answers 200, and the pod stays.</summary>
    private static bool IsToleratedFailure(InvocationExpressionSyntax call)
        => call.ArgumentList.Arguments.Any(static a => a.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Degraded" or "Healthy", Expression: SimpleNameSyntax { Identifier.ValueText: "HealthStatus" } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "HealthStatus" } });

    /// <summary>The tags that a check is given; null where they cannot be read.</summary>
    private static IReadOnlyList<string>? TagsOf(InvocationExpressionSyntax call, IMethodSymbol method, SemanticModel model, CancellationToken cancellationToken)
    {
        var parameter = method.Parameters.FirstOrDefault(static p => p.Name == "tags");
        var argument = parameter is null ? null
            : call.ArgumentList.Arguments.FirstOrDefault(static a => a.NameColon?.Name.Identifier.ValueText == "tags")
                ?? (call.ArgumentList.Arguments.ElementAtOrDefault(parameter.Ordinal) is { NameColon: null } positional ? positional : null);
        if (argument is null || argument.Expression.IsKind(SyntaxKind.NullLiteralExpression) || argument.Expression.IsKind(SyntaxKind.DefaultLiteralExpression))
            return parameter is null && method.Parameters.Any(static p => p.Name.IndexOf("setup", StringComparison.OrdinalIgnoreCase) >= 0) ? null : [];

        // An array, a collection expression or a list with an initialiser: new[] { "ready" }, ["ready"], new string[] { … }.
        var found = new List<string>();
        foreach (var node in argument.Expression.DescendantNodesAndSelf().OfType<ExpressionSyntax>())
        {
            if (model.GetConstantValue(node, cancellationToken) is { HasValue: true, Value: string tag })
                found.Add(tag);
        }

        return found.Count > 0 ? found : null;
    }
}

/// <summary>A health check that asks something outside of the process.</summary>
/// <param name="Call">Its registration.</param>
/// <param name="Name">The method that registers it.</param>
/// <param name="Tags">Its tags; null where they cannot be read.</param>
internal sealed record DependencyCheck(InvocationExpressionSyntax Call, string Name, IReadOnlyList<string>? Tags);
