using MeshReady.Model.Systems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems.Messages;

/// <summary>
/// Reads classes that a wrapper of the house calls back with the name and the text of each message: <c>switch (messageType) { case "OrderPlaced": … }</c>.
/// </summary>
internal sealed class HouseCallbacks(FactsSource source, MessageList list, string broker, CancellationToken cancellationToken)
{
    private static readonly string[] Verbs = ["Handle", "On", "Consume", "Receive", "Process"];

    public void Read()
    {
        foreach (var type in CodeNodes.For(source.Code, cancellationToken).Types)
        {
            if (type.BaseList is null || source.Code.ModelOf(type.SyntaxTree).GetDeclaredSymbol(type, cancellationToken) is not INamedTypeSymbol symbol)
                continue;
            foreach (var promise in symbol.AllInterfaces.Where(IsCallback))
            {
                foreach (var member in promise.GetMembers().OfType<IMethodSymbol>().Where(IsMessage))
                {
                    if (symbol.FindImplementationForInterfaceMember(member) is IMethodSymbol { DeclaringSyntaxReferences: [var reference] } method && reference.GetSyntax(cancellationToken) is MethodDeclarationSyntax body && source.Code.Compilation.ContainsSyntaxTree(body.SyntaxTree))
                        ReadBody(body, method);
                }
            }
        }
    }

    private void ReadBody(MethodDeclarationSyntax body, IMethodSymbol method)
    {
        var labels = body.DescendantNodes().OfType<SwitchStatementSyntax>().Where(s => IsKind(s.Expression, method)).SelectMany(static s => s.Sections).SelectMany(static s => s.Labels).OfType<CaseSwitchLabelSyntax>().Select(static l => (Node: (SyntaxNode)l, l.Value))
            .Concat(body.DescendantNodes().OfType<SwitchExpressionSyntax>().Where(s => IsKind(s.GoverningExpression, method)).SelectMany(static s => s.Arms).Select(static a => (Node: (SyntaxNode)a, Value: (a.Pattern as ConstantPatternSyntax)?.Expression!)).Where(static a => a.Value is not null))
            .Concat(body.DescendantNodes().OfType<BinaryExpressionSyntax>().Where(b => b.IsKind(SyntaxKind.EqualsExpression) && IsKind(b.Left, method)).Select(static b => (Node: (SyntaxNode)b, Value: b.Right)))
            .ToList();
        var model = source.Code.ModelOf(body.SyntaxTree);
        foreach (var (node, value) in labels)
        {
            if (model.GetConstantValue(value, cancellationToken) is { HasValue: true, Value: string { Length: > 0 } name })
                list.Add(isPublished: false, node, broker, TypeNamed(node, name, model), default);
        }

        // Whoever asks for no kind takes all of them.
        if (labels.Count == 0)
            list.Add(isPublished: false, body, broker, (string?)null, default);
    }

    /// <summary>The type that the branch makes of the text, where one is called as the message is; else the bare name.</summary>
    private string TypeNamed(SyntaxNode label, string name, SemanticModel model)
    {
        var branch = label is SwitchLabelSyntax ? label.Parent! : label;
        var named = branch.DescendantNodes().OfType<SimpleNameSyntax>().FirstOrDefault(n => n.Identifier.ValueText == name && model.GetSymbolInfo(n, cancellationToken).Symbol is INamedTypeSymbol);
        return named is not null ? LiveCode.FullName((INamedTypeSymbol)model.GetSymbolInfo(named, cancellationToken).Symbol!) : name;
    }

    /// <summary>An interface for messages of another project of the house: a service's own interfaces are its own affair.</summary>
    private bool IsCallback(INamedTypeSymbol promise)
        => promise.DeclaringSyntaxReferences is [var reference] && !source.Code.Compilation.ContainsSyntaxTree(reference.SyntaxTree) && promise.TypeArguments.IsEmpty
            && (promise.Name.IndexOf("Message", StringComparison.Ordinal) >= 0 || promise.Name.IndexOf("EventHandler", StringComparison.Ordinal) >= 0 || promise.Name.IndexOf("Consumer", StringComparison.Ordinal) >= 0) && !BrokerNames.IsInProcess(promise);

    private static bool IsMessage(IMethodSymbol method)
        => Array.Exists(Verbs, verb => method.Name.StartsWith(verb, StringComparison.Ordinal)) && method.Parameters.Length is > 0 and < 5
            && method.Parameters.Any(static p => p.Type.SpecialType == SpecialType.System_String && (p.Name.IndexOf("message", StringComparison.OrdinalIgnoreCase) >= 0 || p.Name.IndexOf("event", StringComparison.OrdinalIgnoreCase) >= 0 || p.Name.IndexOf("topic", StringComparison.OrdinalIgnoreCase) >= 0));

    private static bool IsKind(ExpressionSyntax expression, IMethodSymbol method)
        => expression is IdentifierNameSyntax name && method.Parameters.Any(p => p.Name == name.Identifier.ValueText && p.Type.SpecialType == SpecialType.System_String);
}
