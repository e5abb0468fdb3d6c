using MeshReady.Analyzers.Facts.Callers;
using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Tokens;

/// <summary>Finds tokens of requests that are read without a check, and whose claims then count.</summary>
internal sealed class UnverifiedTokens(CodeFacts facts, SemanticModel model, CancellationToken cancellationToken)
{
    /// <summary>Names by which a project verifies tokens, here or before its own code runs.</summary>
    private static readonly string[] Verifiers =
    [
        "ValidateToken", "ValidateTokenAsync", "AddJwtBearer", "AddMicrosoftIdentityWebApi", "AddMicrosoftIdentityWebApiAuthentication", "AddIdentityServerAuthentication", "AddOpenIdConnect", "AddOAuth2Introspection",
        "AddKeycloakWebApiAuthentication", "AddLocalApi", "UseOpenIddict", "AddValidation", "AddMicrosoftIdentityWebApp", "AddJwtBearerAuthentication",
    ];

    private static readonly string[] Libraries = ["Microsoft.AspNetCore.Authentication.JwtBearer", "Microsoft.AspNetCore.Authentication", "Microsoft.IdentityModel.Tokens"];
    private static readonly string[] Hints = ["Auth", "Jwt", "Identity", "Security", "Token", "Keycloak", "Duende"];
    private static readonly HashSet<string> ClaimReads = new(StringComparer.Ordinal) { "Claims", "Subject", "Payload", "GetClaim", "TryGetClaim", "GetPayloadValue", "TryGetPayloadValue", "Issuer", "Audiences", "Actor" };

    /// <summary>Whether a call reads a token and checks nothing.</summary>
    public static bool IsReader(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
        => CallChain.NameOf(call)?.Identifier.ValueText is { } name && Array.Exists(TokenNames.Readers, r => r.Name == name)
            && model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method && Array.Exists(TokenNames.Readers, r => r.Name == name && method.ContainingType.IsOrInherits(r.Type));

    /// <summary>Whether a token is made of its text.</summary>
    public static bool IsMadeOfText(BaseObjectCreationExpressionSyntax creation, SemanticModel model, CancellationToken cancellationToken)
        => creation.ArgumentList is { Arguments: [_] }
            && model.GetSymbolInfo(creation, cancellationToken).Symbol is IMethodSymbol { Parameters: [{ Type.SpecialType: SpecialType.System_String }] } constructor
            && Array.Exists(TokenNames.Unverified, constructor.ContainingType.Is);

    /// <summary>The claim that code takes from the unverified token of a request; null where none counts, or something verifies it.</summary>
    public SyntaxNode? ClaimOf(SyntaxNode site)
    {
        var text = site switch
        {
            InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var argument }] } call when IsReader(call, model, cancellationToken) => argument,
            BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var argument }] } creation when IsMadeOfText(creation, model, cancellationToken) => argument,
            _ => null,
        };
        if (text is null || !new RequestValues(facts, cancellationToken).IsOfRequest(text) || UseOfClaims((ExpressionSyntax)site) is not { } claim)
            return null;
        return IsVerifiedSomewhere() ? null : claim;
    }

    private SyntaxNode? UseOfClaims(ExpressionSyntax token)
    {
        SyntaxNode whole = token;
        while (whole.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax
            || whole.Parent is BinaryExpressionSyntax { OperatorToken.ValueText: "as" })
        {
            whole = whole.Parent;
        }

        if (whole.Parent is MemberAccessExpressionSyntax direct && direct.Expression == whole)
            return Counts(direct) ? direct : null;
        if (whole.Parent is ConditionalAccessExpressionSyntax { WhenNotNull: var rest } && rest.DescendantNodesAndSelf().OfType<MemberBindingExpressionSyntax>().FirstOrDefault() is { } bound)
            return ClaimReads.Contains(bound.Name.Identifier.ValueText) && !IsForLogs(bound) ? bound : null;
        if (whole.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } || model.GetDeclaredSymbol(declarator, cancellationToken) is not ILocalSymbol local)
            return null;
        foreach (var use in facts.Uses.Of(local, cancellationToken))
        {
            if (use.Parent is MemberAccessExpressionSyntax access && access.Expression == use && Counts(access))
                return access;
            if (use.Parent is ConditionalAccessExpressionSyntax { WhenNotNull: var next } && next.DescendantNodesAndSelf().OfType<MemberBindingExpressionSyntax>().FirstOrDefault() is { } member
                && ClaimReads.Contains(member.Name.Identifier.ValueText) && !IsForLogs(member))
            {
                return member;
            }
        }

        return null;
    }

    private static bool Counts(MemberAccessExpressionSyntax access) => ClaimReads.Contains(access.Name.Identifier.ValueText) && !IsForLogs(access);

    /// <summary>What goes to a log, a trace or a metric decides nothing.</summary>
    private static bool IsForLogs(SyntaxNode node)
    {
        for (var current = node; current is not null and not StatementSyntax; current = current.Parent)
        {
            if (current is InvocationExpressionSyntax call && CallChain.NameOf(call)?.Identifier.ValueText is { } name
                && (name.StartsWith("Log", StringComparison.Ordinal) || name is "PushProperty" or "BeginScope" or "SetTag" or "AddTag" or "SetBaggage" or "WriteLine" or "Set" or "Debug" or "Information" or "Warning"))
            {
                return true;
            }
        }

        return false;
    }

    // A library reads what its service has verified, and nobody sees that from here.
    private bool IsVerifiedSomewhere()
        => facts.Compilation.Options.OutputKind is not (OutputKind.ConsoleApplication or OutputKind.WindowsApplication)
            || facts.AllTrees().Any(tree => Array.Exists(Verifiers, name => SyntaxIndex.For(tree, cancellationToken).Identifiers(name, cancellationToken).Any(static token => token.Parent is SimpleNameSyntax)))
            || UnseenExtensions.For(facts).MayProvide("authentication", Libraries, Hints, cancellationToken);
}
