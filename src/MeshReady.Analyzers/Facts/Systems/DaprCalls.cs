using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Model.Systems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>Calls through Dapr's sidecar: by its client, by its header, by the address of its API.</summary>
internal sealed class DaprCalls(FactsSource source, CancellationToken cancellationToken)
{
    private const string Invoke = "v1.0/invoke/";
    private const string Header = "dapr-app-id";

    private static readonly string[] Methods =
    [
        "InvokeMethodAsync", "InvokeMethodGrpcAsync", "InvokeMethodRawAsync", "CreateInvokeMethodRequest", "CreateInvokeHttpClient", "CreateInvokableHttpClient", "CreateInvocationInvoker",
    ];

    private readonly CodeFacts _code = source.Code;
    private readonly AddressResolver _addresses = new(source.Code, cancellationToken);

    public IEnumerable<CallFact> Find() => OfClient().Concat(OfHeaders()).Concat(OfAddresses());

    private IEnumerable<CallFact> OfClient()
    {
        foreach (var call in NamedCalls(Methods))
        {
            if (call.Method(cancellationToken) is not { } method || !method.Home().IsOrInherits("Dapr.Client.DaprClient"))
                continue;
            var arguments = call.Arguments(method);
            if (!arguments.TryGetValue("appId", out var appId))
                continue;
            var request = arguments.TryGetValue("methodName", out var name) ? RequestOf(arguments, name, method, call.Model) : null;
            if (Fact(appId, call.Node, call.Name is "CreateInvocationInvoker" ? ContractOver(call.Node) : null) is { } fact)
                yield return fact with { Requests = request is null ? RequestsOver(call) : [request] };
        }
    }

    /// <summary><c>client.DefaultRequestHeaders.Add("dapr-app-id", "orders")</c>, also in the metadata of gRPC.</summary>
    private IEnumerable<CallFact> OfHeaders()
    {
        foreach (var call in NamedCalls("Add", "TryAddWithoutValidation"))
        {
            if (call.Node.ArgumentList.Arguments is [{ Expression: var name }, { Expression: var value }]
                && call.Model.GetConstantValue(name, cancellationToken) is { HasValue: true, Value: string text } && text.Equals(Header, StringComparison.OrdinalIgnoreCase)
                && Fact(value, call.Node, null) is { } fact)
            {
                yield return fact;
            }
        }

        // new Metadata { { "dapr-app-id", "orders" } }
        foreach (var tree in Trees("dapr"))
        {
            foreach (var pair in tree.GetRoot(cancellationToken).DescendantNodes().OfType<InitializerExpressionSyntax>())
            {
                if (pair.Expressions is [LiteralExpressionSyntax { Token.Value: string text }, var value] && text.Equals(Header, StringComparison.OrdinalIgnoreCase) && Fact(value, pair, null) is { } fact)
                    yield return fact;
            }
        }
    }

