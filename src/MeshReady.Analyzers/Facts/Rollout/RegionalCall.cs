using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Model.Addresses;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Analyzers.Facts.Rollout;

/// <summary>One service in several regions, between which code goes.</summary>
/// <param name="Place">Where a reader has to look.</param>
/// <param name="First">The first host, for a message.</param>
/// <param name="Second">The second.</param>
/// <param name="IsFailover">Whether the code tries one after the other; otherwise it chooses.</param>
/// <param name="IsInternal">Whether the hosts are surely the system's own.</param>
internal sealed record RegionalCall(Location Place, string First, string Second, bool IsFailover, bool IsInternal);

/// <summary>Finds code that tries a service in one region after the other, or chooses its region.</summary>
internal sealed class RegionalCalls(RuleContext context)
{
    // Companies whose regions are theirs; the list can only silence.
    private static readonly string[] Foreign =
    [
        "amazonaws.com", "azure.com", "azure.net", "windows.net", "azurewebsites.net", "microsoft.com", "googleapis.com", "mailgun.net", "twilio.com", "sendgrid.com", "datadoghq.com", "datadoghq.eu", "newrelic.com",
        "auth0.com", "okta.com", "stripe.com", "paypal.com", "adyen.com", "salesforce.com", "zendesk.com", "mongodb.net", "elastic-cloud.com", "algolia.net", "openai.com", "cloudflare.com",
    ];

    private readonly CancellationToken _cancellationToken = context.CancellationToken;

    /// <summary>What the site is part of; null where it stands alone.</summary>
    public RegionalCall? At(Site site)
    {
        if ((site.Kinds & SiteKinds.RegionalAddress) != 0)
        {
            return site.Node switch
            {
                SwitchExpressionSyntax choice => Choice(choice.Arms.Select(static arm => arm.Expression), Span(choice, choice.SpanStart, choice.SwitchKeyword.Span.End)),
                SwitchStatementSyntax choice => Choice(choice.Sections.SelectMany(Chosen), Span(choice, choice.SpanStart, choice.CloseParenToken.Span.End)),
                InitializerExpressionSyntax table => Choice(table.Expressions.Select(Entry).OfType<ExpressionSyntax>(), Span(table, table.Parent!.SpanStart, table.OpenBraceToken.SpanStart)),
                InvocationExpressionSyntax groups => Hedged(groups),
                _ => null,
            };
        }

        foreach (var around in site.Node.Ancestors())
        {
            switch (around)
            {
                case CatchClauseSyntax { Parent: TryStatementSyntax attempt } clause:
                    return Second(site, attempt.Block.Span, clause.CatchKeyword.GetLocation());
                case IfStatementSyntax test when test.Statement.Span.Contains(site.Node.Span) && Mentions(test.Condition, "IsSuccessStatusCode") && test.Parent is BlockSyntax block:
                    return Second(site, TextSpan.FromBounds(block.SpanStart, test.SpanStart), Span(test, test.SpanStart, test.CloseParenToken.Span.End));
                case ForEachStatementSyntax loop when loop.Statement.DescendantNodes().Any(static n => n is CatchClauseSyntax):
                    return InTurn(loop, loop.Expression, site);
                case MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax:
                    return null;
            }
        }

        return null;
    }

