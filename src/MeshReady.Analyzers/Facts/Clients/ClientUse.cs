using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Clients;

/// <summary>What happens to an HttpClient after it is made.</summary>
/// <param name="Holder">The variable, field or property that keeps it; null where nothing does.</param>
/// <param name="Addresses">Where it goes, as far as the code says.</param>
/// <param name="Layers">What protects it; unknown where it is handed to somebody else.</param>
internal sealed record ClientUse(ISymbol? Holder, IReadOnlyList<AddressValue> Addresses, Layers Layers);

/// <summary>Follows an HttpClient through the variables that keep it to the calls that it makes.</summary>
internal sealed class ClientUseReader(CodeFacts facts, AddressResolver addresses, CancellationToken cancellationToken)
{
    private const int MaxDepth = 3;

    private readonly List<AddressValue> _addresses = [];
    private ISymbol? _holder;
    private Layers _layers;

    /// <summary>Follows the value of <paramref name="client"/>.</summary>
    public ClientUse Follow(ExpressionSyntax client)
    {
        if (client is BaseObjectCreationExpressionSyntax { Initializer.Expressions: var members })
        {
            foreach (var member in members)
            {
                if (member is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var name } } assignment)
                    Assigned(name, assignment.Right);
            }
        }

        Track(client, depth: 0);
        return new ClientUse(_holder, _addresses, _layers);
    }

    private void Track(ExpressionSyntax value, int depth)
    {
        switch (value.Parent)
        {
            case ParenthesizedExpressionSyntax or CastExpressionSyntax or AwaitExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression }:
                Track((ExpressionSyntax)value.Parent, depth);
                break;
            case MemberAccessExpressionSyntax access when access.Expression == value:
                Member(access, access.Name);
                break;
            case ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } } access when access.Expression == value:
                Member(binding, binding.Name);
                break;
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax or PropertyDeclarationSyntax } clause:
                Keep(facts.ModelOf(value.SyntaxTree).GetDeclaredSymbol(clause.Parent!, cancellationToken), writes: 0, depth);
                break;
            case AssignmentExpressionSyntax assignment when assignment.Right == value && assignment.Parent is not InitializerExpressionSyntax:
                Keep(facts.ModelOf(value.SyntaxTree).GetSymbolInfo(assignment.Left, cancellationToken).Symbol, writes: 1, depth);
                break;
            case ArgumentSyntax { Parent.Parent: ExpressionSyntax call } when TakesClient(call):
            case LambdaExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax registration } } when IsContainerCall(registration):
            case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax direct } when IsContainerCall(direct):
            case AssignmentExpressionSyntax or ExpressionStatementSyntax or UsingStatementSyntax or LockStatementSyntax or IsPatternExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression }:
                break;
            default:
                _layers |= Layers.Unknown;
                break;
        }
    }

    private void Keep(ISymbol? holder, int writes, int depth)
    {
        if (holder is not (ILocalSymbol or IFieldSymbol or IPropertySymbol) || holder.DeclaringSyntaxReferences.IsEmpty || depth >= MaxDepth || facts.Writes.Of(holder, cancellationToken).Count() > writes)
        {
            _layers |= Layers.Unknown;
            return;
        }

        _holder ??= holder;
        foreach (var name in facts.Uses.Of(holder, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!IsOwnDeclaration(name))
                Track(name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name, depth + 1);
        }
    }

    private void Member(ExpressionSyntax access, SimpleNameSyntax name)
    {
        switch (access.Parent)
        {
            case AssignmentExpressionSyntax assignment when assignment.Left == access:
                Assigned(name.Identifier.ValueText, assignment.Right);
                break;
            case InvocationExpressionSyntax call when call.Expression == access:
                Called(call, name.Identifier.ValueText);
                break;
        }
    }

    private void Assigned(string member, ExpressionSyntax value)
    {
        if (member == "BaseAddress")
            Add(addresses.Resolve(value));
        else if (member == "Timeout" && !TypeProtection.IsEndless(value))
            _layers |= Layers.Timeout;
    }

    private void Called(InvocationExpressionSyntax call, string name)
    {
        var model = facts.ModelOf(call.SyntaxTree);
        if (IsRepeated(call))
            _layers |= Layers.Unknown;

        // An extension that is not the platform's may wrap the call in anything.
        if (model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method && method.IsExtension() && !method.Home().IsInNamespace("System.Net.Http"))
            _layers |= Layers.Unknown;

        if (OutboundSinks.At(new Site(call, SiteKinds.OutboundAddress, name), model, cancellationToken) is { } outbound)
            Add(addresses.Resolve(outbound.Value));
        else if (name is "SendAsync" or "Send" && call.ArgumentList.Arguments is [{ Expression: var message }, ..])
            Add(AddressOf(message, model));
    }

    /// <summary>The address in a request message that is made in place or in a local.</summary>
    private AddressValue AddressOf(ExpressionSyntax message, SemanticModel model)
    {
        if (message is IdentifierNameSyntax && model.GetSymbolInfo(message, cancellationToken).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var reference] } && reference.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: { } value })
            message = value;
        return message is BaseObjectCreationExpressionSyntax creation && OutboundSinks.At(new Site(creation, SiteKinds.OutboundAddress, "HttpRequestMessage"), model, cancellationToken) is { } outbound
            ? addresses.Resolve(outbound.Value)
            : AddressValue.Unknown;
    }

    private void Add(AddressValue address)
    {
        if (address.Kind != AddressKind.Unknown && (address.Kind != AddressKind.Constant || address.Address is not null))
            _addresses.Add(address);
    }

    /// <summary>Interfaces of Refit and RestEase are made over a client without adding to it.</summary>
    private bool TakesClient(ExpressionSyntax call)
        => call is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax
            && facts.ModelOf(call.SyntaxTree).GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method
            && (method.IsMethodOf("Refit.RestService") || method.IsMethodOf("RestEase.RestClient"));

    private static bool IsContainerCall(InvocationExpressionSyntax call)
        => CallChain.NameOf(call)?.Identifier.ValueText is "AddSingleton" or "AddScoped" or "AddTransient" or "TryAddSingleton" or "TryAddScoped" or "TryAddTransient";

    /// <summary>A loop that goes on after a failure is a retry by hand.</summary>
    internal static bool IsRepeated(SyntaxNode call)
    {
        var isTried = false;
        for (var node = call.Parent; node is not null and not MemberDeclarationSyntax; node = node.Parent)
        {
            isTried |= node is TryStatementSyntax { Catches.Count: > 0 };
            if (isTried && node is WhileStatementSyntax or ForStatementSyntax or DoStatementSyntax)
                return true;
        }

        return false;
    }

    private static bool IsOwnDeclaration(SimpleNameSyntax name)
    {
        SyntaxNode whole = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        return whole.Parent is AssignmentExpressionSyntax assignment && assignment.Left == whole
            || name.FirstAncestorOrSelf<InvocationExpressionSyntax>()?.Expression is IdentifierNameSyntax { Identifier.ValueText: "nameof" };
    }
}
