using System.Collections.Immutable;
using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Certificates;
using MeshReady.Model.Addresses;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Tokens;

/// <summary>What a switched-off check lets in.</summary>
[Flags]
internal enum TokenGap
{
    None = 0,
    Signature = 1,
    Issuer = 2,
    Audience = 4,
    Lifetime = 8,

    /// <summary>The signing keys come over plain http from outside.</summary>
    Keys = 16,
}

/// <summary>A check that is switched off.</summary>
/// <param name="Node">Where.</param>
/// <param name="Gap">What it lets in.</param>
/// <param name="Text">The setting as a message names it.</param>
internal sealed record WeakCheck(SyntaxNode Node, TokenGap Gap, string Text);

/// <summary>Which checks the settings of one options object leave out, as far as they are not for development alone.</summary>
internal sealed class WeakChecks(RuleContext context)
{
    private readonly CodeFacts _facts = context.Facts;
    private readonly SemanticModel _model = context.Model;

    public List<WeakCheck> Of(IReadOnlyList<TokenSetting> group)
    {
        var found = new List<WeakCheck>();
        foreach (var setting in group)
        {
            if (TokenSettings.IsConditional(setting) || DevelopmentGuard.IsDevelopmentOnly(setting.Node, _model, context.CancellationToken))
                continue;
            var weak = setting.Member switch
            {
                "ValidateIssuer" when !IsJudgedByHand(group, "Issuer") => Off(setting, TokenGap.Issuer),
                "ValidateAudience" when !IsJudgedByHand(group, "Audience") => Off(setting, TokenGap.Audience),
                "ValidateLifetime" when !IsJudgedByHand(group, "Lifetime") => Off(setting, TokenGap.Lifetime),
                "RequireSignedTokens" => Off(setting, TokenGap.Signature),
                "RequireExpirationTime" => Off(setting, TokenGap.Lifetime),
                "RequireAudience" => Off(setting, TokenGap.Audience),
                "SignatureValidator" or "SignatureValidatorUsingConfiguration" when ReturnsUnchecked(setting.Node.Right) => new(setting.Node, TokenGap.Signature, setting.Member),
                "AudienceValidator" when AcceptsAll(setting.Node.Right) => new(setting.Node, TokenGap.Audience, setting.Member),
                "LifetimeValidator" when AcceptsAll(setting.Node.Right) => new(setting.Node, TokenGap.Lifetime, setting.Member),
                "IssuerValidator" or "IssuerValidatorUsingConfiguration" when ReturnsIssuer(setting.Node.Right) => new(setting.Node, TokenGap.Issuer, setting.Member),
                "RequireHttpsMetadata" => OfMetadata(setting, group),
                _ => null,
            };
            if (weak is not null)
                found.Add(weak);
        }

        return found;
    }

    private WeakCheck? Off(TokenSetting setting, TokenGap gap)
    {
        var text = $"{setting.Member} = false";
        if (IsFalse(setting.Node.Right))
            return new(setting.Node, gap, text);
        return ConfiguredFalse(setting.Node.Right, setting.Member) is { } place ? new(setting.Node, gap, $"{text} ({place})") : null;
    }

    private bool IsFalse(ExpressionSyntax value)
    {
        if (_model.GetConstantValue(value, context.CancellationToken) is { HasValue: true, Value: var constant })
            return constant is false;
        return value is IdentifierNameSyntax or MemberAccessExpressionSyntax
            && _model.GetSymbolInfo(value, context.CancellationToken).Symbol is { } holder
            && holder is not IPropertySymbol { SetMethod: not null, DeclaredAccessibility: Accessibility.Public }
            && OnlyValue.Of(holder, _facts, _model, context.CancellationToken).IsKind(SyntaxKind.FalseLiteralExpression);
    }

