using System.Text;
using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Model.Addresses;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>The methods and paths of the requests that are seen on a client.</summary>
internal sealed class CallRequests(FactsSource source, CancellationToken cancellationToken)
{
    private const int Most = 100;

    private static readonly string[] Verbs = ["Get", "Post", "Put", "Patch", "Delete", "Head", "Options"];

    private readonly CodeFacts _code = source.Code;
    private readonly AddressResolver _addresses = new(source.Code, cancellationToken);

    /// <summary>The requests of a registered client; those to hosts of the outside world are nobody's here.</summary>
    public IReadOnlyList<string> Of(RegisteredClient client, AddressValue address, IReadOnlyList<AddressSite> sites)
    {
        if (IsForeign(address))
            return [];
        var start = StartOf(address);
        var found = new List<string>();
        foreach (var type in client.Registrations.Select(static r => r.ClientType).OfType<INamedTypeSymbol>().Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default))
        {
            found.AddRange(OfInterface(type, start));

            // A class that makes clients of its own may keep several: nobody knows whose a request is.
            if (type.TypeKind != TypeKind.Interface && client.First.Origin == ClientOrigin.Factory)
                found.AddRange(OfClass(type, start));
        }

        found.AddRange(sites.SelectMany(OfSite));
        return Sorted(found);
    }

    /// <summary>The request at a place that holds its whole address.</summary>
    public IReadOnlyList<string> OfSite(AddressSite site)
        => !IsForeign(site.Value) && VerbOf(site.Node, site.Name) is { } verb && site.Place is { } && UriOf(site.Node) is { } uri && PathOf(uri, "*") is { } path ? [verb + " " + path] : [];

    public static IReadOnlyList<string> Sorted(IEnumerable<string> requests) => [.. requests.Distinct(StringComparer.Ordinal).OrderBy(static r => r, StringComparer.Ordinal).Take(Most)];

    private IEnumerable<string> OfInterface(INamedTypeSymbol type, string start)
    {
        foreach (var member in type.GetMembers().Concat(type.AllInterfaces.SelectMany(static i => i.GetMembers())))
        {
            foreach (var attribute in member.GetAttributes())
            {
                if (attribute.AttributeClass is { } kind && (kind.IsInNamespace("Refit") || kind.IsInNamespace("RestEase"))
                    && Array.Find(Verbs, verb => kind.Name == verb + "Attribute") is { } said)
                {
                    var path = attribute.ConstructorArguments.FirstOrDefault().Value as string ?? "";
                    yield return said.ToUpperInvariant() + " " + Append(start, PlainText.Path(path));
                }
            }
        }
    }

    /// <summary>The requests in the class of a client.</summary>
    public IEnumerable<string> OfClass(INamedTypeSymbol type, string start)
    {
        foreach (var part in type.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellationToken)))
        {
            if (_code.ModelAnywhere(part.SyntaxTree) is not { } model)
                continue;
            foreach (var call in part.DescendantNodes().Where(static node => node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax))
            {
                var name = call is InvocationExpressionSyntax invocation ? CallChain.NameOf(invocation)?.Identifier.ValueText : "HttpRequestMessage";
                if (name is not null && VerbOf(call, name) is { } verb && UriOf(call) is { } uri && IsRequest(call, model) && PathOf(uri, start) is { } path)
                    yield return verb + " " + path;
            }
        }
    }

    private bool IsRequest(SyntaxNode call, SemanticModel model)
        => call is BaseObjectCreationExpressionSyntax ? model.GetTypeInfo(call, cancellationToken).Type.Is("System.Net.Http.HttpRequestMessage")
            : model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method && (method.Home().Is("System.Net.Http.HttpClient") || method.Home().Is("System.Net.Http.Json.HttpClientJsonExtensions"));

    private static string? VerbOf(SyntaxNode node, string name)
    {
        if (node is BaseObjectCreationExpressionSyntax creation)
        {
            var method = creation.ArgumentList?.Arguments.FirstOrDefault()?.Expression;
            return method is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "HttpMethod" } } said ? said.Name.Identifier.ValueText.ToUpperInvariant() : null;
        }

        return Array.Find(Verbs, verb => name.StartsWith(verb, StringComparison.Ordinal))?.ToUpperInvariant();
    }

    private static ExpressionSyntax? UriOf(SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var uri }, ..] } => uri,
        BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [_, { Expression: var uri }, ..] } => uri,
        _ => null,
    };

    /// <summary>The path of a request: whole where the text begins with a slash or a host, else behind the client's own.</summary>
    private string? PathOf(ExpressionSyntax uri, string start)
    {
        var text = TextOf(uri, 0);
        var host = text.IndexOf("://", StringComparison.Ordinal);
        if (host >= 0)
        {
            var slash = text.IndexOf('/', host + 3);
            return PlainText.Path(slash < 0 ? "/" : text.Substring(slash));
        }

        // What stands before the path is the address itself, or nobody knows.
        if (text.StartsWith("*/", StringComparison.Ordinal) && _addresses.Resolve(uri).Kind is AddressKind.Configuration or AddressKind.Fallback)
            return PlainText.Path(text.Substring(1));
        return text.Length == 0 ? start : Combine(start, PlainText.Path(text));
    }

    // Refit and RestEase put the path behind that of the address, whatever it begins with.
    private static string Append(string start, string path) => path.Length == 0 ? start : (start == "*" ? "*" : start.TrimEnd('/')) + "/" + path.TrimStart('/');

    private static string Combine(string start, string path)
    {
        if (path.StartsWith("/", StringComparison.Ordinal) || path.StartsWith("*", StringComparison.Ordinal))
            return path;
        if (start == "*")
            return "*/" + path;
        return start.Substring(0, start.LastIndexOf('/') + 1) + path;
    }

    /// <summary>The text of an expression, with <c>*</c> for what is not constant.</summary>
    private string TextOf(ExpressionSyntax expression, int depth)
    {
        if (depth > 6 || _code.ModelAnywhere(expression.SyntaxTree) is not { } model)
            return "*";
        if (model.GetConstantValue(expression, cancellationToken) is { HasValue: true, Value: string constant })
            return constant;
        switch (expression)
        {
            case InterpolatedStringExpressionSyntax text:
                var whole = new StringBuilder();
                foreach (var part in text.Contents)
                    whole.Append(part is InterpolatedStringTextSyntax plain ? plain.TextToken.ValueText : TextOf(((InterpolationSyntax)part).Expression, depth + 1));
                return whole.ToString();
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum:
                return TextOf(sum.Left, depth + 1) + TextOf(sum.Right, depth + 1);
            case BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var inner }, ..] } when model.GetTypeInfo(expression, cancellationToken).Type.Is("System.Uri"):
                return TextOf(inner, depth + 1);
            case IdentifierNameSyntax when _code.ModelFor(expression.SyntaxTree) is null:
                return model.GetSymbolInfo(expression, cancellationToken).Symbol is (IFieldSymbol { IsReadOnly: true } or ILocalSymbol) and { DeclaringSyntaxReferences: [var declared] } && declared.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: { } initial } field
                    && !AssignedBeside(field) ? TextOf(initial, depth + 1) : "*";
            case IdentifierNameSyntax or MemberAccessExpressionSyntax when model.GetSymbolInfo(expression, cancellationToken).Symbol is { } symbol && OnlyValue.Of(symbol, _code, model, cancellationToken) is { } value && value != expression:
                return TextOf(value, depth + 1);
            default:
                return _addresses.Resolve(expression) is { Kind: AddressKind.Constant, Text: { } known } ? known : "*";
        }
    }

    private static bool AssignedBeside(VariableDeclaratorSyntax field)
        => field.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(a => a.Left is IdentifierNameSyntax name && name.Identifier.ValueText == field.Identifier.ValueText) == true;

    /// <summary>The path of a client's base address; <c>*</c> where a setting holds it that is not in sight.</summary>
    private string StartOf(AddressValue address)
    {
        var text = address.Kind switch
        {
            AddressKind.Constant => address.Text,
            AddressKind.Fallback or AddressKind.Configuration when address.Key is { } key && source.Project.Values.ValuesOf(key).Select(static v => v.Value.Value).FirstOrDefault() is { Length: > 0 } value => address.Prefix + value + address.Suffix,
            AddressKind.Configuration when address.Suffix is { Length: > 1 } suffix && suffix[0] == '/' => "http://*" + suffix,
            _ => null,
        };
        if (text is null)
            return "*";
        var host = text.IndexOf("://", StringComparison.Ordinal);
        var slash = text.IndexOf('/', host < 0 ? 0 : host + 3);
        return slash < 0 ? "/" : PlainText.Path(text.Substring(slash));
    }

    private bool IsForeign(AddressValue address)
        => address is { Kind: AddressKind.Constant, Address: { } known } && source.Project.Hosts.Classify(known.Host) is HostClass.External or HostClass.PublicIp;
}
