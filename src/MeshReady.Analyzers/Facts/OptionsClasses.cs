using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts;

/// <summary>Classes that are filled from configuration.</summary>
internal sealed class OptionsClasses(CodeFacts facts)
{
    private HashSet<string>? _bound;

    /// <summary>Whether the class is called like one, or is bound somewhere in the compilation. By name: no binding.</summary>
    public bool IsOptionsClass(string name, CancellationToken cancellationToken)
        => name.EndsWith("Options", StringComparison.Ordinal)
            || name.EndsWith("Settings", StringComparison.Ordinal)
            || name.EndsWith("Config", StringComparison.Ordinal)
            || name.EndsWith("Configuration", StringComparison.Ordinal)
            || (_bound ??= FindBound(cancellationToken)).Contains(name);

    private HashSet<string> FindBound(CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var site in facts.Sites(SiteKinds.OptionsBinding, cancellationToken))
        {
            if (site.Node is not InvocationExpressionSyntax invocation)
                continue;
            var name = invocation.Expression is MemberAccessExpressionSyntax access ? access.Name : invocation.Expression as SimpleNameSyntax;
            if (name is GenericNameSyntax { TypeArgumentList.Arguments: [var type, ..] })
                names.Add(type is QualifiedNameSyntax qualified ? qualified.Right.Identifier.ValueText : type.ToString());
        }

        return names;
    }
}
