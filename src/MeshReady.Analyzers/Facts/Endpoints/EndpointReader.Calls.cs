using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Endpoints;

/// <content>What a single call says.</content>
internal sealed partial class EndpointReader
{
    private bool IsPipeline(IMethodSymbol? method, InvocationExpressionSyntax call, SemanticModel model)
    {
        var type = method is null ? null : method.IsExtension() ? method.Extended(call, model, cancellationToken) : method.ContainingType;
        if (method is null && call.Expression is MemberAccessExpressionSyntax access)
        {
            // A package that is missing: the receiver tells, and a receiver that is missing too may be anything.
            type = model.GetTypeInfo(access.Expression, cancellationToken).Type;
            if (type is null or { TypeKind: TypeKind.Error })
                return access.Expression is IdentifierNameSyntax { Identifier.ValueText: "app" or "endpoints" or "application" };
        }

        if (type is ITypeParameterSymbol { ConstraintTypes: [var constraint, ..] })
            type = constraint;
        foreach (var name in PipelineTypes)
        {
            if (type.IsOrInherits(name))
                return true;
        }

        return false;
    }

    /// <summary>The HTTP methods that a call maps; none where it maps all, or they are not constant.</summary>
    private IReadOnlyList<string> MethodsOf(InvocationExpressionSyntax call, string name, SemanticModel model) => name switch
    {
        "MapGet" => ["GET"],
        "MapPost" => ["POST"],
        "MapPut" => ["PUT"],
        "MapDelete" => ["DELETE"],
        "MapPatch" => ["PATCH"],
        "MapMethods" when call.ArgumentList.Arguments is [_, { Expression: var list }, ..] => [.. list.DescendantNodes().OfType<ExpressionSyntax>()
            .Select(e => model.GetConstantValue(e, cancellationToken) is { HasValue: true, Value: string { Length: > 0 } verb } ? verb.ToUpperInvariant() : null).OfType<string>().Distinct()],
        _ => [],
    };

    private static ExpressionSyntax? ReceiverOf(InvocationExpressionSyntax call, IMethodSymbol? method)
        => method is { IsStatic: true, ReducedFrom: null, IsExtensionMethod: true } ? call.ArgumentList.Arguments.FirstOrDefault()?.Expression
            : (call.Expression as MemberAccessExpressionSyntax)?.Expression;

    /// <summary>The path among the arguments; null where it is not constant.</summary>
    private string? PatternOf(InvocationExpressionSyntax call, SemanticModel model)
    {
        foreach (var argument in call.ArgumentList.Arguments)
        {
            var type = model.GetTypeInfo(argument.Expression, cancellationToken);
            if (type.Type?.SpecialType == SpecialType.System_String || type.ConvertedType.Is("Microsoft.AspNetCore.Http.PathString") || argument.Expression is LiteralExpressionSyntax { Token.Value: string })
                return TextOf(argument.Expression, model, depth: 0);
        }

        return null;
    }

