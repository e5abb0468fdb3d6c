using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>What the parameters of methods hold that were followed from a call. By name, for a symbol is another one in each project that sees it.</summary>
/// <param name="Arguments">The expressions.</param>
/// <param name="Types">The type arguments.</param>
/// <param name="Depth">How many calls lead here.</param>
internal sealed record Frame(IReadOnlyDictionary<string, ExpressionSyntax> Arguments, IReadOnlyDictionary<string, ITypeSymbol> Types, int Depth)
{
    public static readonly Frame Own = new(new Dictionary<string, ExpressionSyntax>(), new Dictionary<string, ITypeSymbol>(), 0);

    public ExpressionSyntax? ArgumentOf(IParameterSymbol parameter) => Arguments.TryGetValue(KeyOf(parameter.ContainingSymbol, parameter.Name), out var argument) ? argument : null;

    /// <summary>The type behind a type parameter; the type itself where it is none.</summary>
    public ITypeSymbol? TypeOf(ITypeSymbol? type)
        => type is not ITypeParameterSymbol parameter ? type : Types.TryGetValue(KeyOf(parameter.ContainingSymbol, parameter.Name), out var known) ? known : null;

    /// <summary>What the called method sees.</summary>
    public Frame Into(IMethodSymbol called, InvocationExpressionSyntax call)
    {
        var declared = called.Declared();
        var arguments = Arguments.ToDictionary(static p => p.Key, static p => p.Value);
        foreach (var parameter in declared.Parameters)
        {
            if (TextSource.Of(call.ArgumentList, called, parameter.Name) is { } argument)
                arguments[KeyOf(declared, parameter.Name)] = argument;
            else if (parameter.DeclaringSyntaxReferences is [var reference] && reference.GetSyntax() is ParameterSyntax { Default.Value: var byDefault })
                arguments[KeyOf(declared, parameter.Name)] = byDefault;
        }

        var types = Types.ToDictionary(static p => p.Key, static p => p.Value);
        for (var i = 0; i < declared.TypeParameters.Length && i < called.TypeArguments.Length; i++)
        {
            if (TypeOf(called.TypeArguments[i]) is { } type)
                types[KeyOf(declared, declared.TypeParameters[i].Name)] = type;
        }

        return new Frame(arguments, types, Depth + 1);
    }

    private static string KeyOf(ISymbol owner, string name) => (owner is IMethodSymbol method ? method.Declared() : owner).ToDisplayString() + "/" + name;
}
