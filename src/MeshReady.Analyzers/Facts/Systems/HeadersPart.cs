using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Resilience;
using MeshReady.Model.Systems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>The headers that a project hands on from the requests that it serves.</summary>
internal sealed class HeadersPart : IFactsPart
{
    public ProjectFacts Add(ProjectFacts facts, FactsSource source, CancellationToken cancellationToken)
    {
        if (source.Origin.Kind == ProjectKind.AppHost)
            return facts;
        var found = new HashSet<string>(StringComparer.Ordinal);
        var forwardsOthers = new ProxyCalls(source, [], cancellationToken).IsProxy || new OcelotCalls(source, [], cancellationToken).IsProxy || HasUnseenHandler(source.Code, cancellationToken);
        AddPropagated(source.Code, found, cancellationToken);
        foreach (var type in TypesThatSend(source.Code, cancellationToken))
        {
            var copied = HeaderCopies.In(type, source.Code, cancellationToken);
            found.UnionWith(copied.Names);
            forwardsOthers |= copied.HasOthers;
        }

        return facts with { ForwardedHeaders = [.. found.OrderBy(static name => name, StringComparer.Ordinal)], ForwardsOtherHeaders = facts.ForwardsOtherHeaders || forwardsOthers };
    }

    /// <summary><c>AddHeaderPropagation(options => options.Headers.Add("x-tenant"))</c>; a header that goes on under another name is not handed on.</summary>
    private static void AddPropagated(CodeFacts code, HashSet<string> found, CancellationToken cancellationToken)
    {
        foreach (var call in NamedCall.In(code, cancellationToken, "AddHeaderPropagation"))
        {
            foreach (var add in call.Node.ArgumentList.DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                if (add is not { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add", Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Headers" } }, ArgumentList.Arguments: { Count: > 0 } arguments })
                    continue;
                List<string> names = [.. arguments.Select(a => call.Model.GetConstantValue(a.Expression, cancellationToken).Value as string).OfType<string>()];
                if (names.Count > 0 && PlainText.Name(names[0]) is { } name && names.TrueForAll(other => other.Equals(name, StringComparison.OrdinalIgnoreCase)))
                    found.Add(name.ToLowerInvariant());
            }
        }
    }

    /// <summary>A handler of requests whose code is in no project: it may hand on anything.</summary>
    private static bool HasUnseenHandler(CodeFacts code, CancellationToken cancellationToken)
    {
        foreach (var call in NamedCall.In(code, cancellationToken, "AddHttpMessageHandler"))
        {
            var type = CallChain.NameOf(call.Node) is GenericNameSyntax { TypeArgumentList.Arguments: [var named] } ? call.Model.GetTypeInfo(named, cancellationToken).Type
                : call.Node.ArgumentList.DescendantNodes().OfType<ExpressionSyntax>().Select(made => made is BaseObjectCreationExpressionSyntax or InvocationExpressionSyntax ? call.Model.GetTypeInfo(made, cancellationToken).Type : null)
                    .FirstOrDefault(static made => made.IsOrInherits("System.Net.Http.DelegatingHandler"));
            if (type is null or { TypeKind: TypeKind.Error } || type.DeclaringSyntaxReferences.IsEmpty && !IsKnown(type))
                return true;
        }

        // services.AddHttpClient("orders").AddAcmeDefaults()
        foreach (var client in code.Clients.All(cancellationToken))
        {
            if (client is { Origin: ClientOrigin.Factory, Node: InvocationExpressionSyntax registration } && CallChain.From(registration).Calls.Skip(1).Any(next => IsUnseen(next, code, cancellationToken)))
                return true;
        }

        return false;
    }

    /// <summary>A method on a client's builder that somebody else wrote, and no library that is known.</summary>
    private static bool IsUnseen(InvocationExpressionSyntax call, CodeFacts code, CancellationToken cancellationToken)
        => CallChain.NameOf(call)?.Identifier.ValueText is { } name && !ResilienceNames.Harmless.Contains(name) && !ResilienceNames.OnBuilder.ContainsKey(name)
            && code.ModelFor(call.SyntaxTree)?.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method && method.IsExtension()
            && method.Declared().DeclaringSyntaxReferences.IsEmpty && HouseMethods.MayProtect(method.Declared().ContainingAssembly);

    // Retries, discovery, the platform's own: they add nothing of the caller's.
    private static bool IsKnown(ITypeSymbol type)
        => type.IsInNamespace("System.Net.Http") || type.IsInNamespace("Microsoft.Extensions.Http") || type.IsInNamespace("Microsoft.Extensions.ServiceDiscovery") || type.IsInNamespace("Steeltoe") || type.IsInNamespace("Dapr") || type.IsInNamespace("Polly");

    /// <summary>The types that write a header of a request of their own.</summary>
    private static IEnumerable<TypeDeclarationSyntax> TypesThatSend(CodeFacts code, CancellationToken cancellationToken)
    {
        var seen = new HashSet<TypeDeclarationSyntax>();
        foreach (var index in code.Indexes(cancellationToken))
        {
            if (index.IsTestFile)
                continue;
            foreach (var token in new[] { "DefaultRequestHeaders", "HttpRequestMessage", "DelegatingHandler", "Interceptor", "Metadata" }.SelectMany(name => index.Identifiers(name, cancellationToken)))
            {
                if (token.Parent?.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && seen.Add(type))
                    yield return type;
            }
        }
    }
}
