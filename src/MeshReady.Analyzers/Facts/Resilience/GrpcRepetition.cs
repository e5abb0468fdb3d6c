using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Resilience;

/// <summary>A policy of a gRPC channel that sends calls of every method again which the server may have carried out.</summary>
/// <param name="Place">The policy.</param>
/// <param name="Method">A method that does not look like a question.</param>
/// <param name="Codes">The statuses after which the call may have been carried out.</param>
/// <param name="IsHedged">Whether the call is sent again without any answer.</param>
internal sealed record GrpcRepetition(SyntaxNode Place, string Method, IReadOnlyList<string> Codes, bool IsHedged)
{
    // After Unavailable, ResourceExhausted and Aborted the server says that it has done nothing.
    private static readonly string[] Unsure = ["DeadlineExceeded", "Internal", "Unknown", "DataLoss", "Cancelled"];

    /// <summary>The policy of a client; null where it has none, spares methods, or calls questions alone.</summary>
    public static GrpcRepetition? Of(CodeFacts facts, ClientRegistration client, CancellationToken cancellationToken)
    {
        foreach (var retry in client.Coverage.Retries.Concat(client.Coverage.Further))
        {
            if (retry.Source is InvocationExpressionSyntax || !IsForEveryMethod(retry.Source))
                continue;
            var isHedged = retry.Source.DescendantTokens().Any(static token => token.ValueText == "HedgingPolicy");
            List<string> codes = [.. retry.Source.DescendantTokens().Select(static token => token.ValueText).Where(static text => Array.IndexOf(Unsure, text) >= 0).Distinct()];
            if ((isHedged || codes.Count > 0) && MethodsOf(facts, client, cancellationToken).FirstOrDefault(static name => !ChangingCalls.IsAsking(name)) is { } method)
                return new GrpcRepetition(retry.Source is AssignmentExpressionSyntax { Left: var name } ? name : retry.Source, method, codes, isHedged);
        }

        return null;
    }

    /// <summary><c>Names = { MethodName.Default }</c>, or a name of a service without a method.</summary>
    private static bool IsForEveryMethod(SyntaxNode policy)
    {
        var config = policy.Ancestors().OfType<BaseObjectCreationExpressionSyntax>().FirstOrDefault();
        var names = config?.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>().FirstOrDefault(static a => a.Left is IdentifierNameSyntax { Identifier.ValueText: "Names" })?.Right;
        return names is not null && names.DescendantTokens().Any(static token => token.ValueText == "Default");
    }

    private static IEnumerable<string> MethodsOf(CodeFacts facts, ClientRegistration client, CancellationToken cancellationToken)
        => TypesOf(facts, client, cancellationToken)
            .SelectMany(static type => type.GetMembers().OfType<IMethodSymbol>())
            .Where(static method => method is { MethodKind: MethodKind.Ordinary, IsStatic: false, DeclaredAccessibility: Accessibility.Public, IsOverride: false } && method.Name is not ("NewInstance" or "WithHost"))
            .Select(static method => method.Name.EndsWith("Async", StringComparison.Ordinal) ? method.Name.Substring(0, method.Name.Length - 5) : method.Name);

    /// <summary>The registered client, or those that are made over the channel.</summary>
    private static IEnumerable<ITypeSymbol> TypesOf(CodeFacts facts, ClientRegistration client, CancellationToken cancellationToken)
    {
        if (client.ClientType is { } registered)
        {
            yield return registered;
            yield break;
        }

        if (client.Node.FirstAncestorOrSelf<VariableDeclaratorSyntax>() is not { } variable || facts.ModelOf(variable.SyntaxTree).GetDeclaredSymbol(variable, cancellationToken) is not { } channel)
            yield break;
        foreach (var use in facts.Uses.Of(channel, cancellationToken))
        {
            if (use.Parent is ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax creation } && facts.ModelOf(use.SyntaxTree).GetTypeInfo(creation, cancellationToken).Type is { } type && type.IsOrInherits("Grpc.Core.ClientBase"))
                yield return type;
        }
    }
}
