using MeshReady.Analyzers.Facts.Rollout;
using MeshReady.Model.Addresses;
using MeshReady.Model.Systems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems.Works;

/// <summary>Reads choices between hosts that chance or a trait of the request makes. The percentage is that of the first host of the target.</summary>
internal sealed class SplitReader(FactsSource source, CancellationToken cancellationToken)
{
    public IEnumerable<WorkFact> Read()
    {
        var seen = new HashSet<SyntaxNode>();
        foreach (var site in source.Code.Sites(SiteKinds.Chance | SiteKinds.RequestTrait, cancellationToken))
        {
            var context = new RuleContext(source.Code.ModelOf(site.Node.SyntaxTree), source.Options, source.Code, null, cancellationToken);
            var isChance = (site.Kinds & SiteKinds.Chance) != 0;
            var decisions = isChance ? ChanceSplit.DecisionsAt(context, site) : RequestTraits.At(context, site)?.Decisions ?? [];
            foreach (var decision in decisions)
            {
                if (!source.Code.Compilation.ContainsSyntaxTree(decision.Condition.SyntaxTree) || !LiveCode.Is(decision.Condition, source.Code.ModelOf(decision.Condition.SyntaxTree), cancellationToken)
                    || new UpstreamReader(context).ChosenBy(decision) is not { Count: > 1 } hosts || !seen.Add(decision.Condition))
                {
                    continue;
                }

                yield return new(WorkKind.Split, MemberAround(decision.Condition), source.PlaceOf(decision.Condition))
                {
                    Target = string.Join(",", hosts.Select(static h => ServiceAddress.TryParse(h.Shown) is { } address ? address.Host : h.Shown)),
                    Percent = isChance ? PercentOf(decision.Condition, site.Node, context) : null,
                };
            }
        }
    }

    private static string MemberAround(SyntaxNode node) => node.FirstAncestorOrSelf<MemberDeclarationSyntax>(static m => m is not GlobalStatementSyntax) switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
        _ => "Main",
    };

    /// <summary>Of <c>Next(100) &lt; 10</c> the 10; null where the numbers are not constant or the comparison stands elsewhere.</summary>
    private int? PercentOf(ExpressionSyntax condition, SyntaxNode dice, RuleContext context)
    {
        while (condition is ParenthesizedExpressionSyntax inner)
            condition = inner.Expression;
        if (condition is not BinaryExpressionSyntax comparison || Number(comparison.Right, context) is not { } limit || SidesOf(dice, context) is not { } sides || sides <= 0)
            return null;
        var left = comparison.Left;
        while (left is ParenthesizedExpressionSyntax inner)
            left = inner.Expression;
        if (left != dice && context.Model.GetSymbolInfo(left, cancellationToken).Symbol is not ILocalSymbol)
            return null;
        var step = sides > 1 ? 1 : 0;
        double? share = comparison.Kind() switch
        {
            SyntaxKind.LessThanExpression => limit / sides,
            SyntaxKind.LessThanOrEqualExpression => (limit + step) / sides,
            SyntaxKind.GreaterThanExpression => 1 - (limit + step) / sides,
            SyntaxKind.GreaterThanOrEqualExpression => 1 - limit / sides,
            SyntaxKind.EqualsExpression when step == 1 => 1 / sides,
            _ => null,
        };
        return share is >= 0 and <= 1 ? (int)Math.Round(share.Value * 100) : null;
    }

    private double? SidesOf(SyntaxNode dice, RuleContext context) => dice switch
    {
        InvocationExpressionSyntax { ArgumentList.Arguments: [] } call when Clients.CallChain.NameOf(call)?.Identifier.ValueText is "NextDouble" or "NextSingle" => 1,
        InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var only }] } => Number(only, context),
        InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var from }, { Expression: var to }] } when Number(from, context) is 0 => Number(to, context),
        BinaryExpressionSyntax remainder => Number(remainder.Right, context),
        _ => null,
    };

    private double? Number(ExpressionSyntax expression, RuleContext context)
        => context.Model.GetConstantValue(expression, cancellationToken) is { HasValue: true, Value: int or long or double or float or uint or decimal } number ? Convert.ToDouble(number.Value, System.Globalization.CultureInfo.InvariantCulture) : null;
}
