using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Lifecycle;
using MeshReady.Analyzers.Facts.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Limits;

/// <summary>A statement that somebody waits for ever.</summary>
/// <param name="Node">The assignment, call or argument.</param>
/// <param name="Subject">What it limits, for a message.</param>
/// <param name="IsRequest">A request to a service; else a command to a database.</param>
internal sealed record EndlessLimit(SyntaxNode Node, string Subject, bool IsRequest);

/// <summary>Recognises <see cref="EndlessLimit"/>s, and what else bounds the same call.</summary>
internal sealed class EndlessLimitReader(CodeFacts facts, SemanticModel model, CancellationToken cancellationToken)
{
    // What is meant to go on for as long as somebody listens, or for as long as the data takes.
    private static readonly HashSet<string> Streams = new(StringComparer.Ordinal)
    {
        "ResponseHeadersRead", "GetStreamAsync", "ReadAsStreamAsync", "ReadAsStream", "OpenReadAsync", "CopyToAsync", "SseParser", "SseItem", "IAsyncEnumerable", "ClientWebSocket", "HubConnection", "StreamContent", "MultipartFormDataContent",
    };

    private static readonly string[] Jobs = ["migrat", "seed", "import", "export", "bulk", "backup", "restore", "report", "maintenance", "archiv", "cleanup", "reindex", "rebuild", "batch", "stream", "poll", "watch", "upload", "download", "proxy", "forward"];

