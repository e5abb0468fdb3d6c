using System.Collections.Immutable;
using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Data;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Data;

/// <summary>A connection made to be shared is opened for each call: handshakes, ports and the server's limits run out under load.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("Where the shared connection is kept and who closes it is a decision of the composition.")]
public sealed class MSA1001ConnectionPerOperationAnalyzer() : MeshAnalyzer(ImmutableArray.Create(Descriptor, Bounded), SiteKinds.Connection)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA1001",
        title: "Share the connection to a broker or cache",
        messageFormat: "'{0}' opens a connection to {1} {2}: each costs a handshake and a slot of the server; open one for the process (AddSingleton)",
        category: Category.Data,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

#pragma warning disable RS2001 // The release line states the severity of the finding proper
    private static readonly DiagnosticDescriptor Bounded = Rule.Create(
        id: "MSA1001",
        title: "Share the connection to a broker or cache",
        messageFormat: "'{0}' makes a client of {1} {2}; the driver shares the connections of clients with equal settings, but only while they stay equal: make one for the process (AddSingleton)",
        category: Category.Data,
        defaultSeverity: DiagnosticSeverity.Info,
        isSeverityBySite: true);
#pragma warning restore RS2001

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (site.Node is not ExpressionSyntax opening
            || Array.IndexOf(ConnectionNames.PerUse, site.Name) >= 0
            || ServerOf(opening, site.Name, context) is not { } server
            || DevelopmentGuard.IsDevelopmentOnly(opening, context.Model, context.CancellationToken)
            || new ConnectionUse(context.Facts, context.Model, context.CancellationToken).PerWhat(opening) is not { } perWhat)
        {
            return;
        }

        var place = opening is InvocationExpressionSyntax call ? CallChain.LocationOf(call) : opening is ObjectCreationExpressionSyntax creation ? Location.Create(creation.SyntaxTree, Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(creation.SpanStart, creation.Type.Span.End)) : opening.GetLocation();
        context.Report(Diagnostic.Create(server == "MongoDB" ? Bounded : Descriptor, place, site.Name, server, perWhat));
    }

    private static string? ServerOf(ExpressionSyntax opening, string name, RuleContext context)
    {
        if (opening is BaseObjectCreationExpressionSyntax)
        {
            foreach (var (_, type, server) in ConnectionNames.Holders.Where(h => h.Name == name))
            {
                if (context.Model.GetTypeInfo(opening, context.CancellationToken).Type.Is(type))
                    return server;
            }

            return null;
        }

        if (context.Model.GetSymbolInfo(opening, context.CancellationToken).Symbol is not IMethodSymbol method)
            return null;
        foreach (var (_, type, server) in ConnectionNames.Openings.Where(o => o.Method == name))
        {
            if (method.Home().IsOrInherits(type))
                return server;
        }

        return null;
    }
}
