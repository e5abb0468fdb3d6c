using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Network;

/// <summary>Finds keys of a cloud account that stand in the code. Their values go nowhere.</summary>
internal static class CloudKeys
{
    private const int ShortestSecret = 30;
    private const int ShortestClientSecret = 20;

    private static readonly Regex AccessKey = new("^A(?:KIA|SIA)[A-Z0-9]{12,}$", RegexOptions.CultureInvariant);

    /// <summary>Whose keys stand at a site: <c>AWS</c>, <c>Azure</c>; null where there are none, or only such as emulators take.</summary>
    public static string? OwnerAt(RuleContext context, Site site)
    {
        if (site.Node is InvocationExpressionSyntax { ArgumentList.Arguments: [var name, var value, ..] } call)
        {
            return context.Model.GetSymbolInfo(call, context.CancellationToken).Symbol is IMethodSymbol method && method.IsMethodOf("System.Environment")
                && ConstantWords.Whole(context, name.Expression) is "AWS_ACCESS_KEY_ID" or "AWS_SECRET_ACCESS_KEY" && ConstantWords.Whole(context, value.Expression) is { } text && (AccessKey.IsMatch(text) || text.Length >= ShortestSecret) ? "AWS" : null;
        }

        if (site.Node is not BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: >= 2 } arguments } creation
            || context.Model.GetSymbolInfo(creation, context.CancellationToken).Symbol is not IMethodSymbol { ContainingType: var type } constructor)
        {
            return null;
        }

        if (type.Is("Azure.Identity.ClientSecretCredential"))
            return Argument(context, constructor, arguments, "clientSecret") is { Length: >= ShortestClientSecret } secret && secret.IndexOfAny(['<', ' ', '{']) < 0 ? "Azure" : null;
        if (!type.IsInNamespace("Amazon"))
            return null;

        // "test", "minioadmin" and "localstack" open nothing but an emulator.
        var key = Argument(context, constructor, arguments, "accessKey") ?? Argument(context, constructor, arguments, "awsAccessKeyId");
        var hidden = Argument(context, constructor, arguments, "secretKey") ?? Argument(context, constructor, arguments, "awsSecretAccessKey");
        if (IsOfManual(key) || IsOfManual(hidden) || IsElsewhere(context, creation))
            return null;
        return key is not null && AccessKey.IsMatch(key) || hidden is { Length: >= ShortestSecret } ? "AWS" : null;
    }

    // AKIAIOSFODNN7EXAMPLE is everybody's.
    private static bool IsOfManual(string? key) => key?.IndexOf("EXAMPLE", StringComparison.Ordinal) >= 0;

    /// <summary>The client of these keys is sent to a store of another make: <c>new AmazonS3Config { ServiceURL = "http://minio:9000" }</c>.</summary>
    private static bool IsElsewhere(RuleContext context, SyntaxNode creation)
        => creation.AncestorsAndSelf().TakeWhile(static n => n is not StatementSyntax and not MemberDeclarationSyntax).OfType<BaseObjectCreationExpressionSyntax>()
            .SelectMany(static made => made.ArgumentList?.Arguments ?? default).Select(static a => a.Expression).OfType<BaseObjectCreationExpressionSyntax>()
            .SelectMany(static settings => settings.Initializer?.Expressions ?? default).OfType<AssignmentExpressionSyntax>()
            .Any(setting => setting.Left is IdentifierNameSyntax { Identifier.ValueText: "ServiceURL" } && !(ConstantWords.Whole(context, setting.Right)?.IndexOf("amazonaws.com", StringComparison.OrdinalIgnoreCase) >= 0));

    private static string? Argument(RuleContext context, IMethodSymbol constructor, SeparatedSyntaxList<ArgumentSyntax> arguments, string parameter)
    {
        for (var i = 0; i < arguments.Count && i < constructor.Parameters.Length; i++)
        {
            if ((arguments[i].NameColon?.Name.Identifier.ValueText ?? constructor.Parameters[i].Name) == parameter)
                return ConstantWords.Whole(context, arguments[i].Expression);
        }

        return null;
    }
}
