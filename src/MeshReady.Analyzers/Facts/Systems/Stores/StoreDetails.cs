using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Model.Systems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems.Stores;

/// <summary>What code says of a store apart from its connection: databases and collections of MongoDB, the schema of Marten, indexes, tables by attribute.</summary>
internal sealed class StoreDetails(FactsSource source, CancellationToken cancellationToken)
{
    private readonly TextSource _texts = source.TextsWith(cancellationToken);
    private readonly CodeNodes _nodes = CodeNodes.For(source.Code, cancellationToken);

    /// <summary>Stores of which no connection tells: NHibernate's settings, attributes of DynamoDB, databases that are asked for by name.</summary>
    public IEnumerable<StoreFact> Others()
    {
        foreach (var index in source.Code.Indexes(cancellationToken))
        {
            foreach (var token in index.Identifiers("ConnectionString", cancellationToken))
            {
                // NHibernate: db.Dialect<PostgreSQL83Dialect>(); db.ConnectionString = text;
                if (token.Parent?.Parent is MemberAccessExpressionSyntax { Expression: var settings, Parent: AssignmentExpressionSyntax assignment } access && assignment.Left == access
                    && source.Code.ModelOf(assignment.SyntaxTree).GetTypeInfo(settings, cancellationToken).Type is { } type && (type.IsInNamespace("NHibernate") || type.TypeKind == TypeKind.Error && MentionsNHibernate(assignment.SyntaxTree)))
                {
                    var system = assignment.FirstAncestorOrSelf<MemberDeclarationSyntax>(static m => m is not GlobalStatementSyntax) is { } member ? Dialects.SystemOf(member.ToString()) : null;
                    foreach (var value in _texts.All(assignment.Right) is { Count: > 0 } values ? values : [default])
                        yield return new(system ?? "sql", source.PlaceOf(assignment)) { Key = value.Key, Server = ConnectionParts.Of(value.Text).Server, Database = ConnectionParts.Of(value.Text).Database };
                }
            }
        }

        var tables = _nodes.Attributes("DynamoDBTable").Select(a => _texts.Constant(a.ArgumentList?.Arguments.FirstOrDefault()?.Expression)).OfType<string>().Distinct().ToList();
        if (tables.Count > 0)
            yield return new("dynamodb", source.PlaceOf(_nodes.Attributes("DynamoDBTable")[0])) { Tables = tables };
        foreach (var attribute in _nodes.Attributes("FromState"))
        {
            if (_texts.Constant(attribute.ArgumentList?.Arguments.FirstOrDefault()?.Expression) is { } store)
                yield return new("dapr", source.PlaceOf(attribute)) { Database = store };
        }
    }

    /// <summary>The fact with what the project's code says of its kind of store, where it says one thing.</summary>
    public StoreFact With(StoreFact fact, bool isOnly)
    {
        if (fact.System == "mongodb")
        {
            // Two clients may have a database each.
            var database = fact.Database is null && isOnly ? Only(Arguments("GetDatabase", 0, "IMongoClient", "MongoClient")) : null;
            return fact with { Database = fact.Database ?? database, Tables = isOnly ? Arguments("GetCollection", 0, "IMongoDatabase", "") : [] };
        }

        if (fact.System == "postgres" && fact.Context is null && fact.Schema is null)
            return fact with { Schema = MartenSchema(fact.Place.Path, isOnly) };
        if (fact.System == "elasticsearch" && isOnly)
            return fact with { Tables = Arguments("DefaultIndex", 0, "", "") };
        if (fact.System == "cosmosdb" && isOnly)
            return fact with { Database = fact.Database ?? Only(Arguments("GetContainer", 0, "CosmosClient", "")), Tables = [.. Arguments("GetContainer", 1, "CosmosClient", ""), .. Arguments("GetContainer", 0, "Database", "")] };
        return fact;
    }

    private string? MartenSchema(string path, bool isOnly)
    {
        var found = new HashSet<string>();
        foreach (var index in source.Code.Indexes(cancellationToken))
        {
            foreach (var token in index.Identifiers("DatabaseSchemaName", cancellationToken))
            {
                if (token.Parent?.Parent is MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } access && assignment.Left == access && (isOnly || source.PlaceOf(access).Path == path) && _texts.Constant(assignment.Right) is { } schema)
                    found.Add(schema);
            }
        }

        return found.Count == 1 ? found.First() : null;
    }

    private IReadOnlyList<string> Arguments(string method, int position, string receiver, string orReceiver)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var call in _nodes.Calls(method))
        {
            if (call.ArgumentList.Arguments.Count > position && call.Expression is MemberAccessExpressionSyntax access
                && (receiver.Length == 0 || source.Code.ModelOf(call.SyntaxTree).GetTypeInfo(access.Expression, cancellationToken).Type?.Name is { } type && (type == receiver || type == orReceiver))
                && NameOf(_texts.One(call.ArgumentList.Arguments[position].Expression)) is { Length: > 0 } text)
            {
                found.Add(text);
            }
        }

        return [.. found];
    }

    /// <summary>A name in code, or the one that the settings for all environments give to its key.</summary>
    private string? NameOf(TextValue value)
    {
        var name = value.Key is null ? value.Text : source.Project.Values.ValuesOf(value.Key).Where(static v => v.File.Environment is null).Select(static v => v.Value.Value).FirstOrDefault();
        return name is { Length: < 100 } && name.All(static c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.') ? name : null;
    }

    private static string? Only(IReadOnlyList<string> names) => names is [var only] ? only : null;

    private bool MentionsNHibernate(SyntaxTree tree)
        => tree.GetRoot(cancellationToken) is CompilationUnitSyntax unit && unit.Usings.Any(static u => u.Name?.ToString().StartsWith("NHibernate", StringComparison.Ordinal) == true);
}
