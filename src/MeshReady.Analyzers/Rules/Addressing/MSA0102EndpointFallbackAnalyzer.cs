using System.Collections.Immutable;
using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Calls;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Model.Addresses;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace MeshReady.Analyzers.Rules.Addressing;

/// <summary>A setting that is missing in production makes the service call the developer's machine, and nobody is told.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA0102EndpointFallbackAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.ConfigurationFallback | SiteKinds.OutboundAddress)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0102",
        title: "Let a missing endpoint fail instead of falling back to a hard-coded one",
        messageFormat: "Without {0} this service silently uses '{1}'; throw when the setting is missing, so that the deployment fails and not the call",
        category: Category.Addressing,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (Find(context, site) is not { Kind: AddressKind.Fallback, Text: not null, Origin: { } origin, Missing: { } missing } fallback || missing.SyntaxTree != site.Node.SyntaxTree)
            return;

        var server = EndpointText.FindServer(fallback.Text) ?? (EndpointFilter.NamesHost(fallback.Key) ? EndpointText.FindHost(fallback.Text) : null);
        if (server is null || !IsReported(context, server) || IsOwnSetting(fallback.Key) || IsSidecar(context, server))
            return;

        // The literal where it stands in the fallback, else the name that leads to it.
        var isWithin = origin.SyntaxTree == missing.SyntaxTree && missing.Span.Contains(origin.Span);
        var place = isWithin ? origin : missing;
        if (EndpointFilter.IsNotCalled(fallback.Key) || EndpointFilter.IsNotCalled(place) || EndpointFilter.IsNotCalled(site.Node) || (!isWithin && EndpointFilter.IsNotCalled(origin)))
            return;
        if (!context.IsFirst(place) || DevelopmentGuard.IsDevelopmentOnly(place, context.Model, context.CancellationToken) || AddressAgreements.SpeakAt(context, place))
            return;

        var others = isWithin ? ImmutableArray<Location>.Empty : context.Further(origin);
        var setting = fallback.Key is { } key ? $"the setting '{key}'" : fallback.IsOfUnknownSource ? "a value" : "its setting";
        context.Report(Diagnostic.Create(Descriptor, place.GetLocation(), others, Properties(fallback, server), setting, EndpointText.Show(server, fallback.Text)));
    }

    private static bool IsReported(RuleContext context, ServiceAddress server)
    {
        var host = context.Project.Hosts.Classify(server.Host);
        return context.Project.Hosts.IsService(host) && !EndpointFilter.IsLocalAgent(server, host) && server.Scheme is not ("https+http" or "http+https");
    }

    /// <summary>A loopback without a port, in a file that takes Dapr's port: the two together are the sidecar's address.</summary>
    private static bool IsSidecar(RuleContext context, ServiceAddress server)
        => server.Port is null
            && context.Project.Hosts.Classify(server.Host) == HostClass.Loopback
            && context.Model.SyntaxTree.GetText(context.CancellationToken).ToString().Contains("\"DAPR_");

    /// <summary>Variables that an injector or a collector's SDK always sets or that have a default by specification.</summary>
    private static bool IsOwnSetting(string? key)
        => key is not null && (key.StartsWith("DAPR_", StringComparison.Ordinal) || key.StartsWith("OTEL_", StringComparison.Ordinal));

    private static ImmutableDictionary<string, string?> Properties(AddressValue fallback, ServiceAddress server)
    {
        var was = EndpointText.ShowWithPath(server, fallback.Text!);
        var properties = ImmutableDictionary<string, string?>.Empty.Add(FixProperties.Was, was);
        if (fallback.Key is null)
            return properties;

        properties = properties.Add(FixProperties.Setting, fallback.Key);
        if (fallback.IsComposed || fallback.IsEnvironment)
            return properties;

        properties = properties.Add(FixProperties.Key, fallback.Key);
        return fallback.Text == was || fallback.Text == was + "/" ? properties.Add(FixProperties.Value, fallback.Text) : properties;
    }

    private static AddressValue? Find(RuleContext context, Site site)
    {
        var resolver = context.Addresses;
        if ((site.Kinds & SiteKinds.OutboundAddress) != 0 && OutboundSinks.At(site, context.Model, context.CancellationToken) is { } outbound && resolver.Resolve(outbound.Value) is { Kind: AddressKind.Fallback } sent)
            return sent;
        if ((site.Kinds & SiteKinds.ConfigurationFallback) == 0)
            return null;

        // Away from a client, only what is known to stand in for a setting is.
        return FindFallback(context, site) is { IsOfUnknownSource: false } found ? found : null;
    }

    private static AddressValue? FindFallback(RuleContext context, Site site)
        => site.Node switch
        {
            PropertyDeclarationSyntax property => OptionsDefault(context, property),
            InvocationExpressionSyntax call when site.Name is "IsNullOrEmpty" or "IsNullOrWhiteSpace" => ReplacedWhenMissing(context, call),
            IfStatementSyntax statement => context.Addresses.ReplacedIn(statement),
            ExpressionSyntax expression => context.Addresses.Resolve(expression),
            _ => null,
        };

    /// <summary><c>IsNullOrEmpty(x) ? "…" : x</c> and <c>if (IsNullOrEmpty(x)) x = "…";</c></summary>
    private static AddressValue? ReplacedWhenMissing(RuleContext context, InvocationExpressionSyntax test)
    {
        foreach (var node in test.Ancestors())
        {
            switch (node)
            {
                case ConditionalExpressionSyntax conditional when conditional.Condition.Span.Contains(test.Span):
                    return context.Addresses.Resolve(conditional);
                case IfStatementSyntax { Else: null } statement when statement.Condition.Span.Contains(test.Span):
                    return context.Addresses.ReplacedIn(statement);
                case StatementSyntax or LambdaExpressionSyntax:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The default of a settable property of an options class: what is taken when the section has no such key.</summary>
    private static AddressValue? OptionsDefault(RuleContext context, PropertyDeclarationSyntax property)
    {
        if (property.Initializer?.Value is not { } value
            || value.Kind() is not (SyntaxKind.StringLiteralExpression or SyntaxKind.ObjectCreationExpression or SyntaxKind.ImplicitObjectCreationExpression or SyntaxKind.InterpolatedStringExpression or SyntaxKind.AddExpression or SyntaxKind.IdentifierName or SyntaxKind.SimpleMemberAccessExpression)
            || property.Modifiers.Any(SyntaxKind.StaticKeyword)
            || property.AccessorList?.Accessors.Any(static a => a.Kind() is SyntaxKind.SetAccessorDeclaration or SyntaxKind.InitAccessorDeclaration) != true
            || property.Parent is not TypeDeclarationSyntax type
            || !context.Facts.Options.IsOptionsClass(type.Identifier.ValueText, context.CancellationToken)
            || context.Addresses.Resolve(value) is not { Kind: AddressKind.Constant } constant)
        {
            return null;
        }

        return new AddressValue(AddressKind.Fallback, constant.Text, constant.Origin ?? value, type.Identifier.ValueText + "." + property.Identifier.ValueText) { IsComposed = true, Missing = value };
    }
}
