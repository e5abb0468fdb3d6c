using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Rollout;

/// <summary>What a request carries, and the decisions that it makes.</summary>
/// <param name="Shown">What it is, for a message.</param>
/// <param name="Decisions">The decisions.</param>
internal sealed record RequestTrait(string Shown, IReadOnlyList<Decision> Decisions);

/// <summary>Finds the decisions that a header, cookie or claim makes.</summary>
internal static class RequestTraits
{
    // A proxy of the project's own is made to choose, and a tenant's place is no version.
    private static readonly string[] Gateways = ["Yarp.ReverseProxy", "Ocelot"];

    /// <summary>The decisions of what a site reads; null where it reads nothing of a request.</summary>
    public static RequestTrait? At(RuleContext context, Site site)
    {
        if (site.Node is AttributeSyntax attribute)
            return OfParameter(context, attribute);
        if (site.Node is not ExpressionSyntax read || !MayDecide(read))
            return null;

        var (kind, isVerdict) = KindOf(context, site, read);
        var name = kind is null ? null : NameIn(context, read);
        if (kind is null || name is not null && IsTenant(name) || IsGateway(context))
            return null;
        var decisions = new DecisionFinder(context.Facts, context.CancellationToken).From(read, isVerdict);
        return decisions.Count == 0 ? null : new(name is null ? $"A {kind} of the request" : $"The {kind} '{name}'", decisions);
    }

    /// <summary>Headers are written more often than asked, and then nothing follows them but an assignment or an Add.</summary>
    private static bool MayDecide(ExpressionSyntax read) => read.Parent switch
    {
        ElementAccessExpressionSyntax element => element.Parent is not AssignmentExpressionSyntax { Left: var left } || left != element,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" or "Append" or "Remove" or "TryAddWithoutValidation" or "Clear" or "Delete" or "Set" or "Accept" or "ContentType" or "Authorization" } => false,
        _ => true,
    };

    private static (string? Kind, bool IsVerdict) KindOf(RuleContext context, Site site, ExpressionSyntax read)
    {
        var symbol = context.Model.GetSymbolInfo(read, context.CancellationToken).Symbol;
        return (site.Name, symbol) switch
        {
            ("Headers", IPropertySymbol property) when property.ContainingType.Is("Microsoft.AspNetCore.Http.HttpRequest") => ("header", false),
            ("Cookies", IPropertySymbol property) when property.ContainingType.Is("Microsoft.AspNetCore.Http.HttpRequest") => ("cookie", false),
            ("RequestHeaders", IPropertySymbol property) when property.ContainingType.IsOrInherits("Grpc.Core.ServerCallContext") => ("header", false),
            ("FindFirst" or "HasClaim", IMethodSymbol method) when method.Home().IsOrInherits("System.Security.Claims.ClaimsPrincipal") || method.Home().IsOrInherits("System.Security.Claims.ClaimsIdentity") => ("claim", method.Name == "HasClaim"),
            ("FindFirstValue", IMethodSymbol method) when method.IsMethodOf("System.Security.Claims.PrincipalExtensions") => ("claim", false),
            ("IsInRole", IMethodSymbol method) when method.Home().IsOrInherits("System.Security.Principal.IPrincipal") => ("role", true),
            _ => (null, false),
        };
    }

    /// <summary><c>[FromHeader(Name = "x-beta")] string beta</c></summary>
    private static RequestTrait? OfParameter(RuleContext context, AttributeSyntax attribute)
    {
        if (attribute.Parent?.Parent is not ParameterSyntax parameter || !context.Model.GetTypeInfo(attribute, context.CancellationToken).Type.Is("Microsoft.AspNetCore.Mvc.FromHeaderAttribute")
            || context.Model.GetDeclaredSymbol(parameter, context.CancellationToken) is not IParameterSymbol symbol || IsGateway(context))
        {
            return null;
        }

        var name = attribute.ArgumentList?.Arguments is [{ Expression: LiteralExpressionSyntax literal }, ..] ? literal.Token.ValueText : symbol.Name;
        var decisions = new List<Decision>();
        if (!IsTenant(name))
            new DecisionFinder(context.Facts, context.CancellationToken).FollowUses(symbol, symbol.Type.SpecialType == SpecialType.System_Boolean, 2, decisions);
        return decisions.Count == 0 ? null : new($"The header '{name}'", decisions);
    }

    /// <summary>The name that is asked for, where it is constant.</summary>
    private static string? NameIn(RuleContext context, ExpressionSyntax read)
    {
        var argument = read switch
        {
            InvocationExpressionSyntax { ArgumentList.Arguments: [var first, ..] } => first.Expression,
            _ => read.Parent switch
            {
                ElementAccessExpressionSyntax { ArgumentList.Arguments: [var first] } => first.Expression,
                MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax { ArgumentList.Arguments: [var first, ..] } } => first.Expression,
                _ => null,
            },
        };
        if (argument is not null)
            return context.Model.GetConstantValue(argument, context.CancellationToken) is { HasValue: true, Value: string { Length: > 0 and < 60 } text } ? text : null;
        return read.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var member } && member != "Count" ? member : null;
    }

    private static bool IsTenant(string name) => name.IndexOf("tenant", StringComparison.OrdinalIgnoreCase) >= 0;

    private static bool IsGateway(RuleContext context)
        => context.Facts.Compilation.ReferencedAssemblyNames.Any(static reference => Array.IndexOf(Gateways, reference.Name) >= 0);
}
