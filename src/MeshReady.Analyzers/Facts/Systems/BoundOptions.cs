using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>Which part of configuration fills the properties of an options object, the whole of configuration and objects inside others among them.</summary>
internal sealed class BoundOptions(CodeFacts code, ConfigurationPath paths, CancellationToken cancellationToken)
{
    private Dictionary<ITypeSymbol, string?>? _sections;

    /// <summary>The key behind a property: <c>settings.Value.CatalogUrl</c>, <c>appSettings.Identity.Authority</c>; null where no binding in sight fills it.</summary>
    public string? KeyOf(MemberAccessExpressionSyntax access)
    {
        if (code.ModelFor(access.SyntaxTree) is not { } model || model.GetSymbolInfo(access, cancellationToken).Symbol is not IPropertySymbol { IsStatic: false, IsIndexer: false, SetMethod: not null } property
            || property.ContainingType.IsInNamespace("System") || property.GetAttributes().Any(static a => a.AttributeClass?.Name == "ConfigurationKeyNameAttribute"))
        {
            return null;
        }

        if (model.GetTypeInfo(access.Expression, cancellationToken).Type is { } type && (_sections ??= Find()).TryGetValue(type.WithNullableAnnotation(NullableAnnotation.None), out var section))
            return section is null ? null : section.Length == 0 ? property.Name : section + ":" + property.Name;
        return Bare(access.Expression) is MemberAccessExpressionSyntax outer && KeyOf(outer) is { } path ? path + ":" + property.Name : null;
    }

    /// <summary>The one key of an address among the options that a type of the code reads; null where it reads several, or none that is called an address.</summary>
    public string? OnlyAddressIn(TypeDeclarationSyntax type)
    {
        var keys = type.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Where(static access => IsCalledAddress(access.Name.Identifier.ValueText)).Select(KeyOf).OfType<string>().Distinct(StringComparer.Ordinal).Take(2).ToList();
        return keys is [var only] ? only : null;
    }

    private static bool IsCalledAddress(string name)
        => name.EndsWith("Url", StringComparison.OrdinalIgnoreCase) || name.EndsWith("Uri", StringComparison.OrdinalIgnoreCase) || name.EndsWith("Address", StringComparison.Ordinal) || name.EndsWith("Endpoint", StringComparison.Ordinal);

    private static ExpressionSyntax Bare(ExpressionSyntax expression) => expression is PostfixUnaryExpressionSyntax sure ? sure.Operand : expression;

    /// <summary>The sections by type; null where several fill it.</summary>
    private Dictionary<ITypeSymbol, string?> Find()
    {
        var sections = new Dictionary<ITypeSymbol, string?>(SymbolEqualityComparer.Default);
        var nodes = CodeNodes.For(code, cancellationToken);
        foreach (var name in new[] { "Configure", "Bind", "BindConfiguration", "Get" })
        {
            foreach (var call in nodes.Calls(name))
            {
                if (code.ModelFor(call.SyntaxTree) is { } model && Bound(call, name, model) is var (type, section) && type.SpecialType == SpecialType.None && type.TypeKind is TypeKind.Class or TypeKind.Struct)
                    sections[type] = sections.TryGetValue(type, out var known) && known != section ? null : section;
            }
        }

        return sections;
    }

    private (ITypeSymbol Type, string Section)? Bound(InvocationExpressionSyntax call, string name, SemanticModel model)
    {
        var receiver = (call.Expression as MemberAccessExpressionSyntax)?.Expression;
        var told = (CallChain.NameOf(call) as GenericNameSyntax)?.TypeArgumentList.Arguments is [var only] ? model.GetTypeInfo(only, cancellationToken).Type : null;
        var arguments = call.ArgumentList.Arguments;
        switch (name)
        {
            // services.Configure<T>(configuration): a second argument would name the options.
            case "Configure" when told is not null && arguments is [{ Expression: not LambdaExpressionSyntax and var bound }]:
                return paths.Of(bound) is { } section ? (told, section) : null;
            case "Get" when told is not null && arguments.Count == 0:
                return paths.Of(receiver) is { } read ? (told, read) : null;

            // configuration.Bind(options), configuration.Bind("Shop", options)
            case "Bind" when arguments is [.., { Expression: var filled }] && arguments.Count <= 2 && paths.Of(receiver) is { } outer:
                var inner = arguments.Count == 1 ? "" : model.GetConstantValue(arguments[0].Expression, cancellationToken).Value as string;
                return inner is not null && model.GetTypeInfo(filled, cancellationToken).Type is { } type ? (type.WithNullableAnnotation(NullableAnnotation.None), outer.Length == 0 || inner.Length == 0 ? outer + inner : outer + ":" + inner) : null;

            // services.AddOptions<T>().Bind(configuration)
            case "Bind" or "BindConfiguration" when arguments.Count > 0 && receiver is not null && model.GetTypeInfo(receiver, cancellationToken).Type is INamedTypeSymbol { Name: "OptionsBuilder", TypeArguments: [var options] }:
                var path = name == "Bind" ? paths.Of(arguments[0].Expression) : model.GetConstantValue(arguments[0].Expression, cancellationToken).Value as string;
                return path is null ? null : (options, path);
            default:
                return null;
        }
    }
}
