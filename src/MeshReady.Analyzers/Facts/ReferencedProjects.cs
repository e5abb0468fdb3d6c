using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts;

/// <summary>The source of the projects that a project refers to, where the host shows it (the IDE and the tool do, a build does not).</summary>
internal static class ReferencedProjects
{
    /// <summary>The candidate sites of a kind in them. They can be read, not bound.</summary>
    public static IEnumerable<Site> Sites(Compilation compilation, SiteKinds kinds, CancellationToken cancellationToken)
    {
        var seen = new HashSet<Compilation> { compilation };
        var open = new Stack<Compilation>(seen);
        while (open.Count > 0)
        {
            foreach (var reference in open.Pop().References)
            {
                if (reference is not CompilationReference { Compilation: var project } || !seen.Add(project))
                    continue;
                open.Push(project);
                foreach (var tree in project.SyntaxTrees)
                {
                    foreach (var site in SyntaxIndex.For(tree, cancellationToken).Of(kinds))
                    {
                        if ((site.Kinds & kinds) != 0)
                            yield return site;
                    }
                }
            }
        }
    }
}