    /// <summary>Where configuration says false in production; null where it does not, or cannot be read.</summary>
    private string? ConfiguredFalse(ExpressionSyntax value, string member)
    {
        foreach (var key in KeysOf(value, member))
        {
            foreach (var settings in Settings())
            {
                if (settings.ValueOf(key) is { Value.Value: { } text } configured && bool.TryParse(text, out var flag))
                    return flag ? null : Agreements.Display(configured.Path, configured.Line);
            }
        }

        return null;
    }

    private IEnumerable<PodSettings> Settings()
    {
        foreach (var placement in context.Placements)
        {
            foreach (var variant in placement.Variants)
                yield return placement.SettingsOf(variant, context.Project.Values);
        }

        if (!context.Placements.Any(static p => p.IsBound))
            yield return new PodSettings(null, null, null, context.Project.Values);
    }

    /// <summary>The configuration keys that may fill the value: as the code says, else as options classes are usually bound.</summary>
    private IEnumerable<string> KeysOf(ExpressionSyntax value, string member)
    {
        foreach (var read in value.DescendantNodesAndSelf().OfType<ExpressionSyntax>())
        {
            if (read is InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var argument }, ..], Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetValue", Expression: var receiver } }
                && _model.GetTypeInfo(receiver, context.CancellationToken).Type.IsOrInherits("Microsoft.Extensions.Configuration.IConfiguration")
                && _model.GetConstantValue(argument, context.CancellationToken) is { HasValue: true, Value: string name })
            {
                if (!_model.GetTypeInfo(receiver, context.CancellationToken).Type.IsOrInherits("Microsoft.Extensions.Configuration.IConfigurationSection"))
                    yield return name;
                else if (SectionOf(receiver) is { } section)
                    yield return section + ":" + name;
                yield break;
            }

            if (read is ElementAccessExpressionSyntax && context.Addresses.Resolve(read) is { Kind: AddressKind.Configuration, Key: { } key })
            {
                yield return key;
                yield break;
            }