    /// <summary><c>http://localhost:3500/v1.0/invoke/orders/method/place</c></summary>
    private IEnumerable<CallFact> OfAddresses()
    {
        foreach (var tree in Trees(Invoke))
        {
            var model = _code.ModelOf(tree);
            foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes())
            {
                var (text, holes) = node switch
                {
                    LiteralExpressionSyntax { Token.Value: string constant, Parent: not BinaryExpressionSyntax } => (constant, Array.Empty<ExpressionSyntax>()),
                    InterpolatedStringExpressionSyntax whole => (string.Concat(whole.Contents.Select(static c => c is InterpolatedStringTextSyntax plain ? plain.TextToken.ValueText : "\u0001")), whole.Contents.OfType<InterpolationSyntax>().Select(static i => i.Expression).ToArray()),
                    _ => ("", []),
                };
                var start = text.IndexOf(Invoke, StringComparison.Ordinal);
                if (start < 0)
                    continue;
                var appId = text.Substring(start + Invoke.Length).Split('/')[0];
                var rest = text.Substring(start + Invoke.Length + appId.Length);
                var isConfigured = appId == "\u0001";
                var before = text.Substring(0, start + Invoke.Length).Count(static c => c == '\u0001');
                var fact = isConfigured ? Fact(holes[before], node, null) : PlainText.Name(appId) is { } plainId ? Named(plainId, node) : null;
                if (fact is null)
                    continue;
                const string Method = "/method/";
                var path = rest.StartsWith(Method, StringComparison.Ordinal) ? PlainText.Path("/" + rest.Substring(Method.Length).Replace('\u0001', '*')) : null;
                yield return path is null ? fact : fact with { Requests = ["* " + path] };
            }
        }
    }

    private CallFact? Fact(ExpressionSyntax appId, SyntaxNode node, string? contract)
    {
        var value = _addresses.Resolve(appId);
        var fact = value.Kind switch
        {
            AddressKind.Constant when PlainText.Name(value.Text) is { } id => Named(id, node),
            AddressKind.Fallback when PlainText.Name(value.Text) is { } id => Named(id, node) with { Key = value.Key, IsEnvironment = value.IsEnvironment },
            AddressKind.Configuration when value.Key is not null => Named(null, node) with { Key = value.Key, IsEnvironment = value.IsEnvironment },
            _ => null,
        };
        return fact is null ? null : fact with { Contract = contract };
    }

    private CallFact Named(string? appId, SyntaxNode node)
        => new(CallProtocol.Dapr, source.PlaceOf(node is InvocationExpressionSyntax call ? (SyntaxNode?)CallChain.NameOf(call) ?? call : node))
        {
            AppId = appId,
            IsConditional = Conditions.MayBeOff(node, _code, cancellationToken),
            Policy = PolicyAt(node),
        };

    /// <summary>The SDK repeats nothing; where no library that does is in reach and no loop stands around, the code does not either.</summary>
    private CodePolicy PolicyAt(SyntaxNode node)
        => _code.Compilation.ReferencedAssemblyNames.Any(static reference => reference.Name.StartsWith("Polly", StringComparison.Ordinal) || reference.Name.Contains("Resilience")) || ClientUseReader.IsRepeated(node)
            ? CodePolicy.Unknown
            : new CodePolicy(1, null, false);

    private string? RequestOf(IReadOnlyDictionary<string, ExpressionSyntax> arguments, ExpressionSyntax name, IMethodSymbol method, SemanticModel model)
    {
        var path = model.GetConstantValue(name, cancellationToken) is { HasValue: true, Value: string text } ? text
            : name is InterpolatedStringExpressionSyntax parts ? string.Concat(parts.Contents.Select(static c => c is InterpolatedStringTextSyntax plain ? plain.TextToken.ValueText : "*"))
            : "*";

        // Dapr's own default; over gRPC there is no method of HTTP.
        var verb = method.Name.Contains("Grpc") ? "*"
            : arguments.TryGetValue("httpMethod", out var said) ? said is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var known } ? known.ToUpperInvariant() : "*"
            : "POST";
        return verb + " /" + PlainText.Path(path).TrimStart('/');
    }

    /// <summary>The requests of the class to which a client is handed as soon as it is made.</summary>
    private IReadOnlyList<string> RequestsOver(NamedCall call)
        => call.Node.Parent is ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax made } && call.Model.GetTypeInfo(made, cancellationToken).Type is INamedTypeSymbol type
            ? CallRequests.Sorted(new CallRequests(source, cancellationToken).OfClass(type, "/"))
            : [];

    private string? ContractOver(InvocationExpressionSyntax invoker) => new ChannelClients(_code, cancellationToken).ContractOf(invoker);

    private IEnumerable<NamedCall> NamedCalls(params string[] names) => NamedCall.In(_code, cancellationToken, names);

    private IEnumerable<SyntaxTree> Trees(string text)
        => _code.Compilation.SyntaxTrees.Where(tree => !SyntaxIndex.For(tree, cancellationToken).IsTestFile && tree.GetText(cancellationToken).ToString().Contains(text));
}
