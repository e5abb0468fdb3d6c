using MeshReady.Analyzers.Facts.Lifecycle;
using MeshReady.Analyzers.Facts.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Clients;

/// <summary>The time after which code gives up a request.</summary>
/// <param name="Time">The time.</param>
/// <param name="Expression">What says so.</param>
/// <param name="Name">How the limit is called: <c>HttpClient.Timeout</c>.</param>
internal sealed record ClientLimit(TimeSpan Time, ExpressionSyntax Expression, string Name);

/// <summary>Finds the limit that acts on the requests of a client, where the code states it.</summary>
internal sealed class ClientLimitReader(CodeFacts facts, CancellationToken cancellationToken)
{
    private static readonly TimeSpan DefaultAttempt = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DefaultTotal = TimeSpan.FromSeconds(30);

    private readonly ConstantTime _times = new(facts, cancellationToken);

    /// <summary>The limit of a client; null where the code does not state one, or not one alone.</summary>
    public ClientLimit? Of(ClientRegistration client)
    {
        if (client is { Origin: ClientOrigin.Factory, Node: InvocationExpressionSyntax registration })
            return OfRegistration(client, CallChain.From(registration).Calls);
        return client is { Origin: ClientOrigin.Created, Node: BaseObjectCreationExpressionSyntax creation } ? OfCreation(client, creation) : null;
    }

    /// <summary>The limit of one call: of the source whose token it is handed.</summary>
    public ClientLimit? OfCall(InvocationExpressionSyntax call, SemanticModel model)
    {
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Token", Expression: IdentifierNameSyntax source }
                || model.GetSymbolInfo(source, cancellationToken).Symbol is not ILocalSymbol { DeclaringSyntaxReferences: [var reference] } local
                || !local.Type.Is("System.Threading.CancellationTokenSource")
                || reference.GetSyntax(cancellationToken) is not VariableDeclaratorSyntax { Initializer.Value: { } made } variable
                || variable.FirstAncestorOrSelf<StatementSyntax>()?.Parent is not { } scope)
            {
                continue;
            }

