using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Tokens;

/// <summary>One assignment to an options object that decides how tokens are checked.</summary>
/// <param name="Node">The assignment.</param>
/// <param name="Member">The property.</param>
/// <param name="Root">The declaration, or creation, of the options object: settings of one object share it.</param>
internal sealed record TokenSetting(AssignmentExpressionSyntax Node, string Member, SyntaxNode Root);

/// <summary>Who takes the options of a group.</summary>
internal enum TokenUse
{
    /// <summary>The authentication of requests.</summary>
    Requests,

    /// <summary>A sign-in through a browser.</summary>
    SignIn,

    /// <summary>Code of the project's own that calls <c>ValidateToken</c>.</summary>
    OwnCall,
}

/// <summary>Gathers the settings of one options object, whether they stand in an initialiser, in a lambda or on a line each.</summary>
internal sealed class TokenSettings(CodeFacts facts, SemanticModel model, CancellationToken cancellationToken)
{
    private const string ParametersName = "TokenValidationParameters";

    /// <summary>The settings of the object to which this assignment belongs; none where it belongs to another library's.</summary>
    public IReadOnlyList<TokenSetting> GroupOf(AssignmentExpressionSyntax assignment)
    {
        if (Read(assignment) is not { } own)
            return [];

        var group = new List<TokenSetting>();
        foreach (var site in SyntaxIndex.For(model.SyntaxTree, cancellationToken).Of(SiteKinds.TokenCheck))
        {
            if ((site.Kinds & SiteKinds.TokenCheck) != 0 && site.Node is AssignmentExpressionSyntax other && Read(other) is { } setting && setting.Root == own.Root)
                group.Add(setting);
        }

        return group;
    }

    /// <summary>What the object with these settings is used for.</summary>
    public TokenUse UseOf(SyntaxNode root)
    {
        var type = TypeOf(root);
        if (type.IsOrInherits(TokenNames.OpenIdConnect))
            return TokenUse.SignIn;
        if (!type.Is(TokenNames.Parameters))
            return TokenUse.Requests;
        if (root is ExpressionSyntax creation)
            return IsValidated(creation) ? TokenUse.OwnCall : TokenUse.Requests;
        return model.GetDeclaredSymbol(root, cancellationToken) is { } symbol && facts.Uses.Of(symbol, cancellationToken).Select(Whole).ToList() is { Count: > 0 } uses
            && uses.Exists(IsValidated) && !uses.Exists(static use => use.Parent is AssignmentExpressionSyntax assignment && assignment.Right == use)
                ? TokenUse.OwnCall
                : TokenUse.Requests;
    }

    /// <summary>Whether a condition within the object's own code decides about the setting, so that it may be another at run time.</summary>
    public static bool IsConditional(TokenSetting setting)
    {
        for (var (child, parent) = ((SyntaxNode)setting.Node, setting.Node.Parent); parent is not null && !parent.Span.Contains(setting.Root.Span); (child, parent) = (parent, parent.Parent))
        {
            if (parent is IfStatementSyntax choice && choice.Condition != child || parent is ElseClauseSyntax or SwitchSectionSyntax or ConditionalExpressionSyntax or SwitchExpressionArmSyntax or CatchClauseSyntax)
                return true;
        }

        return false;
    }

    private TokenSetting? Read(AssignmentExpressionSyntax assignment)
        => assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
            && model.GetSymbolInfo(assignment.Left, cancellationToken).Symbol is IPropertySymbol { ContainingType: var owner } property
            && Array.Exists(TokenNames.Owners, owner.Is)
                ? new(assignment, property.Name, RootOf(assignment))
                : null;

    private SyntaxNode RootOf(AssignmentExpressionSyntax assignment)
        => assignment.Left is MemberAccessExpressionSyntax access ? OfReceiver(access.Expression)
            : assignment.Parent is InitializerExpressionSyntax initializer ? OfInitializer(initializer)
            : assignment;

    private SyntaxNode OfInitializer(InitializerExpressionSyntax initializer) => initializer.Parent switch
    {
        BaseObjectCreationExpressionSyntax creation => OfValue(creation),
        AssignmentExpressionSyntax nested => RootOf(nested),
        var other => other ?? initializer,
    };

    /// <summary>The object into which a new one is put: the options, a local, a field.</summary>
    private SyntaxNode OfValue(ExpressionSyntax value)
    {
        switch (value.Parent)
        {
            case AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax outer } assignment when assignment.Right == value:
                return OfInitializer(outer);
            case AssignmentExpressionSyntax assignment when assignment.Right == value:
                return OfReceiver(assignment.Left);
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator }:
                return Given(declarator);
            case EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property }:
                return property;
            default:
                return value;
        }
    }

    private SyntaxNode OfReceiver(ExpressionSyntax expression)
    {
        while (true)
        {
            switch (expression)
            {
                case ParenthesizedExpressionSyntax inner:
                    expression = inner.Expression;
                    continue;
                case PostfixUnaryExpressionSyntax sure:
                    expression = sure.Operand;
                    continue;
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: ParametersName or "Events" } access when model.GetSymbolInfo(access, cancellationToken).Symbol is IPropertySymbol:
                    expression = access.Expression;
                    continue;
            }

            break;
        }

        return model.GetSymbolInfo(expression, cancellationToken).Symbol is { Kind: SymbolKind.Local or SymbolKind.Parameter or SymbolKind.Field or SymbolKind.Property } symbol
            && symbol.DeclaringSyntaxReferences is [var declaration] && declaration.SyntaxTree == model.SyntaxTree
            && declaration.GetSyntax(cancellationToken) is var syntax
                ? syntax is VariableDeclaratorSyntax local ? Given(local) : syntax
                : expression;
    }

    /// <summary>The options that a local is handed to: <c>options.TokenValidationParameters = parameters</c>; the local itself where it is not.</summary>
    private SyntaxNode Given(VariableDeclaratorSyntax declarator)
    {
        if (model.GetDeclaredSymbol(declarator, cancellationToken) is not ILocalSymbol { Type: var type } local || !type.Is(TokenNames.Parameters))
            return declarator;
        foreach (var use in facts.Uses.Of(local, static name => name.Parent is AssignmentExpressionSyntax assignment && assignment.Right == name, cancellationToken))
        {
            if (use.Parent is AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: ParametersName } access })
                return OfReceiver(access.Expression);
        }

        return declarator;
    }

    private ITypeSymbol? TypeOf(SyntaxNode root) => root is ExpressionSyntax expression
        ? model.GetTypeInfo(expression, cancellationToken).Type
        : model.GetDeclaredSymbol(root, cancellationToken) switch
        {
            ILocalSymbol local => local.Type,
            IParameterSymbol parameter => parameter.Type,
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            _ => null,
        };

    private static ExpressionSyntax Whole(SimpleNameSyntax name) => name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;

    private static bool IsValidated(ExpressionSyntax value)
        => value.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call }
            && Clients.CallChain.NameOf(call)?.Identifier.ValueText is "ValidateToken" or "ValidateTokenAsync";
}
