using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>What is known of a text in code.</summary>
/// <param name="Text">The text, or what is taken where the key has no value. It may hold a password: only parts of it may be shown.</param>
/// <param name="Key">The configuration key that holds it.</param>
internal readonly record struct TextValue(string? Text, string? Key)
{
    public bool IsKnown => Text is not null || Key is not null;
}

/// <summary>
/// Finds out what a text is: a constant or a configuration key, also where it comes as a parameter from a call or creation in the project.
/// </summary>
/// <param name="facts">The project at hand; the expressions may stand in the projects that it refers to.</param>
/// <param name="hasKey">Whether the project's settings hold a value for a key: it decides where several keys are possible.</param>
internal sealed class TextSource(CodeFacts facts, Func<string, bool> hasKey, CancellationToken cancellationToken)
{
    private const int MaxDepth = 8;

    // A parameter has many callers, each of theirs again: nobody waits for all of them.
    private const int MaxSteps = 400;

    private int _steps;

    /// <summary>The value, where only one is possible.</summary>
    public TextValue One(ExpressionSyntax? expression, Frame? given = null)
        => All(expression, given) is [var only] ? only : default;

    /// <summary>The constant text, where only one is possible; a key with a default is not constant.</summary>
    public string? Constant(ExpressionSyntax? expression, Frame? given = null)
        => One(expression, given) is { Key: null, Text: var text } ? text : null;

    /// <summary>The values that are possible; none where one of them is out of sight.</summary>
    /// <param name="expression">The text.</param>
    /// <param name="given">What parameters of a method hold that the caller follows.</param>
    public IReadOnlyList<TextValue> All(ExpressionSyntax? expression, Frame? given = null)
    {
        _steps = 0;
        return [.. Read(expression, given, 0).Where(static v => v.IsKnown).Distinct()];
    }

