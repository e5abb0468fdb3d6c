using MeshReady.Analyzers.Facts.Endpoints;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Transport;

/// <summary>Whether a service learns from its proxies how a caller came.</summary>
internal enum SchemeKnowledge
{
    /// <summary>It does, or something out of sight may see to it.</summary>
    Known,

    /// <summary>It does, but only after the call in question.</summary>
    TooLate,

    /// <summary>It takes every request for plain http.</summary>
    None,
}

/// <summary>What a service behind a proxy takes for the scheme and port of its callers.</summary>
internal sealed class CallerScheme(CodeFacts facts, CancellationToken cancellationToken)
{
    private static readonly string[] Libraries = ["Microsoft.AspNetCore.HttpOverrides"];
    private static readonly string[] Hints = ["Forward", "Proxy", "ServiceDefaults", "Defaults", "Infrastructure"];

    /// <summary>What the code does before a call on the pipeline.</summary>
    public (SchemeKnowledge Knowledge, InvocationExpressionSyntax? Forwarded) Before(InvocationExpressionSyntax call)
    {
        InvocationExpressionSyntax? late = null;
        foreach (var site in facts.Sites(SiteKinds.TransportRedirect, cancellationToken))
        {
            if (site.Name != TransportNames.Forwarded || site.Node is not InvocationExpressionSyntax other)
                continue;
            if (other.SyntaxTree != call.SyntaxTree || UseBody(other) != UseBody(call) || other.Span.End < call.Span.End)
                return (SchemeKnowledge.Known, null);
            late = other;
        }

        // A middleware of the project's own that sets the scheme, or another project's or library's method that does.
        if (AssignsScheme()
            || ReferencedProjects.Sites(facts.Compilation, SiteKinds.TransportRedirect, cancellationToken).Any(static s => s.Name == TransportNames.Forwarded)
            || UnseenExtensions.For(facts).MayProvide("forwardedheaders", Libraries, Hints, cancellationToken))
        {
            return (SchemeKnowledge.Known, null);
        }

        return late is null ? (SchemeKnowledge.None, null) : (SchemeKnowledge.TooLate, late);
    }

    /// <summary>Whether configuration switches the forwarded headers on, or may.</summary>
    public static bool MayBeSwitchedOn(PodSettings settings)
        => new[] { settings.Variable("ASPNETCORE_FORWARDEDHEADERS_ENABLED"), settings.Variable("DOTNET_FORWARDEDHEADERS_ENABLED"), settings.ValueOf("ForwardedHeaders_Enabled") }
            .Any(static value => value.Value.IsUnknown || string.Equals(value.Value.Value, "true", StringComparison.OrdinalIgnoreCase));

    /// <summary>The port to which the redirect leads, and what says so; null where none is known and the redirect does nothing.</summary>
    public (int Port, string Path, int Line)? PortOf(PodSettings settings)
    {
        foreach (var value in new[] { settings.Variable("ASPNETCORE_HTTPS_PORT"), settings.Variable("DOTNET_HTTPS_PORT"), settings.ValueOf("HTTPS_PORT") })
        {
            if (int.TryParse(value.Value.Value, out var port) && port > 0)
                return (port, value.Path, value.Line);
        }

        foreach (var site in facts.Sites(SiteKinds.TransportRedirect, cancellationToken))
        {
            if (site is not { Name: "HttpsPort", Node: AssignmentExpressionSyntax assignment })
                continue;
            var model = facts.ModelOf(assignment.SyntaxTree);
            if (model.GetSymbolInfo(assignment.Left, cancellationToken).Symbol is IPropertySymbol property && property.ContainingType.Is("Microsoft.AspNetCore.HttpsPolicy.HttpsRedirectionOptions")
                && ProductionCode.AlwaysRuns(assignment, model, cancellationToken) && model.GetConstantValue(assignment.Right, cancellationToken) is { HasValue: true, Value: int number and > 0 })
            {
                return (number, assignment.SyntaxTree.FilePath, assignment.GetLocation().GetLineSpan().StartLinePosition.Line + 1);
            }
        }

        return null;
    }

    /// <summary>Whether the program's own server is known to speak plain http and nothing else.</summary>
    public bool IsPlain(ProjectContext project, Placement placement, KubernetesResource variant, Container container)
    {
        if (Listening.Of(facts, project, placement, variant, container, cancellationToken) is { } listening)
            return !listening.HasOtherServer && listening.Endpoints.All(static e => !e.IsTls);

        // Without a word anywhere, the images of .NET listen on plain http: a certificate would have to be named.
        var code = ListenFacts.For(facts).Code(cancellationToken);
        var settings = placement.SettingsOf(variant, project.Values);
        return !code.IsUnknown && !code.HasOtherServer && !code.IsTlsByDefault && code.Endpoints.Concat(code.AppUrls).Concat(code.UseUrls).All(static e => !e.IsTls)
            && container.Command.IsEmpty && container.Arguments.IsEmpty
            && !container.Environment.Any(static v => v.Name.IndexOf("Kestrel__", StringComparison.OrdinalIgnoreCase) >= 0)
            && !project.Values.Files.Any(static f => f.Values.Keys.Any(static k => k.StartsWith("Kestrel:Endpoints", StringComparison.OrdinalIgnoreCase) || k.StartsWith("Kestrel:Certificates", StringComparison.OrdinalIgnoreCase)))
            && new[] { "ASPNETCORE_URLS", "DOTNET_URLS", "URLS", "ASPNETCORE_HTTPS_PORTS", "DOTNET_HTTPS_PORTS", "HTTPS_PORTS" }
                .All(name => settings.Variable(name).Value is { IsUnknown: false } value && (value.IsAbsent || name.EndsWith("URLS", StringComparison.Ordinal) && value.Value!.IndexOf("https", StringComparison.OrdinalIgnoreCase) < 0));
    }

    private bool AssignsScheme()
    {
        foreach (var index in facts.Indexes(cancellationToken))
        {
            if (index.Identifiers("Scheme", cancellationToken).Any(static token => token.Parent is IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } access } && assignment.Left == access))
                return true;
        }

        return false;
    }

    private static SyntaxNode? UseBody(SyntaxNode node)
        => node.Ancestors().FirstOrDefault(static n => n is AnonymousFunctionExpressionSyntax or BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or CompilationUnitSyntax);
}