            if (read is MemberAccessExpressionSyntax access && _model.GetSymbolInfo(access, context.CancellationToken).Symbol is IPropertySymbol { Type.SpecialType: SpecialType.System_Boolean, ContainingType: { } type } property
                && _facts.Options.IsOptionsClass(type.Name, context.CancellationToken))
            {
                foreach (var section in _facts.Options.SectionOf(type, context.CancellationToken) is { } bound ? [bound] : new[] { type.Name, Stem(type.Name) })
                    yield return section + ":" + property.Name;
                yield break;
            }
        }
    }

    private string? SectionOf(ExpressionSyntax receiver)
    {
        if (receiver is IdentifierNameSyntax && _model.GetSymbolInfo(receiver, context.CancellationToken).Symbol is ILocalSymbol local && OnlyValue.OfLocal(local, _model, context.CancellationToken) is { } value)
            receiver = value;
        return receiver is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetSection" or "GetRequiredSection" }, ArgumentList.Arguments: [{ Expression: var name }] }
            && _model.GetConstantValue(name, context.CancellationToken) is { HasValue: true, Value: string section }
                ? section
                : null;
    }

    private static string Stem(string name)
    {
        foreach (var ending in new[] { "Options", "Settings", "Configuration", "Config" })
        {
            if (name.Length > ending.Length && name.EndsWith(ending, StringComparison.Ordinal))
                return name.Substring(0, name.Length - ending.Length);
        }

        return name;
    }

    /// <summary>A validator of the project's own, or an event that looks at the issuer, comes before the flag.</summary>
    private bool IsJudgedByHand(IReadOnlyList<TokenSetting> group, string what)
        => group.Any(setting => setting.Member.StartsWith(what + "Validator", StringComparison.Ordinal)
            ? !(what == "Issuer" ? ReturnsIssuer(setting.Node.Right) : AcceptsAll(setting.Node.Right))
            : setting.Member == "OnTokenValidated" && what != "Lifetime" && LooksAt(setting.Node.Right, what == "Issuer" ? ["iss", "tid", "tenant"] : ["aud", "scope", "scp", "client_id", "azp"]));

    private static bool LooksAt(ExpressionSyntax handler, string[] words)
        => handler is not AnonymousFunctionExpressionSyntax
            || handler.DescendantTokens().Any(token => token.Kind() is SyntaxKind.IdentifierToken or SyntaxKind.StringLiteralToken && Array.Exists(words, w => token.ValueText.StartsWith(w, StringComparison.OrdinalIgnoreCase)));

    private bool AcceptsAll(ExpressionSyntax value)
        => value is AnonymousFunctionExpressionSyntax function && new AlwaysTrue(_facts, _model, context.CancellationToken).Holds(function.Body, Names(function).ToImmutableArray());

    private bool ReturnsIssuer(ExpressionSyntax value)
        => value is AnonymousFunctionExpressionSyntax function && Names(function).FirstOrDefault() is { } first
            && (function.ExpressionBody ?? (function.Block?.Statements is [ReturnStatementSyntax { Expression: var only }] ? only : null)) is IdentifierNameSyntax returned && returned.Identifier.ValueText == first;

    /// <summary>Whether a validator of signatures only reads the token that it is given.</summary>
    private bool ReturnsUnchecked(ExpressionSyntax value)
    {
        value = CertificateCallback.Strip(value, _model, context.CancellationToken);
        var body = value is AnonymousFunctionExpressionSyntax function ? function.Body
            : _model.GetSymbolInfo(value, context.CancellationToken).Symbol is IMethodSymbol { DeclaringSyntaxReferences: [var single] } && single.SyntaxTree == _model.SyntaxTree
                ? single.GetSyntax(context.CancellationToken) switch
                {
                    MethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody?.Expression,
                    LocalFunctionStatementSyntax local => (SyntaxNode?)local.Body ?? local.ExpressionBody?.Expression,
                    _ => null,
                }
                : null;
        if (body is null || body.DescendantNodesAndSelf().Any(static n => n is ThrowStatementSyntax or ThrowExpressionSyntax))
            return false;

        var reads = false;
        foreach (var node in body.DescendantNodesAndSelf())
        {
            switch (node)
            {
                case InvocationExpressionSyntax call when UnverifiedTokens.IsReader(call, _model, context.CancellationToken):
                case BaseObjectCreationExpressionSyntax creation when UnverifiedTokens.IsMadeOfText(creation, _model, context.CancellationToken):
                    reads = true;
                    break;
                case InvocationExpressionSyntax:
                    return false;
            }
        }

        return reads;
    }

    private static IEnumerable<string> Names(AnonymousFunctionExpressionSyntax function) => function switch
    {
        SimpleLambdaExpressionSyntax simple => [simple.Parameter.Identifier.ValueText],
        ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList.Parameters.Select(static p => p.Identifier.ValueText),
        AnonymousMethodExpressionSyntax { ParameterList: { } list } => list.Parameters.Select(static p => p.Identifier.ValueText),
        _ => [],
    };

    /// <summary>Plain http for metadata harms by where the metadata come from: nothing where they come from within the mesh, are not fetched, or come from nobody knows where.</summary>
    private WeakCheck? OfMetadata(TokenSetting setting, IReadOnlyList<TokenSetting> group)
    {
        if (!IsFalse(setting.Node.Right) || group.FirstOrDefault(static s => s.Member is "Authority" or "MetadataAddress") is not { } authority)
            return null;

        var address = context.Addresses.Resolve(authority.Node.Right);
        var seen = address.Address is { } known && address.Kind == AddressKind.Constant
            ? [known]
            : address.Key is { } key ? [.. Settings().Select(s => s.ValueOf(key).Value.Value).OfType<string>().Select(static text => ServiceAddress.TryParse(text)).OfType<ServiceAddress>()] : new List<ServiceAddress>();
        var plain = seen.FirstOrDefault(a => a.Scheme == "http" && !context.Project.Hosts.IsService(context.Project.Hosts.Classify(a.Host)));
        return plain is null ? null : new(setting.Node, TokenGap.Keys, $"RequireHttpsMetadata = false for '{plain.Host}'");
    }
}
