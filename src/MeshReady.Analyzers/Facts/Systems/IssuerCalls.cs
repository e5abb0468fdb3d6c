using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Model.Deployment;
using MeshReady.Model.Systems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>Issuers of tokens whose options are bound from configuration as a whole; where the code assigns the address, the address itself is found.</summary>
internal sealed class IssuerCalls(FactsSource source, IReadOnlyList<SettingsFile> files, CancellationToken cancellationToken)
{
    private static readonly string[] Options = ["JwtBearerOptions", "OpenIdConnectOptions"];

    private readonly CodeFacts _code = source.Code;
    private readonly AddressResolver _addresses = new(source.Code, cancellationToken);
    private readonly ConfigurationPath _paths = new(source.Code, cancellationToken);

    public IEnumerable<CallFact> Find()
    {
        foreach (var call in NamedCall.In(_code, cancellationToken, "AddJwtBearer", "AddOpenIdConnect", "AddKeycloakJwtBearer", "AddKeycloakOpenIdConnect"))
        {
            if (call.Name.Contains("Keycloak"))
            {
                // Aspire: the name of the resource, which service discovery resolves.
                if (call.Node.ArgumentList.Arguments is [{ Expression: var name }, ..] && call.Model.GetConstantValue(name, cancellationToken) is { HasValue: true, Value: string text } && PlainText.Name(text) is { } host)
                    yield return Fact(call.Node) with { Scheme = "https+http", Host = host };
                continue;
            }

            if (OfUnbound(call) is { } seen)
            {
                yield return seen;
                continue;
            }

            if (SectionIn(call) is { } section)
            {
                foreach (var fact in OfSection(section, call.Node))
                    yield return fact;
            }
        }

        foreach (var call in NamedCall.In(_code, cancellationToken, "Configure"))
        {
            if (CallChain.NameOf(call.Node) is GenericNameSyntax { TypeArgumentList.Arguments: [IdentifierNameSyntax type] } && Array.IndexOf(Options, type.Identifier.ValueText) >= 0
                && call.Node.ArgumentList.Arguments.LastOrDefault()?.Expression is { } bound and not LambdaExpressionSyntax && _paths.Of(bound) is { Length: > 0 } section)
            {
                foreach (var fact in OfSection(section, call.Node))
                    yield return fact;
            }
        }
    }

    /// <summary>What a lambda assigns where the package of the scheme is not at hand, so that nothing tells of which type its options are.</summary>
    private CallFact? OfUnbound(NamedCall call)
    {
        if (call.Model.GetSymbolInfo(call.Node, cancellationToken) is not { Symbol: null, CandidateSymbols.IsEmpty: true })
            return null;
        var writes = call.Node.ArgumentList.DescendantNodes().OfType<AssignmentExpressionSyntax>().Where(static write => write.Left is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax }).ToList();
        var write = writes.Find(static write => NameOf(write) == "MetadataAddress") ?? writes.Find(static write => NameOf(write) == "Authority");
        if (write is null || _addresses.Resolve(write.Right) is var value && !CallAddress.IsCallable(value, source.Project))
            return null;
        var key = value is { Kind: AddressKind.Configuration or AddressKind.Fallback, Key: null, IsEnvironment: false } ? _paths.OfOptions(write.Right) : null;
        var fact = Fact(write.Right).To(value, key);
        return fact.Key is null && fact.Host is null ? null : fact;

        static string NameOf(AssignmentExpressionSyntax write) => ((MemberAccessExpressionSyntax)write.Left).Name.Identifier.ValueText;
    }

    /// <summary>The section that fills the options: one that the lambda binds, or ASP.NET Core's own where there is no lambda.</summary>
    private string? SectionIn(NamedCall call)
    {
        foreach (var bind in call.Node.ArgumentList.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (bind is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Bind", Expression: var configuration }, ArgumentList.Arguments.Count: 1 } && _paths.Of(configuration) is { Length: > 0 } path)
                return path;
        }

        if (call.Name != "AddJwtBearer" || call.Node.ArgumentList.Arguments.Any(static a => a.Expression is AnonymousFunctionExpressionSyntax))
            return null;
        var scheme = call.Node.ArgumentList.Arguments is [{ Expression: var name }] && call.Model.GetConstantValue(name, cancellationToken).Value is string text ? text : "Bearer";
        return "Authentication:Schemes:" + scheme;
    }

    private IEnumerable<CallFact> OfSection(string section, SyntaxNode node)
    {
        foreach (var name in new[] { "MetadataAddress", "Authority" })
        {
            var key = section + ":" + name;
            if (files.Any(file => file.Values.TryGetValue(key, out var value) && value.Value is { Length: > 0 }))
            {
                yield return Fact(node) with { Key = key };
                yield break;
            }
        }
    }

    private CallFact Fact(SyntaxNode node)
        => new(CallProtocol.Metadata, source.PlaceOf(node is InvocationExpressionSyntax call ? (SyntaxNode?)CallChain.NameOf(call) ?? node : node)) { IsConditional = Conditions.MayBeOff(node, _code, cancellationToken) };
}
