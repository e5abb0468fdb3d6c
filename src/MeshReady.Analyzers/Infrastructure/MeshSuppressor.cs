using System.Collections.Immutable;
using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using MeshReady.Model.Addresses;

namespace MeshReady.Analyzers;

/// <summary>
/// Base of what takes back a finding of another analyzer that the mesh has answered. Off unless <c>meshready.suppress</c> names the other's id;
/// then only where the manifests prove it in every place in which the project runs.
/// </summary>
public abstract class MeshSuppressor : DiagnosticSuppressor
{
    private readonly SuppressionDescriptor _descriptor;

    private protected MeshSuppressor(SuppressionDescriptor descriptor)
    {
        _descriptor = descriptor;
        SupportedSuppressions = ImmutableArray.Create(descriptor);
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; }

    /// <inheritdoc/>
    public sealed override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        if (!MeshSettings.For(context.Options).Suppresses(_descriptor.SuppressedDiagnosticId))
            return;
        var facts = CodeFacts.For(context.Compilation, context.Options);
        if (facts.IsOutOfScope || ProjectContext.For(context.Options).PlacementsOf(facts).Count == 0)
            return;

        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (diagnostic.Location.SourceTree is not { } tree || !facts.Compilation.ContainsSyntaxTree(tree))
                continue;
            var root = tree.GetRoot(context.CancellationToken);
            if (!root.FullSpan.Contains(diagnostic.Location.SourceSpan))
                continue;
            var rule = new RuleContext(facts.ModelOf(tree), context.Options, facts, report: null, context.CancellationToken);
            if (IsAnswered(rule, root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)))
                context.ReportSuppression(Suppression.Create(_descriptor, diagnostic));
        }
    }

    /// <summary>Whether the mesh is proved to do what the finding at the node asks for.</summary>
    private protected abstract bool IsAnswered(RuleContext context, SyntaxNode place);

    /// <summary>The call that an address in a text would make in each placement; nothing where the text has no whole address, or another scheme.</summary>
    private protected static IReadOnlyList<MeshedCall> CallsOf(RuleContext context, SyntaxNode place)
    {
        if (WholeText(place) is not { } text || context.Addresses.Resolve(text) is not { Kind: Facts.Addresses.AddressKind.Constant, Address: { Scheme: "http" or "ws" } address } value
            || context.Project.Hosts.Classify(address.Host) is not (HostClass.LogicalSingleLabel or HostClass.ClusterFqdn))
        {
            return [];
        }

        var calls = MeshedCalls.Of(context, value);
        return calls.Count == context.Placements.Count ? calls : [];
    }

    /// <summary>The whole of the text around a literal: what is appended to <c>"http://orders"</c> may go on with its host.</summary>
    private static ExpressionSyntax? WholeText(SyntaxNode place)
    {
        while (place is InterpolatedStringContentSyntax or ArgumentSyntax)
            place = place is ArgumentSyntax argument ? argument.Expression : place.Parent!;
        if (place is not (LiteralExpressionSyntax or InterpolatedStringExpressionSyntax or BinaryExpressionSyntax or BaseObjectCreationExpressionSyntax))
            return null;

        var whole = (ExpressionSyntax)place;
        while (whole.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } or ParenthesizedExpressionSyntax)
            whole = (ExpressionSyntax)whole.Parent;
        return whole.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } && Facts.Clients.CallChain.NameOf(call)?.Identifier.ValueText is "Concat" or "Format" or "Join" or "Append" or "AppendFormat"
            || whole.Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression }
            ? null
            : whole;
    }
}