            List<ExpressionSyntax> limits = [];
            if (made is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var span }] })
                limits.Add(span);
            foreach (var after in (scope is GlobalStatementSyntax ? scope.Parent! : scope).DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                if (after is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CancelAfter", Expression: IdentifierNameSyntax name }, ArgumentList.Arguments: [{ Expression: var time }] } && name.Identifier.ValueText == local.Name)
                    limits.Add(time);
            }

            if (limits is [var only] && _times.OfDelay(only) is { } limit)
                return Known(limit, only, "CancelAfter");
        }

        return null;
    }

    private ClientLimit? OfRegistration(ClientRegistration client, IReadOnlyList<InvocationExpressionSyntax> chain)
    {
        var standard = chain.FirstOrDefault(static call => CallChain.NameOf(call)?.Identifier.ValueText == "AddStandardResilienceHandler");
        if (standard is not null)
            return chain.Count(static call => ResilienceNames.OnBuilder.ContainsKey(CallChain.NameOf(call)?.Identifier.ValueText ?? "")) == 1 ? OfStandardHandler(standard) : null;

        // A handler of all clients, or one that cannot be read, may have switched the client's own limit off.
        if (!client.Coverage.DropsHandlers && facts.Defaults.Get(cancellationToken) != Layers.None
            || chain.Any(static call => CallChain.NameOf(call)?.Identifier.ValueText is "AddStandardHedgingHandler" or "AddResilienceHandler"))
        {
            return null;
        }

        return TimeoutsOf(client, chain) is [var only] && _times.Of(only.Right) is { } time ? Known(time, only.Right, "HttpClient.Timeout") : null;
    }

    /// <summary>The assignments of <c>HttpClient.Timeout</c> to a registered client: in its registration and in its class.</summary>
    public IReadOnlyList<AssignmentExpressionSyntax> TimeoutsOf(ClientRegistration client, IReadOnlyList<InvocationExpressionSyntax> chain)
    {
        List<SyntaxNode> places = [.. chain.Select((call, i) => i == 0 || CallChain.NameOf(call)?.Identifier.ValueText == "ConfigureHttpClient" ? call.ArgumentList : null).OfType<SyntaxNode>()];
        if (client.ClientType is { } type)
            places.AddRange(type.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellationToken)).Where(node => facts.ModelFor(node.SyntaxTree) is not null));
        return [.. places.SelectMany(static place => place.DescendantNodes().OfType<AssignmentExpressionSyntax>()).Where(IsTimeout)];
    }

    private ClientLimit? OfCreation(ClientRegistration client, BaseObjectCreationExpressionSyntax creation)
    {
        IEnumerable<AssignmentExpressionSyntax> assignments = creation.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>() ?? [];
        var scope = creation.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? (SyntaxNode?)creation.FirstAncestorOrSelf<CompilationUnitSyntax>();
        if (scope is not null)
        {
            assignments = assignments.Concat(scope.DescendantNodes().OfType<AssignmentExpressionSyntax>()
                .Where(a => a.Left is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax holder } && holder.Identifier.ValueText == client.Label));
        }

        return OnlyTimeout(assignments);
    }

    /// <summary>The one assignment of <c>HttpClient.Timeout</c>; several may be meant for different cases.</summary>
    private ClientLimit? OnlyTimeout(IEnumerable<AssignmentExpressionSyntax> assignments)
    {
        List<AssignmentExpressionSyntax> found = [.. assignments.Where(IsTimeout)];
        return found is [var only] && _times.Of(only.Right) is { } time ? Known(time, only.Right, "HttpClient.Timeout") : null;
    }

    private bool IsTimeout(AssignmentExpressionSyntax assignment)
        => assignment.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Timeout" } or IdentifierNameSyntax { Identifier.ValueText: "Timeout" }
            && facts.ModelFor(assignment.SyntaxTree)?.GetSymbolInfo(assignment.Left, cancellationToken).Symbol is IPropertySymbol { ContainingType: var type }
            && type.Is("System.Net.Http.HttpClient");

    /// <summary>Each try of the code is a request of its own: the time for a try ends it, or that for all tries if it is shorter.</summary>
    private ClientLimit? OfStandardHandler(InvocationExpressionSyntax call)
    {
        if (call.ArgumentList.Arguments is not [{ Expression: LambdaExpressionSyntax lambda }] || call.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Configure" })
            return null;
        var attempt = Option(lambda, "AttemptTimeout");
        var total = Option(lambda, "TotalRequestTimeout");
        if (attempt.IsUnreadable || total.IsUnreadable)
            return null;
        return (attempt.Time ?? DefaultAttempt) <= (total.Time ?? DefaultTotal)
            ? attempt is { Time: { } ofTry, Expression: { } said } ? Known(ofTry, said, "AttemptTimeout") : null
            : total is { Time: { } ofAll, Expression: { } written } ? Known(ofAll, written, "TotalRequestTimeout") : null;
    }

    /// <summary><c>o.AttemptTimeout.Timeout = …</c></summary>
    private (TimeSpan? Time, ExpressionSyntax? Expression, bool IsUnreadable) Option(LambdaExpressionSyntax lambda, string option)
    {
        List<IdentifierNameSyntax> names = [.. lambda.DescendantNodes().OfType<IdentifierNameSyntax>().Where(n => n.Identifier.ValueText == option)];
        if (names.Count == 0)
            return (null, null, IsUnreadable: false);
        return names is [{ Parent: MemberAccessExpressionSyntax { Parent: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Timeout", Parent: AssignmentExpressionSyntax assignment } } }] && _times.Of(assignment.Right) is { } time
            ? (time, assignment.Right, IsUnreadable: false)
            : (null, null, IsUnreadable: true);
    }

    private static ClientLimit? Known(TimeSpan time, ExpressionSyntax expression, string name)
        => time > TimeSpan.Zero && time < TimeSpan.FromDays(1) ? new(time, expression, name) : null;
}