    private IEnumerable<TextValue> Read(ExpressionSyntax? expression, Frame? given, int depth)
    {
        while (expression is ParenthesizedExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } or AwaitExpressionSyntax)
        {
            expression = expression switch
            {
                ParenthesizedExpressionSyntax inner => inner.Expression,
                CastExpressionSyntax cast => cast.Expression,
                AwaitExpressionSyntax awaited => awaited.Expression,
                _ => ((PostfixUnaryExpressionSyntax)expression).Operand,
            };
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (expression is null || depth >= MaxDepth || ++_steps > MaxSteps || facts.Around(expression.SyntaxTree) is not { } owner)
            return [];
        var value = new AddressResolver(owner, cancellationToken).Resolve(expression);
        switch (value.Kind)
        {
            case AddressKind.Constant:
                return [new(value.Text, null)];
            case AddressKind.Configuration or AddressKind.Fallback when value.Key is { } key:
                return [new(value.Kind == AddressKind.Fallback ? value.Text : null, value.IsEnvironment ? key.Replace("__", ":") : key)];
        }

        var model = owner.ModelOf(expression.SyntaxTree);
        if (expression is MemberAccessExpressionSyntax member && SectionOf(member.Expression, model, given, depth) is { } section)
            return [new(null, section + ":" + member.Name.Identifier.ValueText)];
        return expression switch
        {
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } choice => Choose([.. Read(choice.Left, given, depth + 1)], [.. Read(choice.Right, given, depth + 1)]),
            ConditionalExpressionSyntax choice => Read(choice.WhenTrue, given, depth + 1).Concat(Read(choice.WhenFalse, given, depth + 1)),
            InvocationExpressionSyntax call => OfCall(call, given, depth),
            ElementAccessExpressionSyntax { ArgumentList.Arguments: [{ Expression: var index }] } access when model.GetTypeInfo(access.Expression, cancellationToken).Type.IsOrInherits("Microsoft.Extensions.Configuration.IConfiguration")
                => Read(index, given, depth + 1).Where(static v => v.Text is not null).Select(static v => new TextValue(null, v.Text)),
            BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [var first, ..] } creation when model.GetTypeInfo(creation, cancellationToken).Type?.Name is "Uri" or "TopicName" => Read(first.Expression, given, depth + 1),
            _ => OfSymbol(model.GetSymbolInfo(expression, cancellationToken).Symbol, owner, given, depth),
        };
    }

    /// <summary>Of <c>a ?? b</c> the first that the settings give a value to; else the first that is known.</summary>
    private IReadOnlyList<TextValue> Choose(IReadOnlyList<TextValue> first, IReadOnlyList<TextValue> second)
        => first.Count == 0 || !first.Any(IsHeld) && second.Any(IsHeld) ? second : first;

    private bool IsHeld(TextValue value) => value.Key is { } key && hasKey(key);

    private IEnumerable<TextValue> OfCall(InvocationExpressionSyntax call, Frame? given, int depth)
    {
        var receiver = (call.Expression as MemberAccessExpressionSyntax)?.Expression;
        return (CallChain.NameOf(call)?.Identifier.ValueText, call.ArgumentList.Arguments) switch
        {
            ("GetConnectionString" or "GetRequiredConnectionString", [{ Expression: var name }]) => Read(name, given, depth + 1).Where(static v => v.Text is not null).Select(static v => new TextValue(null, "ConnectionStrings:" + v.Text)),
            ("GetValue" or "GetRequiredValue", [{ Expression: var name }, ..]) => Read(name, given, depth + 1).Where(static v => v.Text is not null).Select(static v => new TextValue(null, v.Text)),
            ("ToLower" or "ToLowerInvariant", []) => Read(receiver, given, depth + 1).Select(static v => new TextValue(v.Text?.ToLowerInvariant(), v.Key)),
            ("Kebaberize", []) => Read(receiver, given, depth + 1).Select(static v => new TextValue(Parted(v.Text, '-'), v.Key)),
            ("Underscore", []) => Read(receiver, given, depth + 1).Select(static v => new TextValue(Parted(v.Text, '_'), v.Key)),
            ("Trim" or "TrimEnd", _) => Read(receiver, given, depth + 1),
            ("Parse" or "Create" or "FromConnectionString" or "FromUrl", [{ Expression: var text }, ..]) => Read(text, given, depth + 1),
            _ => [],
        };
    }

    private IEnumerable<TextValue> OfSymbol(ISymbol? symbol, CodeFacts owner, Frame? given, int depth)
    {
        switch (symbol)
        {
            case IParameterSymbol parameter when given?.ArgumentOf(parameter) is { } argument:
                return Read(argument, given, depth + 1);
            case IParameterSymbol { ContainingSymbol: IMethodSymbol method } parameter:
                return Arguments(method, parameter, owner).SelectMany(argument => Read(argument, given, depth + 1));
            case ILocalSymbol { DeclaringSyntaxReferences: [var reference] } when reference.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: { } value }:
                return Read(value, given, depth + 1);
            case IPropertySymbol { SetMethod: not null, ContainingType: var options } when OptionsKey(options, symbol.Name) is { } key:
                return [new(null, key)];
            case IFieldSymbol or IPropertySymbol when symbol.ContainingType is { } type:
                return Writes(symbol, type).SelectMany(value => Read(value, given, depth + 1));
            default:
                return [];
        }
    }

    /// <summary>The section that options were read from: <c>configuration.GetSection("Db").Get&lt;DbOptions&gt;()</c>, a house's <c>GetOptions&lt;DbOptions&gt;("Db")</c>.</summary>
    private string? SectionOf(ExpressionSyntax options, SemanticModel model, Frame? given, int depth)
    {
        options = options is PostfixUnaryExpressionSyntax sure ? sure.Operand : options;
        if (options is IdentifierNameSyntax && model.GetSymbolInfo(options, cancellationToken).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var reference] } && reference.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: { } value })
            options = value;
        while (options is PostfixUnaryExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } or AwaitExpressionSyntax or ParenthesizedExpressionSyntax)
            options = options switch { PostfixUnaryExpressionSyntax inner => inner.Operand, BinaryExpressionSyntax choice => choice.Left, AwaitExpressionSyntax awaited => awaited.Expression, _ => ((ParenthesizedExpressionSyntax)options).Expression };
        if (options is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: GenericNameSyntax } read } call)
            return null;
        var receiver = model.GetTypeInfo(read.Expression, cancellationToken).Type;
        if (!receiver.IsOrInherits("Microsoft.Extensions.Configuration.IConfiguration"))
            return null;
        var name = call.ArgumentList.Arguments.FirstOrDefault()?.Expression
            ?? (read.Expression is InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var told }] } outer && CallChain.NameOf(outer)?.Identifier.ValueText is "GetSection" or "GetRequiredSection" ? told : null);
        return Read(name, given, depth + 1).ToList() is [{ Key: null, Text: { Length: > 0 } text }] ? text : null;
    }

    /// <summary>A class of options is mostly bound to the section of its name; the settings tell whether this one is.</summary>
    private string? OptionsKey(INamedTypeSymbol type, string property)
    {
        var name = type.Name;
        foreach (var suffix in new[] { "", "Options", "Settings", "Configuration", "Config" })
        {
            if (suffix.Length < name.Length && name.EndsWith(suffix, StringComparison.Ordinal) && name.Substring(0, name.Length - suffix.Length) + ":" + property is var key && hasKey(key))
                return key;
        }

        return null;
    }

    /// <summary>What constructors and initialisers of the own type give to a member.</summary>
    private IEnumerable<ExpressionSyntax> Writes(ISymbol member, INamedTypeSymbol type)
    {
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: { } value } || reference.GetSyntax(cancellationToken) is PropertyDeclarationSyntax { Initializer.Value: { } initial } && (value = initial) is not null)
                yield return value;
        }

        foreach (var part in type.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellationToken)).OfType<TypeDeclarationSyntax>())
        {
            foreach (var constructor in part.Members.OfType<ConstructorDeclarationSyntax>())
            {
                foreach (var write in constructor.DescendantNodes().OfType<AssignmentExpressionSyntax>())
                {
                    if ((write.Left as IdentifierNameSyntax ?? (write.Left as MemberAccessExpressionSyntax)?.Name)?.Identifier.ValueText == member.Name)
                        yield return write.Right;
                }
            }
        }
    }

    /// <summary>What the project's own calls and creations hand to a parameter.</summary>
    private IEnumerable<ExpressionSyntax> Arguments(IMethodSymbol method, IParameterSymbol parameter, CodeFacts owner)
    {
        foreach (var project in owner == facts ? [facts] : new[] { facts, owner })
        {
            var nodes = CodeNodes.For(project, cancellationToken);
            IEnumerable<(SyntaxNode Node, ArgumentListSyntax? List)> uses = method.MethodKind == MethodKind.Constructor
                ? nodes.Creations(method.ContainingType.Name, cancellationToken).Select(static c => ((SyntaxNode)c, c.ArgumentList))
                    .Concat(nodes.Types.Where(t => t.Identifier.ValueText == method.ContainingType.Name).SelectMany(static t => t.Members.OfType<ConstructorDeclarationSyntax>()).Where(static c => c.Initializer is not null).Select(static c => ((SyntaxNode)c.Initializer!, (ArgumentListSyntax?)c.Initializer!.ArgumentList)))
                : nodes.Calls(method.Name).Select(static c => ((SyntaxNode)c, (ArgumentListSyntax?)c.ArgumentList));
            foreach (var (node, list) in uses)
            {
                if (list is not null && project.ModelOf(node.SyntaxTree).GetSymbolInfo(node, cancellationToken).Symbol is IMethodSymbol called
                    && called.Declared().ToDisplayString() == method.Declared().ToDisplayString() && Of(list, called, parameter.Name) is { } argument)
                {
                    yield return argument;
                }
            }
        }
    }

    /// <summary>The argument for a parameter.</summary>
    public static ExpressionSyntax? Of(ArgumentListSyntax list, IMethodSymbol called, string parameter)
    {
        for (var i = 0; i < list.Arguments.Count; i++)
        {
            var name = list.Arguments[i].NameColon?.Name.Identifier.ValueText ?? (i < called.Parameters.Length ? called.Parameters[i].Name : null);
            if (name == parameter)
                return list.Arguments[i].Expression;
        }

        return null;
    }

    private static string? Parted(string? text, char between)
        => text is null ? null : string.Concat(text.Select((c, i) => char.IsUpper(c) ? (i > 0 && !char.IsUpper(text[i - 1]) ? between.ToString() : "") + char.ToLowerInvariant(c) : c is '_' or '-' or ' ' ? between.ToString() : c.ToString()));
}