    private string? TextOf(ExpressionSyntax expression, SemanticModel model, int depth)
    {
        if (model.GetConstantValue(expression, cancellationToken) is { HasValue: true, Value: string text })
            return text;
        if (depth >= 3)
            return null;
        if (expression is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [var only] } && model.GetTypeInfo(expression, cancellationToken).Type.Is("Microsoft.AspNetCore.Http.PathString"))
            return TextOf(only.Expression, model, depth + 1);
        return model.GetSymbolInfo(expression, cancellationToken).Symbol is { } symbol
            && facts.Compilation.ContainsSyntaxTree(expression.SyntaxTree)
            && OnlyValue.Of(symbol, facts, model, cancellationToken) is { } value
            && facts.ModelAnywhere(value.SyntaxTree) is { } owner
            ? TextOf(value, owner, depth + 1)
            : null;
    }

    private bool IsDevelopmentOnly(SyntaxNode node, SemanticModel model, int depth)
    {
        if (DevelopmentGuard.IsDevelopmentOnly(node, model, cancellationToken))
            return true;

        // A method of the project that is called in development only.
        if (depth >= 2 || node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method || !facts.Compilation.ContainsSyntaxTree(node.SyntaxTree)
            || model.GetDeclaredSymbol(method, cancellationToken) is not { } symbol)
        {
            return false;
        }

        var isCalled = false;
        foreach (var use in facts.Uses.Of(symbol, static n => n.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } or InvocationExpressionSyntax, cancellationToken))
        {
            isCalled = true;
            if (!IsDevelopmentOnly(use, facts.ModelOf(use.SyntaxTree), depth + 1))
                return false;
        }

        return isCalled;
    }

    private static bool IsConditional(SyntaxNode node)
        => node.Ancestors().TakeWhile(static n => n is not MemberDeclarationSyntax or GlobalStatementSyntax)
            .Any(static n => n is IfStatementSyntax or ElseClauseSyntax or SwitchStatementSyntax or ConditionalExpressionSyntax or ForEachStatementSyntax or WhileStatementSyntax or CatchClauseSyntax);

    /// <summary>A gRPC service of the project that implements <c>grpc.health.v1.Health</c>.</summary>
    private static bool IsHealthService(IMethodSymbol? method)
    {
        for (var type = method?.TypeArguments.FirstOrDefault() as INamedTypeSymbol; type is not null; type = type.BaseType)
        {
            if (type.Name == "HealthBase" || type.Is("Grpc.HealthCheck.HealthServiceImpl"))
                return true;
        }

        return false;
    }

    /// <summary>Whether a middleware of the project decides by the path; one that is out of sight may.</summary>
    private bool LooksAtPaths(IMethodSymbol use)
    {
        if (use.TypeArguments.FirstOrDefault() is not INamedTypeSymbol { DeclaringSyntaxReferences: [_, ..] references } type)
            return use.TypeArguments.FirstOrDefault()?.ContainingAssembly is not { } assembly || !IsKnown(assembly);
        return references.Any(r => Mentions(r.GetSyntax(cancellationToken), "Path")) || type.TypeKind == TypeKind.Error || !references.Any(r => CallsNext(r.GetSyntax(cancellationToken)));
    }

    // What hands no request on answers all of them.
    private static bool CallsNext(SyntaxNode middleware)
        => middleware.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(static call => call.Expression.ToString().IndexOf("next", StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>Whether a middleware in a lambda gives the whole request to something else than what comes next, which may look at its path.</summary>
    private static bool HandsOn(LambdaExpressionSyntax middleware)
    {
        var context = middleware switch
        {
            ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: [var first, ..] } => first.Identifier.ValueText,
            SimpleLambdaExpressionSyntax simple => simple.Parameter.Identifier.ValueText,
            _ => null,
        };
        return middleware.DescendantNodes().OfType<ArgumentSyntax>().Any(argument
            => argument.Expression.ToString() is var text && (text == context || text == context + ".Request")
                && argument.Parent?.Parent is InvocationExpressionSyntax call && call.Expression.ToString().IndexOf("next", StringComparison.OrdinalIgnoreCase) < 0);
    }

    /// <summary>The pattern of a conventional route; null where the call has none.</summary>
    private static ExpressionSyntax? ConventionOf(InvocationExpressionSyntax call, string name)
    {
        var arguments = call.ArgumentList.Arguments;
        return (arguments.FirstOrDefault(static a => a.NameColon?.Name.Identifier.ValueText is "pattern" or "template")
            ?? (name is "MapControllerRoute" or "MapRoute" ? arguments.ElementAtOrDefault(1) : name == "MapAreaControllerRoute" ? arguments.ElementAtOrDefault(2) : null))?.Expression;
    }

    private static bool Mentions(SyntaxNode node, string name)
        => node.DescendantNodes().OfType<IdentifierNameSyntax>().Any(n => n.Identifier.ValueText == name);

    private static bool IsKnown(IAssemblySymbol? assembly)
        => assembly is not null && KnownAssemblies.Any(known => assembly.Name.StartsWith(known, StringComparison.Ordinal));
}
