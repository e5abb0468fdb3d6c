using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.CodeFixes;

/// <summary>Finds an expression that yields the application's configuration at a place in code.</summary>
internal sealed class ConfigurationInScope(SemanticModel model, SyntaxNode place, CancellationToken cancellationToken)
{
    private const string Space = "Microsoft.Extensions.Configuration.";

    private static readonly string[] Owners =
    [
        "Microsoft.AspNetCore.Builder.WebApplicationBuilder", "Microsoft.AspNetCore.Builder.WebApplication",
        "Microsoft.Extensions.Hosting.HostApplicationBuilder", "Microsoft.Extensions.Hosting.IHostApplicationBuilder",
        "Microsoft.Extensions.Hosting.HostBuilderContext", "Microsoft.AspNetCore.Hosting.WebHostBuilderContext",
    ];

    private readonly int _position = place.SpanStart;

    /// <summary>The expression as source, or null where no configuration can be reached.</summary>
    public string? Find()
    {
        string? member = null, owner = null, provider = null;
        foreach (var symbol in model.LookupSymbols(_position))
        {
            if (TypeOf(symbol) is not { } type || !IsReachable(symbol))
                continue;

            var name = SyntaxFacts.GetKeywordKind(symbol.Name) == SyntaxKind.None ? symbol.Name : "@" + symbol.Name;
            if (IsConfiguration(type) && !IsSection(symbol))
            {
                if (symbol is ILocalSymbol or IParameterSymbol)
                    return name;
                member ??= name;
            }
            else if (symbol is ILocalSymbol or IParameterSymbol && HasConfiguration(type))
            {
                owner ??= name + ".Configuration";
            }
            else if (symbol is IParameterSymbol && Is(type, "System.IServiceProvider") && Getter(type) is { } getter)
            {
                provider ??= name + getter;
            }
        }

        return owner ?? member ?? provider;
    }

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol { IsIndexer: false, GetMethod: not null } property => property.Type,
        _ => null,
    };

    /// <summary>A section is a part of the configuration, in which the key would mean another one.</summary>
    private static bool IsSection(ISymbol symbol) => symbol.Name.IndexOf("section", StringComparison.OrdinalIgnoreCase) >= 0;

    private static bool IsConfiguration(ITypeSymbol type)
        => Inherits(type, Space + "IConfiguration") && !Inherits(type, Space + "IConfigurationSection");

    private static bool HasConfiguration(ITypeSymbol type) => Owners.Any(o => Inherits(type, o));

    private static bool Inherits(ITypeSymbol type, string name)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (Is(current, name))
                return true;
        }

        return type.AllInterfaces.Any(i => Is(i, name));
    }

    private static bool Is(ITypeSymbol type, string name) => type.Name.Length > 0 && name.EndsWith(type.Name, StringComparison.Ordinal) && type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat).TrimEnd('?') == name;

    private string? Getter(ITypeSymbol provider)
    {
        var hasExtension = model.LookupSymbols(_position, provider, "GetRequiredService", includeReducedExtensionMethods: true)
            .Any(static m => m is IMethodSymbol { TypeParameters.Length: 1, Parameters.Length: 0 });
        return hasExtension && ConfigurationType() is { } type ? $".GetRequiredService<{type.ToMinimalDisplayString(model, _position)}>()" : null;
    }

#pragma warning disable RS0030 // The fix asks once, for one site
    private INamedTypeSymbol? ConfigurationType() => model.Compilation.GetTypeByMetadataName(Space + "IConfiguration");
#pragma warning restore RS0030

    private bool IsReachable(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => IsAssignedBefore(local) && !IsCutOff(local),
        IParameterSymbol parameter => IsParameterInUse(parameter) && !IsCutOff(parameter),
        IFieldSymbol or IPropertySymbol => symbol.IsStatic || HasInstance(),
        _ => false,
    };

    /// <summary>The local is declared with a value further up.</summary>
    private bool IsAssignedBefore(ILocalSymbol local)
        => local.DeclaringSyntaxReferences is [var declared]
            && declared.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer: { } value } variable
            && variable.Span.End <= _position
            && !HasOwnSources(value);

    // new ConfigurationBuilder().AddXmlFile("layout.xml").Build() is some configuration, but not the application's.
    private static bool HasOwnSources(EqualsValueClauseSyntax value)
    {
        var text = value.Value.ToString();
        return text.IndexOf("ConfigurationBuilder(", StringComparison.Ordinal) >= 0 && text.IndexOf("appsettings.json", StringComparison.Ordinal) < 0
            || text.IndexOf("GetSection(", StringComparison.Ordinal) >= 0 || text.IndexOf("GetRequiredSection(", StringComparison.Ordinal) >= 0;
    }

    /// <summary>Parameters that are ref-like cannot be captured, and those of an outer primary constructor are out of reach of static members.</summary>
    private bool IsParameterInUse(IParameterSymbol parameter)
    {
        if (parameter.RefKind != RefKind.None)
            return false;
        var isPrimary = parameter.DeclaringSyntaxReferences is [var declared] && declared.GetSyntax(cancellationToken) is { Parent.Parent: TypeDeclarationSyntax };
        return !isPrimary || HasInstance(isPrimaryParameter: true);
    }

    /// <summary>A static lambda or local function, or a type, between the symbol and the place sees nothing of the outside.</summary>
    private bool IsCutOff(ISymbol symbol)
    {
        if (symbol.DeclaringSyntaxReferences is not [var declared] || declared.SyntaxTree != place.SyntaxTree)
            return symbol is not IParameterSymbol { IsImplicitlyDeclared: true };
        foreach (var node in place.Ancestors())
        {
            if (node.FullSpan.Contains(declared.Span))
                return false;
            // The locals of top-level statements are in sight of the file's types and out of their reach.
            if (node is BaseTypeDeclarationSyntax)
                return true;
            if (node is AnonymousFunctionExpressionSyntax lambda && lambda.Modifiers.Any(SyntaxKind.StaticKeyword)
                || node is LocalFunctionStatementSyntax function && function.Modifiers.Any(SyntaxKind.StaticKeyword))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether <c>this</c> exists: not in static members, constructor initialisers and, but for primary constructor parameters, field initialisers.</summary>
    private bool HasInstance(bool isPrimaryParameter = false)
    {
        foreach (var node in place.Ancestors())
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax lambda when lambda.Modifiers.Any(SyntaxKind.StaticKeyword):
                case LocalFunctionStatementSyntax function when function.Modifiers.Any(SyntaxKind.StaticKeyword):
                case ConstructorInitializerSyntax:
                    return false;
                case ConstructorDeclarationSyntax when isPrimaryParameter:
                    return false;
                case PropertyDeclarationSyntax property when property.Initializer is { } initializer && initializer.Span.Contains(place.Span):
                    return isPrimaryParameter && !property.Modifiers.Any(SyntaxKind.StaticKeyword);
                case FieldDeclarationSyntax field:
                    return isPrimaryParameter && !field.Modifiers.Any(SyntaxKind.StaticKeyword);
                case PrimaryConstructorBaseTypeSyntax:
                    return isPrimaryParameter;
                case MemberDeclarationSyntax member and not BaseTypeDeclarationSyntax and not GlobalStatementSyntax:
                    return !member.Modifiers.Any(SyntaxKind.StaticKeyword);
                case GlobalStatementSyntax or BaseTypeDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }
}
