using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Resilience;

/// <summary>A request whose method changes something, wherever it goes.</summary>
/// <param name="Method">The method in upper case.</param>
/// <param name="Node">The call, the message, or the method of an interface.</param>
/// <param name="Site">The candidate of <see cref="SiteKinds.OutboundAddress"/> behind it; null where it is none.</param>
internal sealed record ChangingCall(string Method, SyntaxNode Node, Site? Site = null);

/// <summary>Tells which calls change something, and gathers those of each client.</summary>
internal sealed class ChangingCalls
{
    private static readonly ConditionalWeakTable<CodeFacts, ChangingCalls> Cache = new();

    // A POST that only asks: the body is the question.
    private static readonly string[] Questions = ["search", "query", "queries", "graphql", "token", "introspect", "validate", "lookup", "filter", "check", "verify", "authenticate", "login"];
    private static readonly string[] Asking = ["Get", "Find", "Search", "Query", "List", "Fetch", "Lookup", "Read", "Check", "Validate", "Verify", "Is", "Has", "Exists", "Count", "Load", "Login", "Authenticate", "Describe", "Watch", "Stream", "Subscribe", "Ping"];

    private readonly CodeFacts _facts;
    private readonly object _gate = new();
    private ImmutableArray<(ClientRegistration Client, ChangingCall Call)> _sent;

    private ChangingCalls(CodeFacts facts) => _facts = facts;

    public static ChangingCalls For(CodeFacts facts) => Cache.GetValue(facts, static f => new ChangingCalls(f));

    /// <summary>The requests of a registered client that change something.</summary>
    public IEnumerable<ChangingCall> Of(ClientRegistration client, CancellationToken cancellationToken)
    {
        if (client.ClientType is { } type)
        {
            foreach (var reference in type.DeclaringSyntaxReferences)
            {
                if (_facts.ModelFor(reference.SyntaxTree) is null)
                    continue;
                foreach (var call in Within(reference.GetSyntax(cancellationToken), cancellationToken))
                    yield return call;
            }

            yield break;
        }

        foreach (var (sender, call) in Sent(cancellationToken))
        {
            if (ClientFacts.IsSame(sender, client))
                yield return call;
        }
    }

    /// <summary>The requests in a piece of code that change something: calls, and methods of an interface of Refit or RestEase.</summary>
    public IEnumerable<ChangingCall> Within(SyntaxNode code, CancellationToken cancellationToken)
    {
        if (_facts.ModelFor(code.SyntaxTree) is not { } model)
            yield break;
        foreach (var node in code.DescendantNodesAndSelf())
        {
            if (node is InvocationExpressionSyntax call && MethodOf(call, model, cancellationToken) is { } method && !IsAskedFor(call))
                yield return new ChangingCall(method, call, new Site(call, SiteKinds.OutboundAddress, CallChain.NameOf(call)?.Identifier.ValueText ?? ""));
            else if (node is MethodDeclarationSyntax { Parent: InterfaceDeclarationSyntax } member && model.GetDeclaredSymbol(member, cancellationToken) is IMethodSymbol declared && MethodOf(declared) is { } said)
                yield return new ChangingCall(said, member, AttributeSite(member, said));
        }
    }

    /// <summary>The method in upper case, where a call sends a request that changes something and is no question by its name or path; otherwise null.</summary>
    public string? MethodOf(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        if (CallChain.NameOf(call)?.Identifier.ValueText is not { } name || model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method)
            return null;
        var home = method.Home();
        if (home.IsOrInherits("System.Net.Http.HttpMessageInvoker") && name is "SendAsync" or "Send")
            return call.ArgumentList.Arguments is [{ Expression: var message }, ..] && !IsQuestion(message.ToString()) ? OfMessage(message, model, cancellationToken) : null;
        if (home.Is("System.Net.Http.HttpClient") || home.Is("System.Net.Http.Json.HttpClientJsonExtensions"))
            return call.ArgumentList.Arguments is [{ Expression: var address }, ..] && IsQuestion(Text(address, model, cancellationToken)) ? null : UnsafeCall.MethodOf(name);
        if (home.IsInNamespace("Flurl.Http") || home.IsInNamespace("RestSharp"))
            return IsQuestion(call.ToString()) ? null : Verbs.FirstOrDefault(verb => name.StartsWith(verb, StringComparison.Ordinal) || name.StartsWith("Execute" + verb, StringComparison.Ordinal))?.ToUpperInvariant();
        return MethodOf(method.OriginalDefinition);
    }