    /// <summary>The statement at a site of <see cref="SiteKinds.TimeLimit"/>; null where it states a limit, or where something else does.</summary>
    public EndlessLimit? At(Site site)
    {
        switch (site.Node)
        {
            case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment when site.Name == "Timeout":
                return MayBeEndless(assignment.Right) && TypeOf(assignment) is { } type && OfRequest(assignment, type) ? new(assignment, type.Name + ".Timeout", IsRequest: true) : null;
            case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment when site.Name == "CommandTimeout":
                return IsZero(assignment.Right) && TypeOf(assignment).IsOrInherits("System.Data.IDbCommand") && !IsJob(assignment) ? new(assignment, "CommandTimeout", IsRequest: false) : null;
            case InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } call:
                return IsZero(arguments[arguments.Count - 1].Expression) && model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method && method.IsInNamespace("Microsoft.EntityFrameworkCore") && !IsJob(call) ? new(call, site.Name, IsRequest: false) : null;
            case IdentifierNameSyntax { Parent: NameColonSyntax { Parent: ArgumentSyntax { Expression: var value, Parent.Parent: InvocationExpressionSyntax call } argument } }:
                return IsZero(value) && model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol query && query.IsMethodOf("Dapper.SqlMapper") && !IsJob(call) ? new(argument, "commandTimeout", IsRequest: false) : null;
            default:
                return null;
        }
    }

    private bool OfRequest(AssignmentExpressionSyntax assignment, INamedTypeSymbol type)
        => LimitNames.OfRequests["Timeout"].Any(known => type.IsOrInherits(known)) && IsEndless(assignment.Right)
            && !IsJob(assignment) && !Streaming(assignment) && !IsBoundedOtherwise(assignment);

    /// <summary>The type whose property is assigned, also in an initialiser.</summary>
    private INamedTypeSymbol? TypeOf(AssignmentExpressionSyntax assignment)
        => model.GetSymbolInfo(assignment.Left, cancellationToken).Symbol is IPropertySymbol { ContainingType: var type } ? type : null;

    private static bool MayBeEndless(ExpressionSyntax value) => value is not InvocationExpressionSyntax call || call.ArgumentList.Arguments is [{ Expression: PrefixUnaryExpressionSyntax }];

    private bool IsEndless(ExpressionSyntax value)
        => new ConstantTime(facts, cancellationToken).Of(value) is { } time ? time == TimeSpan.MaxValue || time < TimeSpan.Zero : model.GetConstantValue(value, cancellationToken) is { HasValue: true, Value: < 0 };

    private bool IsZero(ExpressionSyntax value) => model.GetConstantValue(value, cancellationToken) is { HasValue: true, Value: 0 };

    /// <summary>Whether a handler, a token or another setting bounds what this assignment leaves open.</summary>
    private bool IsBoundedOtherwise(AssignmentExpressionSyntax assignment)
    {
        const Layers bounds = Layers.Timeout | Layers.Custom | Layers.Hedging | Layers.Unknown;

        if (RegistrationAround(assignment) is { } client && ((facts.Clients.CoverageOf(client, cancellationToken) & bounds) != 0 || facts.ByHand.Covers(client, cancellationToken)))
            return true;
        if (RegistrationAround(assignment) is { Origin: ClientOrigin.Factory })
            return false;

        // A client that is made by hand, or by nobody in sight: the defaults of all clients, and what the code around does.
        return (facts.Defaults.Get(cancellationToken) & bounds) != 0
            || Around(assignment).Any(static part => (TypeProtection.In(part) & bounds) != 0
                || part.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(static c => CallChain.NameOf(c)?.Identifier.ValueText is "ExecuteAsync" or "CreateLinkedTokenSource" or "AddStandardResilienceHandler" or "AddResilienceHandler"));
    }

    private ClientRegistration? RegistrationAround(AssignmentExpressionSyntax assignment)
    {
        if (UnsafeCallReader.TypedClientAround(facts, assignment, cancellationToken) is { } typed)
            return typed;
        foreach (var client in facts.Clients.All(cancellationToken))
        {
            if (client.Node.SyntaxTree != assignment.SyntaxTree)
                continue;
            if (client.Node.Span.Contains(assignment.Span)
                || client is { Origin: ClientOrigin.Factory, Node: InvocationExpressionSyntax first } && CallChain.From(first).Calls.Any(c => c.ArgumentList.Span.Contains(assignment.Span)))
            {
                return client;
            }
        }

        return null;
    }

    /// <summary>The class of the client, or the code that uses it, reads or writes streams, which have no end by nature.</summary>
    private bool Streaming(AssignmentExpressionSyntax assignment)
    {
        if (Around(assignment).Any(IsStream))
            return true;
        if (RegistrationAround(assignment) is not { Origin: ClientOrigin.Factory } client)
            return false;
        if (client.ClientType is { } type)
            return type.DeclaringSyntaxReferences.Concat(type.TypeKind == TypeKind.Interface && type is INamedTypeSymbol promised ? facts.Implementations.Of(promised, cancellationToken).SelectMany(static i => i.DeclaringSyntaxReferences) : []).Any(r => IsStream(r.GetSyntax(cancellationToken)));

        var reader = new ClientReader(facts, cancellationToken);
        return facts.Compilation.SyntaxTrees.Any(tree => SyntaxIndex.For(tree, cancellationToken).Identifiers("CreateClient", cancellationToken)
            .Any(t => t.Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call && reader.IsNamed(call, client.Label, facts.ModelOf(tree)) && call.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } user && IsStream(user)));

        static bool IsStream(SyntaxNode code) => code.DescendantTokens().Any(static t => t.IsKind(SyntaxKind.IdentifierToken) ? Streams.Contains(t.ValueText) : t.IsKind(SyntaxKind.StringLiteralToken) && t.ValueText == "text/event-stream");
    }

    /// <summary>The class around a node; of top-level statements all of them.</summary>
    private static IEnumerable<SyntaxNode> Around(SyntaxNode node)
        => node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type ? [type]
            : node.FirstAncestorOrSelf<CompilationUnitSyntax>()?.Members.OfType<GlobalStatementSyntax>() ?? (IEnumerable<SyntaxNode>)[];

    /// <summary>Work that takes as long as it takes, by the name of the class, the method or the client.</summary>
    private static bool IsJob(SyntaxNode node)
    {
        foreach (var around in node.Ancestors())
        {
            var name = around switch
            {
                MethodDeclarationSyntax method => method.Identifier.ValueText,
                LocalFunctionStatementSyntax local => local.Identifier.ValueText,
                BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
                InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax first }, ..] } => first.Token.ValueText,
                InvocationExpressionSyntax call => CallChain.NameOf(call) is GenericNameSyntax generic ? generic.TypeArgumentList.ToString() : "",
                _ => "",
            };
            if (Array.Exists(Jobs, job => name.IndexOf(job, StringComparison.OrdinalIgnoreCase) >= 0))
                return true;
        }

        return false;
    }
}
