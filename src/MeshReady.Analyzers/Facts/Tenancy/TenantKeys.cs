using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Tenancy;

/// <summary>Whether a key under which something is shared leaves out the tenant on which its value depends.</summary>
internal sealed class TenantKeys(CodeFacts facts, SemanticModel model, CancellationToken cancellationToken)
{
    private const int MaxDepth = 4;

    /// <summary>The key without a tenant, and where the code around it asks for the tenant; null where the key may hold one.</summary>
    public (ExpressionSyntax Key, SyntaxNode Tenant, bool IsLock)? At(InvocationExpressionSyntax call)
    {
        if (CallChain.NameOf(call)?.Identifier.ValueText is not { } name || Body(call) is not { } body || TenantIn(PartOf(body, call, name), call) is not { } tenant
            || model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method || !IsKeyed(method, name)
            || Key(call, method) is not { } key || !Lacks(key, MaxDepth) || IsForAll(call))
        {
            return null;
        }

        return (key, tenant, name.StartsWith("Lock", StringComparison.Ordinal));
    }

    private static bool IsKeyed(IMethodSymbol method, string name)
        => Array.Exists(TenantNames.Keyed, k => Array.IndexOf(k.Methods, name) >= 0 && (method.Home().Is(k.Type) || method.Home().IsOrInherits(k.Type)));

    private static ExpressionSyntax? Key(InvocationExpressionSyntax call, IMethodSymbol method)
    {
        var arguments = call.ArgumentList.Arguments;
        var isStatic = method.IsExtension() && method.ReducedFrom is null;
        var named = arguments.FirstOrDefault(static a => a.NameColon?.Name.Identifier.ValueText == "key");
        return (named ?? arguments.ElementAtOrDefault(isStatic ? 1 : 0))?.Expression;
    }

