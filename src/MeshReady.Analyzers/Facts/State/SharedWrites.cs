using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.State;

/// <summary>Writes to what all replicas share: a database, a broker. HTTP calls and caches are left out: under a lock they mostly fetch something once.</summary>
internal sealed class SharedWrites(CodeFacts facts, CancellationToken cancellationToken)
{
    private const int MaxDepth = 2;

    private static readonly (string Type, string[] Prefixes)[] Writers =
    [
        ("Microsoft.EntityFrameworkCore.DbContext", ["SaveChanges"]),
        ("Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions", ["ExecuteSql"]),
        ("Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions", ["ExecuteUpdate", "ExecuteDelete"]),
        ("Microsoft.EntityFrameworkCore.RelationalQueryableExtensions", ["ExecuteUpdate", "ExecuteDelete"]),
        ("System.Data.Common.DbCommand", ["ExecuteNonQuery"]),
        ("System.Data.IDbCommand", ["ExecuteNonQuery"]),
        ("Dapper.SqlMapper", ["Execute"]),
        ("MongoDB.Driver.IMongoCollection", ["Insert", "Replace", "Update", "Delete", "FindOneAnd", "BulkWrite"]),
        ("MongoDB.Driver.IMongoCollectionExtensions", ["Replace", "Update", "Delete", "FindOneAnd"]),
        ("Marten.IDocumentSession", ["SaveChanges"]),
        ("Marten.IDocumentOperations", ["SaveChanges"]),
        ("NHibernate.ISession", ["Save", "Delete", "Update", "Flush"]),
        ("NHibernate.ITransaction", ["Commit"]),
        ("Confluent.Kafka.IProducer", ["Produce"]),
        ("RabbitMQ.Client.IModel", ["BasicPublish"]),
        ("RabbitMQ.Client.IModelExensions", ["BasicPublish"]),
        ("RabbitMQ.Client.IChannel", ["BasicPublish"]),
        ("RabbitMQ.Client.IChannelExtensions", ["BasicPublish"]),
        ("MassTransit.IPublishEndpoint", ["Publish"]),
    ];

    /// <summary>The name of the first one that the code makes, itself or in what it calls; null where none is seen.</summary>
    public string? In(IEnumerable<SyntaxNode> code) => In(code, MaxDepth);

    private string? In(IEnumerable<SyntaxNode> code, int depth)
    {
        foreach (var part in code)
        {
            if (facts.ModelFor(part.SyntaxTree) is not { } model)
                continue;
            foreach (var call in part.DescendantNodesAndSelf(static n => n is not LocalFunctionStatementSyntax).OfType<InvocationExpressionSyntax>())
            {
                if (model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method)
                    continue;
                if (IsWrite(method))
                    return method.Name;
                if (depth > 0 && In(BodiesOf(method), depth - 1) is { } deeper)
                    return deeper;
            }
        }

        return null;
    }

    private static bool IsWrite(IMethodSymbol method)
    {
        foreach (var (type, prefixes) in Writers)
        {
            if (Array.Exists(prefixes, p => method.Name.StartsWith(p, StringComparison.Ordinal)) && (method.IsMethodOf(type) || method.Home().IsOrInherits(type)))
                return true;
        }

        return false;
    }

    private IEnumerable<SyntaxNode> BodiesOf(IMethodSymbol method)
    {
        if (method.ContainingType.TypeKind != TypeKind.Interface)
            return method.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellationToken));
        if (method.ContainingType.IsInNamespace("System") || method.ContainingType.IsInNamespace("Microsoft"))
            return [];
        return facts.Implementations.Of(method.ContainingType, cancellationToken)
            .Select(t => t.FindImplementationForInterfaceMember(method.OriginalDefinition) ?? t.FindImplementationForInterfaceMember(method))
            .Where(static m => m is not null)
            .SelectMany(m => m!.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellationToken)));
    }
}
