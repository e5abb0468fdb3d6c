using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MeshReady.Analyzers.Facts.Addresses;

/// <content>UriBuilder, whose parts come from a constructor, an initialiser or later assignments.</content>
internal sealed partial class AddressResolver
{
    private AddressValue ResolveBuilder(IObjectCreationOperation creation)
    {
        var first = Argument(creation.Arguments, 0);
        IOperation? scheme = null, host = null, port = null;
        if (creation.Arguments.Length > 1)
            (scheme, host, port) = (first, Argument(creation.Arguments, 1), Argument(creation.Arguments, 2));

        var isSet = false;
        foreach (var member in creation.Initializer?.Initializers ?? System.Collections.Immutable.ImmutableArray<IOperation>.Empty)
        {
            if (member is not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var name }, Value: var value })
                continue;
            switch (name)
            {
                case "Scheme":
                    scheme = value;
                    break;
                case "Host":
                    (host, isSet) = (value, true);
                    break;
                case "Port":
                    (port, isSet) = (value, true);
                    break;
            }
        }

        if (creation.Arguments.Length == 1)
            return isSet ? AddressValue.Unknown : Resolve(first);
        if (host is null)
            return AddressValue.Unknown;

        var hostValue = Resolve(host);
        if (hostValue.Kind != AddressKind.Constant || hostValue.Text is null)
            return hostValue.Kind == AddressKind.Configuration ? hostValue with { IsComposed = true } : AddressValue.Unknown;
        var schemeText = scheme is null ? "http" : scheme.ConstantValue is { HasValue: true, Value: string text } ? text : SchemeOf(scheme);
        var portText = port switch
        {
            null => "",
            { ConstantValue: { HasValue: true, Value: int number } } => number < 0 ? "" : ":" + number,
            _ => null,
        };
        return schemeText is null || portText is null ? AddressValue.Unknown : hostValue with { Text = $"{schemeText}://{hostValue.Text}{portText}/" };
    }

    /// <summary><c>Uri.UriSchemeHttp</c> and <c>Uri.UriSchemeHttps</c> are no constants.</summary>
    private static string? SchemeOf(IOperation scheme)
        => Unwrap(scheme) is IFieldReferenceOperation { Field: { Name: "UriSchemeHttp" or "UriSchemeHttps", ContainingType: var type } field } && type.Is("System.Uri")
            ? field.Name == "UriSchemeHttp" ? "http" : "https"
            : null;

    /// <summary>Whether a builder held by a local is given another host or port after it was made.</summary>
    private static bool IsRedirected(ILocalReferenceOperation builder)
    {
        var scope = builder.Syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        if (scope is GlobalStatementSyntax)
            scope = scope.Parent as MemberDeclarationSyntax;
        foreach (var node in (scope ?? builder.Syntax.SyntaxTree.GetRoot()).DescendantNodes())
        {
            if (node is AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax owner, Name.Identifier.ValueText: "Host" or "Port" } } && owner.Identifier.ValueText == builder.Local.Name)
                return true;
        }

        return false;
    }
}