    /// <summary>Whether a method is named like a question.</summary>
    public static bool IsAsking(string name)
        => Array.Exists(Asking, word => name.StartsWith(word, StringComparison.Ordinal) && (name.Length == word.Length || !char.IsLower(name[word.Length])));

    private static readonly string[] Verbs = ["Post", "Patch", "Put", "Delete"];

    // The interface says it in an attribute; a name such as UpsertOrder says that it may come twice.
    private static string? MethodOf(IMethodSymbol method)
    {
        if (method.ContainingType is not { TypeKind: TypeKind.Interface } || IsAsking(method.Name) || IsRepeatable(method.Name))
            return null;
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is not { } type || !(type.IsInNamespace("Refit") || type.IsInNamespace("RestEase")) || !type.Name.EndsWith("Attribute", StringComparison.Ordinal))
                continue;
            var verb = type.Name.Substring(0, type.Name.Length - "Attribute".Length);
            if (Array.IndexOf(Verbs, verb) >= 0)
                return attribute.ConstructorArguments is [{ Value: string path }, ..] && IsQuestion(path) ? null : verb.ToUpperInvariant();
        }

        return null;
    }

    private static Site? AttributeSite(MethodDeclarationSyntax member, string method)
        => member.AttributeLists.SelectMany(static list => list.Attributes).FirstOrDefault(attribute => attribute.Name.ToString().EndsWith(method, StringComparison.OrdinalIgnoreCase)) is { } said
            ? new Site(said, SiteKinds.OutboundAddress, said.Name.ToString())
            : null;

    private static bool IsRepeatable(string name) => name.IndexOf("Idempotent", StringComparison.OrdinalIgnoreCase) >= 0 || name.StartsWith("Upsert", StringComparison.Ordinal);

    // public Task<Price> GetPrice(…) => http.PostAsync(…): the method says what the request is for.
    private static bool IsAskedFor(SyntaxNode call)
        => call.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.Identifier.ValueText is { } around && (IsAsking(around) || IsRepeatable(around));

    private static bool IsQuestion(string text) => Array.Exists(Questions, word => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

    private static string Text(ExpressionSyntax address, SemanticModel model, CancellationToken cancellationToken)
        => model.GetConstantValue(address, cancellationToken) is { HasValue: true, Value: string text } ? text : address.ToString();

    /// <summary>The method of <c>new HttpRequestMessage(HttpMethod.Post, …)</c>, in place or in a local.</summary>
    private static string? OfMessage(ExpressionSyntax message, SemanticModel model, CancellationToken cancellationToken)
    {
        if (message is IdentifierNameSyntax && model.GetSymbolInfo(message, cancellationToken).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var reference] } && reference.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: var value })
            message = value;
        if (message is not BaseObjectCreationExpressionSyntax creation || !model.GetTypeInfo(creation, cancellationToken).Type.Is("System.Net.Http.HttpRequestMessage") || IsQuestion(creation.ToString()))
            return null;
        var verb = creation.ArgumentList?.Arguments.FirstOrDefault()?.Expression
            ?? creation.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>().FirstOrDefault(static a => a.Left is IdentifierNameSyntax { Identifier.ValueText: "Method" })?.Right;
        return verb is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } && model.GetTypeInfo(verb, cancellationToken).Type.Is("System.Net.Http.HttpMethod") ? UnsafeCall.MethodOf(name) : null;
    }

    /// <summary>The calls of the clients that are taken from the factory by their names.</summary>
    private ImmutableArray<(ClientRegistration Client, ChangingCall Call)> Sent(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_sent.IsDefault)
            {
                var found = ImmutableArray.CreateBuilder<(ClientRegistration, ChangingCall)>();
                var reader = new UnsafeCallReader(_facts, new AddressResolver(_facts, cancellationToken), cancellationToken);
                foreach (var site in _facts.Sites(SiteKinds.OutboundAddress, cancellationToken))
                {
                    if (site.Node is InvocationExpressionSyntax call && (UnsafeCall.MethodOf(site.Name) is not null || site.Name is "SendAsync" or "Send")
                        && !IsAskedFor(call) && _facts.ModelOf(call.SyntaxTree) is var model && MethodOf(call, model, cancellationToken) is { } method && reader.SenderOf(call, model) is { } client)
                    {
                        found.Add((client, new ChangingCall(method, call, site)));
                    }
                }

                _sent = found.ToImmutable();
            }

            return _sent;
        }
    }
}
