using MeshReady.Model.Addresses;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Addresses;

/// <summary>Tells the addresses of services from those that only look like one.</summary>
internal static class EndpointFilter
{
    /// <summary>Words of a name that say that the address is published, compared or listened on.</summary>
    private static readonly HashSet<string> NotCalled = new(StringComparer.OrdinalIgnoreCase)
    {
        "cors", "origin", "origins", "redirect", "redirects", "callback", "issuer", "issuers", "audience", "audiences", "logout", "frontchannel", "listen", "bind", "kestrel", "license", "terms", "namespace",
        "public", "frontend", "website", "swagger", "documentation", "docs", "spa", "angular", "react", "cookie", "cookies",
    };

    /// <summary>Names that mean a published or bound address as a whole, but not as a part of another name.</summary>
    private static readonly HashSet<string> NotCalledWhole = new(StringComparer.OrdinalIgnoreCase)
    {
        "urls", "aspnetcoreurls", "dotneturls", "serverurls", "hostingurls", "contact", "contacturl", "returnurl", "externalurl", "appurl", "selfurl", "basehref", "hosturl", "clienturi", "clienturl",
    };

    /// <summary>A name that ends so is the name of something that is called, whatever words precede.</summary>
    private static readonly HashSet<string> Called = new(StringComparer.OrdinalIgnoreCase) { "service", "services", "api", "client", "grpc" };

    private static readonly HashSet<string> HostWords = new(StringComparer.OrdinalIgnoreCase) { "host", "hostname", "server", "servers", "broker", "brokers" };

    private static readonly HashSet<string> OwnHostWords = new(StringComparer.OrdinalIgnoreCase) { "kestrel", "listen", "bind", "kestrel", "app", "web", "server", "http", "https", "own", "self", "machine", "health" };

    /// <summary>Ports at which an agent of the pod or the node listens on loopback by convention: OTLP, Dapr, StatsD, Datadog, X-Ray, a mesh proxy.</summary>
    public static bool IsLocalAgent(ServiceAddress address, HostClass host)
        => host == HostClass.Loopback && address.Port is 4317 or 4318 or 3500 or 3501 or 50001 or 8125 or 8126 or 2000 or (>= 15000 and <= 15090);

    /// <summary>Whether a configuration key or member name says that the address is published or bound and not called.</summary>
    public static bool IsNotCalled(string? name)
    {
        var segments = Segments(name).ToList();
        for (var i = 0; i < segments.Count; i++)
        {
            var words = NameWords.Of(segments[i]);
            if (words.Count == 0 || Called.Contains(words[words.Count - 1]))
                continue;
            if (i == segments.Count - 1 && NotCalledWhole.Contains(string.Concat(words)) || SaysNotCalled(words))
                return true;
        }

        return false;
    }

    // CallBackUrl is CallbackUrl to whoever wrote it.
    private static bool SaysNotCalled(List<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (NotCalled.Contains(words[i]) || (i > 0 && NotCalled.Contains(words[i - 1] + words[i])))
                return true;
        }

        return false;
    }

    /// <summary>Whether a configuration key names the host of another server: <c>RabbitMQ:Host</c>, <c>DB_HOST</c>, and neither <c>Host</c> nor <c>Kestrel:Host</c>.</summary>
    public static bool NamesHost(string? key)
    {
        var words = Segments(key).SelectMany(NameWords.Of).ToList();
        if (words.Count > 1 && words[words.Count - 1].Equals("name", StringComparison.OrdinalIgnoreCase))
            words.RemoveAt(words.Count - 1);
        return words.Count > 1 && HostWords.Contains(words[words.Count - 1]) && !words.Take(words.Count - 1).All(OwnHostWords.Contains) && !words.Any(NotCalled.Contains);
    }

    /// <summary>Whether the place of an expression says so: an argument of <c>WithOrigins</c>, <c>UseUrls</c>, <c>Run</c>, or a value for <c>RedirectUri</c>.</summary>
    public static bool IsNotCalled(SyntaxNode expression)
    {
        // What is awaited has been called: its answer may be printed, the address was not.
        for (SyntaxNode? node = expression; node is not null and not StatementSyntax and not MemberDeclarationSyntax and not LambdaExpressionSyntax and not AwaitExpressionSyntax; node = node.Parent)
        {
            switch (node.Parent)
            {
                case AssignmentExpressionSyntax assignment when assignment.Right == node && IsNotCalled(NameOf(assignment.Left)):
                case VariableDeclaratorSyntax variable when IsNotCalled(variable.Identifier.ValueText) || variable.Parent?.Parent is LocalDeclarationStatementSyntax && IsPublished(variable):
                case PropertyDeclarationSyntax property when IsNotCalled(property.Identifier.ValueText):
                case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax invocation } when Publishes(invocation):
                case ArgumentSyntax when IsLogged(node):
                case ArgumentSyntax { NameColon.Name.Identifier.ValueText: var name } when IsNotCalled(name):
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether the place is in a class that only Entity Framework's command line makes: <c>IDesignTimeDbContextFactory</c>.</summary>
    public static bool IsDesignTime(SyntaxNode place)
    {
        foreach (var type in place.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.BaseList?.Types ?? default)
        {
            if (type.Type.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().FirstOrDefault() is { Identifier.ValueText: "IDesignTimeDbContextFactory" })
                return true;
        }

        return false;
    }

    private static bool Publishes(InvocationExpressionSyntax invocation) => NameOf(invocation.Expression) switch
    {
        "WithOrigins" or "UseUrls" or "Listen" or "WithExternalUrl" or "Redirect" or "RedirectPermanent" => true,
        "Run" or "RunAsync" => invocation.ArgumentList.Arguments.Count == 1,
        "Add" => invocation.Expression is MemberAccessExpressionSyntax { Expression: var target } && NameOf(target) == "Urls",
        _ => false,
    };

    /// <summary>
    /// A local that goes to <c>WithOrigins</c> or <c>UseUrls</c>, or nowhere but into values such as
    /// <c>RedirectUris = { $"{url}/signin-oidc" }</c>, and so is no address to call.
    /// </summary>
    private static bool IsPublished(VariableDeclaratorSyntax variable)
    {
        var statement = variable.FirstAncestorOrSelf<StatementSyntax>();
        var scope = statement?.Parent is GlobalStatementSyntax global ? global.Parent : statement?.Parent;
        if (scope is null)
            return false;

        var (published, called) = (0, 0);
        foreach (var use in scope.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            // Only what follows: so a chain of locals comes to an end.
            if (use.SpanStart < variable.Span.End || use.Identifier.ValueText != variable.Identifier.ValueText || use.Parent is MemberAccessExpressionSyntax access && access.Name == use)
                continue;
            if (use.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } && Publishes(call))
                return true;
            if (IsNotCalled(use))
                published++;
            else if (!IsLogged(use))
                called++;
        }

        return published > 0 && called == 0;
    }

    /// <summary>An argument of a log call, which says nothing of what the value is for.</summary>
    private static bool IsLogged(SyntaxNode use)
        => use.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } }
            && (name.StartsWith("Log", StringComparison.Ordinal) || name is "WriteLine" or "Information" or "Debug" or "Warning" or "Error");

    private static IEnumerable<string> Segments(string? name)
        => name is null ? [] : name.Split([':', '.'], StringSplitOptions.RemoveEmptyEntries).SelectMany(static s => s.Split(["__"], StringSplitOptions.RemoveEmptyEntries));

    private static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => null,
    };
}
