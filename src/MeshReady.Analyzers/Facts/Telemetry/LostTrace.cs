using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Telemetry;

/// <summary>Code that keeps the trace of a request from its outgoing calls.</summary>
/// <param name="Node">What does so.</param>
/// <param name="Name">How a message calls it.</param>
/// <param name="Effect">Which calls suffer, as a message continues.</param>
/// <param name="IsCertain">It can have no other purpose, and the calls go to services.</param>
internal sealed record LostTrace(SyntaxNode Node, string Name, string Effect, bool IsCertain);

/// <summary>Recognises <see cref="LostTrace"/>s.</summary>
internal sealed class LostTraceReader(RuleContext context)
{
    private const string OfProcess = "every outgoing request of the process begins a trace of its own";

    private readonly SemanticModel _model = context.Model;

    /// <summary>The lost trace at a site of <see cref="SiteKinds.Telemetry"/>; null where the site is something else.</summary>
    public LostTrace? At(Site site) => (site.Name, site.Node) switch
    {
        ("CreateNoOutputPropagator", InvocationExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } call) => OfNoOutput(assignment, call),
        ("ActivityHeadersPropagator", AssignmentExpressionSyntax { Right: var value } assignment) when value.IsKind(SyntaxKind.NullLiteralExpression) => OfHandler(assignment),
        ("SetSwitch", InvocationExpressionSyntax call) => OfSwitch(call),
        ("Current", AssignmentExpressionSyntax { Right: var value } assignment) when value.IsKind(SyntaxKind.NullLiteralExpression) => OfActivity(assignment),
        ("SuppressFlow", InvocationExpressionSyntax call) => OfFlow(call),
        _ => null,
    };

    private LostTrace? OfNoOutput(AssignmentExpressionSyntax assignment, InvocationExpressionSyntax call)
    {
        const string type = "System.Diagnostics.DistributedContextPropagator";
        if (_model.GetSymbolInfo(call, context.CancellationToken).Symbol is not IMethodSymbol method || !method.IsMethodOf(type)
            || _model.GetSymbolInfo(assignment.Left, context.CancellationToken).Symbol is not IPropertySymbol property)
        {
            return null;
        }

        if (property.Name == "Current" && property.ContainingType.Is(type))
            return new(assignment, "DistributedContextPropagator.Current", OfProcess, IsCertain: true);
        return property.Name == "ActivityHeadersPropagator" ? OfHandler(assignment) : null;
    }

    private LostTrace? OfHandler(AssignmentExpressionSyntax assignment)
    {
        if (_model.GetSymbolInfo(assignment.Left, context.CancellationToken).Symbol is not IPropertySymbol { ContainingType: var type } || !type.Is("System.Net.Http.SocketsHttpHandler"))
            return null;

        // A proxy hands the headers of its caller on as they are.
        foreach (var around in assignment.Ancestors())
        {
            if (around is BaseObjectCreationExpressionSyntax or InvocationExpressionSyntax && _model.GetTypeInfo(around, context.CancellationToken).Type is { } made && (made.Is("System.Net.Http.HttpMessageInvoker") || made.IsInNamespace("Yarp")))
                return null;
            if (around is MemberDeclarationSyntax)
                break;
        }

        // A trace is nobody's business outside: to keep it from a stranger is right.
        var address = ClientOf(assignment)?.Address ?? AddressValue.Unknown;
        if (address.Kind == AddressKind.Unknown)
            return new(assignment, "ActivityHeadersPropagator", "requests of this client begin traces of their own; right for strangers, wrong between services", IsCertain: false);
        return context.Project.IsService(address) ? new(assignment, "ActivityHeadersPropagator", "requests of this client begin traces of their own", IsCertain: true) : null;
    }

    private LostTrace? OfSwitch(InvocationExpressionSyntax call)
        => call.ArgumentList.Arguments is [{ Expression: var name }, { Expression: var value }]
            && _model.GetConstantValue(value, context.CancellationToken) is { HasValue: true, Value: false }
            && _model.GetConstantValue(name, context.CancellationToken) is { HasValue: true, Value: "System.Net.Http.EnableActivityPropagation" }
            && _model.GetSymbolInfo(call, context.CancellationToken).Symbol is IMethodSymbol method && method.IsMethodOf("System.AppContext")
                ? new(call, "System.Net.Http.EnableActivityPropagation", OfProcess, IsCertain: true)
                : null;

    // Activity.Current = null; and then a call, without an activity of its own.
    private LostTrace? OfActivity(AssignmentExpressionSyntax assignment)
    {
        if (assignment.Parent is not StatementSyntax { Parent: BlockSyntax { Statements: var statements } } statement
            || _model.GetSymbolInfo(assignment.Left, context.CancellationToken).Symbol is not IPropertySymbol property || !property.ContainingType.Is("System.Diagnostics.Activity"))
        {
            return null;
        }

        foreach (var next in statements.Skip(statements.IndexOf(statement) + 1))
        {
            if (next.DescendantTokens().Any(static t => t.ValueText is "StartActivity" or "CreateActivity" or "StartRootSpan" or "StartActiveSpan" or "Activity"))
                return null;
            if (Calls(next))
                return new(assignment, "Activity.Current = null", "the calls below begin a trace of their own", IsCertain: false);
        }

        return null;
    }

    // using (ExecutionContext.SuppressFlow()) { … }
    private LostTrace? OfFlow(InvocationExpressionSyntax call)
        => call.Parent is UsingStatementSyntax { Statement: var body } && Calls(body)
            && _model.GetSymbolInfo(call, context.CancellationToken).Symbol is IMethodSymbol method && method.IsMethodOf("System.Threading.ExecutionContext")
                ? new(call, "ExecutionContext.SuppressFlow", "the calls within begin a trace of their own", IsCertain: false)
                : null;

    private bool Calls(SyntaxNode code) => new PayloadReader(context.Facts, context.CancellationToken).Of(code).Any(static p => p.Kind == PayloadKind.Request);

    /// <summary>The client around a handler: in the chain of its registration, or in its constructor.</summary>
    private ClientRegistration? ClientOf(SyntaxNode handler)
    {
        foreach (var client in context.Facts.Clients.All(context.CancellationToken))
        {
            if (client.Node.SyntaxTree == handler.SyntaxTree
                && (client.Node.Span.Contains(handler.Span) || client is { Origin: ClientOrigin.Factory, Node: InvocationExpressionSyntax first } && CallChain.From(first).Calls.Any(c => c.ArgumentList.Span.Contains(handler.Span))))
            {
                return client;
            }
        }

        return null;
    }
}