    private static SyntaxNode? Body(SyntaxNode node)
        => node.Ancestors().FirstOrDefault(static n => n is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax or AnonymousFunctionExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: ['M', 'a', 'p', ..] } } } });

    /// <summary>The code on which the entry depends: the factory or the value where the call has one, else all around it.</summary>
    private SyntaxNode PartOf(SyntaxNode body, InvocationExpressionSyntax call, string name)
    {
        if (name.StartsWith("GetOrCreate", StringComparison.Ordinal))
            return call.ArgumentList.Arguments.Any(static a => a.Expression is AnonymousFunctionExpressionSyntax) ? call.ArgumentList : body;
        if (name.IndexOf("Set", StringComparison.Ordinal) < 0)
            return body;
        foreach (var argument in call.ArgumentList.Arguments.Skip(1))
        {
            if (argument.Expression is IdentifierNameSyntax && model.GetSymbolInfo(argument.Expression, cancellationToken).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var declaration] }
                && declaration.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer: { } initializer })
            {
                return initializer;
            }
        }

        return call.ArgumentList;
    }

    /// <summary>A use of the tenant in the code that reads or fills the entry, other than in logs.</summary>
    private SyntaxNode? TenantIn(SyntaxNode body, InvocationExpressionSyntax call)
        => body.DescendantNodes().OfType<IdentifierNameSyntax>().FirstOrDefault(n => TenantNames.IsTenant(n.Identifier.ValueText) && !call.ArgumentList.Arguments.Take(1).Any(a => a.Span.Contains(n.Span)) && !IsToldOrChecked(n) && !IsAnswer(n) && !IsOfProgram(n, MaxDepth));

    /// <summary>A tenant that is looked up, not one that is worked for: <c>FindTenant(host)</c>, <c>tenantStore.Find(host)</c>, <c>db.Tenants</c>, <c>return tenant</c>.</summary>
    private static bool IsAnswer(IdentifierNameSyntax name)
    {
        var text = name.Identifier.ValueText;
        if (text.EndsWith("tenants", StringComparison.OrdinalIgnoreCase) || TenantNames.KnowsAll(text))
            return true;
        ExpressionSyntax whole = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        if (whole.Parent is InvocationExpressionSyntax call && call.Expression == whole)
        {
            // An argument of another call is what that call works with.
            return call.ArgumentList.Arguments.Count > 0 && call.FirstAncestorOrSelf<SyntaxNode>(n => n != call && n is ArgumentSyntax or LambdaExpressionSyntax or StatementSyntax) is not ArgumentSyntax { Expression: not LambdaExpressionSyntax };
        }

        return whole.Parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax or LambdaExpressionSyntax or AwaitExpressionSyntax { Parent: ReturnStatementSyntax };
    }

    /// <summary>A tenant that settings name once for the whole program, as that of a directory is.</summary>
    private bool IsOfProgram(ExpressionSyntax name, int depth)
    {
        var symbol = depth == 0 ? null : model.GetSymbolInfo(name, cancellationToken).Symbol;
        switch (symbol)
        {
            case IFieldSymbol { IsConst: true } or IFieldSymbol { IsStatic: true, IsReadOnly: true }:
                return true;
            case IPropertySymbol property when TenantNames.IsSettings(property.ContainingType.Name):
                return true;
            case IParameterSymbol parameter:
                return IsSettings(parameter.Type);
            case IFieldSymbol field when IsSettings(field.Type):
                return true;
            case IFieldSymbol or ILocalSymbol:
                var value = OnlyValue.Of(symbol, facts, model, cancellationToken) ?? (symbol is IFieldSymbol ? Single(symbol) : null);
                return value is not null && facts.ModelFor(value.SyntaxTree) is { } there && value.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(part => there.GetSymbolInfo(part, cancellationToken).Symbol switch
                {
                    IPropertySymbol of => TenantNames.IsSettings(of.ContainingType.Name),
                    IParameterSymbol of => IsSettings(of.Type),
                    IFieldSymbol of => IsSettings(of.Type),
                    ILocalSymbol of => IsSettings(of.Type),
                    _ => false,
                });
            default:
                return false;
        }
    }

    private ExpressionSyntax? Single(ISymbol symbol)
        => facts.Writes.Of(symbol, cancellationToken).ToList() is [var write] && write.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is { } assignment && assignment.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is not null ? assignment.Right : null;

    private static bool IsSettings(ITypeSymbol type)
        => TenantNames.IsSettings(type.Name) || type.IsInNamespace("Microsoft.Extensions.Options") || type.IsInNamespace("Microsoft.Extensions.Configuration");

    private static bool IsToldOrChecked(SyntaxNode name)
    {
        for (var node = name; node is not null and not StatementSyntax; node = node.Parent)
        {
            if (node is InvocationExpressionSyntax call && CallChain.NameOf(call)?.Identifier.ValueText is { } called && (called.StartsWith("Log", StringComparison.Ordinal) || called.StartsWith("ThrowIf", StringComparison.Ordinal) || called is "BeginScope" or "SetTag" or "PushProperty" or "nameof")
                || node is TypeSyntax { Parent: VariableDeclarationSyntax or ParameterSyntax or TypeArgumentListSyntax or ObjectCreationExpressionSyntax or CastExpressionSyntax })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether no part of the key can be a tenant; false where a part comes from out of sight.</summary>
    private bool Lacks(ExpressionSyntax key, int depth)
    {
        if (depth == 0)
            return false;
        if (model.GetConstantValue(key, cancellationToken) is { HasValue: true, Value: string constant })
            return !TenantNames.IsTenant(constant);
        return key switch
        {
            ParenthesizedExpressionSyntax inner => Lacks(inner.Expression, depth),
            PostfixUnaryExpressionSyntax sure => Lacks(sure.Operand, depth),
            CastExpressionSyntax cast => Lacks(cast.Expression, depth),
            LiteralExpressionSyntax => true,
            InterpolatedStringExpressionSyntax text => text.Contents.OfType<InterpolationSyntax>().All(hole => LacksPart(hole.Expression, depth)),
            BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) => LacksPart(sum.Left, depth) && LacksPart(sum.Right, depth),
            IdentifierNameSyntax name when model.GetSymbolInfo(name, cancellationToken).Symbol is ILocalSymbol local => OnlyValue.OfLocal(local, model, cancellationToken) is { } value && Lacks(value, depth - 1),
            IdentifierNameSyntax or MemberAccessExpressionSyntax when model.GetSymbolInfo(key, cancellationToken).Symbol is IFieldSymbol { IsReadOnly: true } field => OnlyValue.Of(field, facts, model, cancellationToken) is LiteralExpressionSyntax,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToString" or "ToLowerInvariant", Expression: var receiver } } => LacksPart(receiver, depth),
            _ => false,
        };
    }

    /// <summary>A part of a composed key: an id of its own is none of a tenant, a whole object or a call may be.</summary>
    private bool LacksPart(ExpressionSyntax part, int depth)
    {
        if (part.DescendantTokens().Any(static token => token.IsKind(SyntaxKind.IdentifierToken) && TenantNames.IsTenant(token.ValueText)))
            return false;
        return part switch
        {
            IdentifierNameSyntax name when model.GetSymbolInfo(name, cancellationToken).Symbol is IParameterSymbol parameter => IsId(parameter.Type),
            MemberAccessExpressionSyntax access when model.GetSymbolInfo(access, cancellationToken).Symbol is IPropertySymbol property => IsId(property.Type) && !property.Name.StartsWith("Prefix", StringComparison.Ordinal),
            InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } => true,
            _ => Lacks(part, depth),
        };
    }

    // A Guid is one tenant's only; numbers and names repeat among tenants.
    private static bool IsId(ITypeSymbol type) => type.SpecialType is SpecialType.System_String or SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_DateTime || type.TypeKind == TypeKind.Enum;

    /// <summary>Reference data of all tenants, said so by an attribute or a cache of its own.</summary>
    private static bool IsForAll(InvocationExpressionSyntax call)
        => call.Ancestors().OfType<MemberDeclarationSyntax>().Any(static m => m.AttributeLists.Any(static l => l.Attributes.Any(static a => a.Name.ToString().IndexOf("TenantAgnostic", StringComparison.Ordinal) >= 0)))
            || call.Expression is MemberAccessExpressionSyntax { Expression: var cache } && TenantNames.IsTenant(cache.ToString());
}