    /// <summary><c>foreach (var host in hosts) try { … } catch { }</c></summary>
    private RegionalCall? InTurn(ForEachStatementSyntax loop, ExpressionSyntax collection, Site site)
    {
        // What is called in the loop is what the loop goes over.
        if (!site.Node.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == loop.Identifier.ValueText) || Elements(collection) is not { Count: > 1 } elements)
            return null;
        return Judge(elements, Span(loop, loop.SpanStart, loop.CloseParenToken.Span.End), isFailover: true);
    }

    private List<ExpressionSyntax>? Elements(ExpressionSyntax collection)
    {
        while (collection is CastExpressionSyntax or ParenthesizedExpressionSyntax)
            collection = collection is CastExpressionSyntax cast ? cast.Expression : ((ParenthesizedExpressionSyntax)collection).Expression;
        if (collection is IdentifierNameSyntax or MemberAccessExpressionSyntax)
        {
            if (context.Model.GetSymbolInfo(collection, _cancellationToken).Symbol is not { } symbol || OnlyValue.Of(symbol, context.Facts, context.Model, _cancellationToken) is not { } only)
                return null;
            collection = only;
        }

        return collection switch
        {
            ImplicitArrayCreationExpressionSyntax array => [.. array.Initializer.Expressions],
            ArrayCreationExpressionSyntax { Initializer: { } list } => [.. list.Expressions],
            BaseObjectCreationExpressionSyntax { Initializer: { } list } => [.. list.Expressions],
            InitializerExpressionSyntax list => [.. list.Expressions],
            CollectionExpressionSyntax list => [.. list.Elements.OfType<ExpressionElementSyntax>().Select(static element => element.Expression)],
            _ => null,
        };
    }

    /// <summary>A call after a failure, and one within <paramref name="before"/> to the same service elsewhere.</summary>
    private RegionalCall? Second(Site site, TextSpan before, Location place)
    {
        if (HostOf(site) is not { } second)
            return null;
        foreach (var other in SyntaxIndex.For(site.Node.SyntaxTree, _cancellationToken).Of(SiteKinds.OutboundAddress))
        {
            if ((other.Kinds & SiteKinds.OutboundAddress) != 0 && before.Contains(other.Node.Span) && HostOf(other) is { } first && Judge([first, second], place, isFailover: true) is { } found)
                return found;
        }

        return null;
    }

    private RegionalCall? Choice(IEnumerable<ExpressionSyntax> ways, Location place)
        => Judge([.. ways.Where(static way => way is not ThrowExpressionSyntax)], place, isFailover: false) is { IsInternal: true } found ? found : null;

    /// <summary><c>AddStandardHedgingHandler().ConfigureOrderedGroups(…)</c> with a Uri for each region.</summary>
    private RegionalCall? Hedged(InvocationExpressionSyntax call)
    {
        if (context.Model.GetSymbolInfo(call, _cancellationToken).Symbol is not IMethodSymbol method || !method.Home().IsInNamespace("Microsoft.Extensions.Http.Resilience") && !method.Home().IsInNamespace("Microsoft.Extensions.DependencyInjection"))
            return null;

        var endpoints = call.ArgumentList.DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Where(static assignment => assignment.Left is IdentifierNameSyntax { Identifier.ValueText: "Uri" } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Uri" })
            .Select(static assignment => assignment.Right).ToList();
        return endpoints.Count < 2 ? null : Judge(endpoints, CallChain.LocationOf(call), isFailover: true);
    }

    private RegionalCall? Judge(IReadOnlyList<ExpressionSyntax> expressions, Location place, bool isFailover)
    {
        var hosts = expressions.Select(HostOf).OfType<RegionalHost>().ToList();
        return hosts.Count == expressions.Count ? Judge(hosts, place, isFailover) : null;
    }

    private static RegionalCall? Judge(IReadOnlyList<RegionalHost> hosts, Location place, bool isFailover)
    {
        var names = hosts.Select(static host => host.Host).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return names.Count > 1 && RegionNames.AreOneService(names, isFailover) ? new(place, hosts[0].Shown, hosts.First(host => host.Host != hosts[0].Host).Shown, isFailover, hosts.All(static host => host.IsInternal)) : null;
    }

    private RegionalHost? HostOf(Site site)
    {
        if (OutboundSinks.At(site, context.Model, _cancellationToken) is { } outbound)
        {
            if (outbound.Sink.Family == SinkFamily.Infrastructure)
                return null;
            if (outbound.Value.Syntax is ExpressionSyntax sent && OfAddress(sent) is { } addressed)
                return addressed;
        }

        return site.Node is InvocationExpressionSyntax call ? OfClient(call) : null;
    }

    private RegionalHost? HostOf(ExpressionSyntax expression) => OfAddress(expression) ?? OfClient(expression);

    private RegionalHost? OfAddress(ExpressionSyntax expression)
    {
        if (context.Addresses.Resolve(expression) is not { Kind: AddressKind.Constant, Address: { Scheme: not null } address } || EndpointFilter.IsNotCalled(expression))
            return null;
        var kind = context.Project.Hosts.Classify(address.Host);
        var isInternal = kind is HostClass.LogicalSingleLabel or HostClass.ClusterFqdn or HostClass.PrivateName;
        return isInternal || kind == HostClass.External && !Array.Exists(Foreign, domain => address.Host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase)) ? new(address.Host, address.Display, isInternal) : null;
    }

    /// <summary>A named or kept client, by the address that it is known to have, else by its name.</summary>
    private RegionalHost? OfClient(ExpressionSyntax expression)
    {
        if (new UpstreamReader(context).Of(expression) is not { } upstream)
            return null;
        var name = ServiceAddress.TryParse(upstream.Shown) is { Scheme: not null } address ? address.Host : Words(upstream.Shown);
        return new(name, upstream.Shown, IsInternal: true);
    }

    /// <summary><c>_ordersEast</c> is <c>orders-east</c>.</summary>
    private static string Words(string name) => string.Join("-", NameWords.Of(name.Trim('_')));

    private static IEnumerable<ExpressionSyntax> Chosen(SwitchSectionSyntax section)
    {
        foreach (var statement in section.Statements)
        {
            if (statement is ReturnStatementSyntax { Expression: { } returned })
                yield return returned;
            else if (statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment })
                yield return assignment.Right;
        }
    }

    private static ExpressionSyntax? Entry(ExpressionSyntax entry) => entry switch
    {
        AssignmentExpressionSyntax assignment => assignment.Right,
        InitializerExpressionSyntax { Expressions: [_, var value] } => value,
        _ => null,
    };

    private static bool Mentions(ExpressionSyntax condition, string name) => condition.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(identifier => identifier.Identifier.ValueText == name);

    private static Location Span(SyntaxNode node, int start, int end) => Location.Create(node.SyntaxTree, TextSpan.FromBounds(start, end));

    private sealed record RegionalHost(string Host, string Shown, bool IsInternal);
}
