using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Tool.Analysis;

/// <summary>How many of a project's calls could be resolved: what is unresolved no rule can judge.</summary>
/// <param name="Bound">Calls that bind to a symbol.</param>
/// <param name="Total">All calls, without nameof.</param>
public readonly record struct BoundShare(int Bound, int Total)
{
    /// <summary>Below this share a project's findings are incomplete enough to say so.</summary>
    public const int LowPercent = 60;

    /// <summary>Percent, rounded down; 100 where there are no calls.</summary>
    public int Percent => Total == 0 ? 100 : (int)(100L * Bound / Total);

    /// <summary>Counts over the trees that somebody wrote.</summary>
    public static BoundShare Of(Compilation compilation, IReadOnlyCollection<SyntaxTree> trees, CancellationToken cancellationToken)
    {
        var (bound, total) = (0, 0);
        Parallel.ForEach(trees, new ParallelOptions { CancellationToken = cancellationToken }, tree =>
        {
            var (boundHere, totalHere) = (0, 0);
            var model = compilation.GetSemanticModel(tree);
            foreach (var call in tree.GetRoot(cancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                var info = model.GetSymbolInfo(call, cancellationToken);
                if (info.Symbol is null && info.CandidateReason != CandidateReason.LateBound && IsNameOf(call))
                    continue;
                totalHere++;
                if (info.Symbol is not null || info.CandidateReason == CandidateReason.LateBound)
                    boundHere++;
            }

            Interlocked.Add(ref bound, boundHere);
            Interlocked.Add(ref total, totalHere);
        });
        return new BoundShare(bound, total);
    }

    private static bool IsNameOf(InvocationExpressionSyntax call) => call.Expression is IdentifierNameSyntax { Identifier.ValueText: "nameof" };
}
