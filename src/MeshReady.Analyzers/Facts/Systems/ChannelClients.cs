using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>Finds the gRPC service that a channel made by hand is for: the one client that is made over it.</summary>
internal sealed class ChannelClients(CodeFacts code, CancellationToken cancellationToken)
{
    /// <summary>The service; null where none or several are made over the channel.</summary>
    public string? ContractOf(ExpressionSyntax channel)
    {
        var model = code.ModelOf(channel.SyntaxTree);
        var found = channel.Parent switch
        {
            ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax made } => [Made(made, model)],
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } when model.GetDeclaredSymbol(variable, cancellationToken) is { } symbol => Over(symbol),
            AssignmentExpressionSyntax assignment when model.GetSymbolInfo(assignment.Left, cancellationToken).Symbol is { } symbol => Over(symbol),
            _ => [],
        };
        List<string> contracts = [.. found.OfType<string>().Distinct(StringComparer.Ordinal)];
        return contracts is [var only] ? only : null;
    }

    private IEnumerable<string?> Over(ISymbol channel)
        => code.Uses.Of(channel, cancellationToken)
            .Select(static use => use.Parent is MemberAccessExpressionSyntax access && access.Name == use ? (ExpressionSyntax)access : use)
            .Select(use => use.Parent is ArgumentSyntax { Parent.Parent: ExpressionSyntax taker } ? Made(taker, code.ModelOf(use.SyntaxTree)) : null);

    // new Basket.BasketClient(channel), channel.CreateGrpcService<IBasket>()
    private string? Made(ExpressionSyntax taker, SemanticModel model)
        => taker switch
        {
            BaseObjectCreationExpressionSyntax => GrpcContract.OfClient(model.GetTypeInfo(taker, cancellationToken).Type, cancellationToken),
            InvocationExpressionSyntax call when model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol { TypeArguments: [var type] } => GrpcContract.OfClient(type, cancellationToken),
            _ => null,
        };
}
