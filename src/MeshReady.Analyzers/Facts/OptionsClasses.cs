using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts;

/// <summary>Classes that are filled from configuration.</summary>
internal sealed class OptionsClasses(CodeFacts facts)
{
    private Dictionary<string, string?>? _bound;

    /// <summary>Whether the class is called like one, or is bound somewhere in the compilation. By name: no binding.</summary>
    public bool IsOptionsClass(string name, CancellationToken cancellationToken)
        => name.EndsWith("Options", StringComparison.Ordinal)
            || name.EndsWith("Settings", StringComparison.Ordinal)
            || name.EndsWith("Config", StringComparison.Ordinal)
            || name.EndsWith("Configuration", StringComparison.Ordinal)
            || Bound(cancellationToken).ContainsKey(name);

    /// <summary>
    /// The section that fills the class, as in <c>Configure&lt;T&gt;(configuration.GetSection("Orders"))</c> or
    /// <c>AddOptions&lt;T&gt;().BindConfiguration("Orders")</c>; null where none is constant, or several do.
    /// </summary>
    public string? SectionOf(INamedTypeSymbol type, CancellationToken cancellationToken)
        => Bound(cancellationToken).TryGetValue(type.Name, out var section) && section is { Length: > 0 } ? section : null;

    private Dictionary<string, string?> Bound(CancellationToken cancellationToken) => _bound ??= FindBound(cancellationToken);

    private Dictionary<string, string?> FindBound(CancellationToken cancellationToken)
    {
        var sections = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var site in facts.Sites(SiteKinds.OptionsBinding, cancellationToken))
        {
            if (site.Node is not InvocationExpressionSyntax invocation || CallChain.NameOf(invocation) is not GenericNameSyntax { TypeArgumentList.Arguments: [var type, ..] })
                continue;
            var name = type is QualifiedNameSyntax qualified ? qualified.Right.Identifier.ValueText : type.ToString();
            var section = Section(site.Name, invocation, cancellationToken);

            // Bound twice from different places, or under a name: nobody can say which values count.
            sections[name] = sections.TryGetValue(name, out var known) && known != section ? null : section;
        }

        return sections;
    }

    private string? Section(string name, InvocationExpressionSyntax call, CancellationToken cancellationToken) => name switch
    {
        "Configure" or "Bind" when call.ArgumentList.Arguments is [{ Expression: var only }] => OfConfiguration(only, cancellationToken),
        "Get" when call.ArgumentList.Arguments.Count == 0 && call.Expression is MemberAccessExpressionSyntax access => OfConfiguration(access.Expression, cancellationToken),
        "AddOptions" or "AddOptionsWithValidateOnStart" when call.ArgumentList.Arguments.Count == 0 => OfBuilder(call, cancellationToken),
        _ => null,
    };

    /// <summary><c>AddOptions&lt;T&gt;().BindConfiguration("Orders")</c>, <c>.Bind(configuration.GetSection("Orders"))</c></summary>
    private string? OfBuilder(InvocationExpressionSyntax call, CancellationToken cancellationToken)
    {
        string? section = null;
        foreach (var next in CallChain.From(call).Calls.Skip(1))
        {
            var found = (CallChain.NameOf(next)?.Identifier.ValueText, next.ArgumentList.Arguments) switch
            {
                ("BindConfiguration", [{ Expression: var path }, ..]) => Constant(path, cancellationToken),
                ("Bind", [{ Expression: var configuration }, ..]) => OfConfiguration(configuration, cancellationToken),
                _ => "",
            };
            if (found is null || (found.Length > 0 && section is not null))
                return null;
            if (found.Length > 0)
                section = found;
        }

        return section;
    }

    /// <summary>The path of <c>configuration.GetSection("A").GetSection("B")</c>.</summary>
    private string? OfConfiguration(ExpressionSyntax expression, CancellationToken cancellationToken)
    {
        if (expression is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access, ArgumentList.Arguments: [{ Expression: var argument }] }
            || access.Name.Identifier.ValueText is not ("GetSection" or "GetRequiredSection")
            || Constant(argument, cancellationToken) is not { } name)
        {
            return null;
        }

        if (access.Expression is not InvocationExpressionSyntax)
            return facts.ModelFor(access.SyntaxTree)?.GetTypeInfo(access.Expression, cancellationToken).Type.Is("Microsoft.Extensions.Configuration.IConfigurationSection") == false ? name : null;
        return OfConfiguration(access.Expression, cancellationToken) is { } outer ? outer + ":" + name : null;
    }

    private string? Constant(ExpressionSyntax expression, CancellationToken cancellationToken)
        => facts.ModelFor(expression.SyntaxTree)?.GetConstantValue(expression, cancellationToken) is { HasValue: true, Value: string { Length: > 0 } text } ? text : null;
}
