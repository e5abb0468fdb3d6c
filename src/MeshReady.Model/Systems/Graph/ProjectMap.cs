namespace MeshReady.Model.Systems;

/// <summary>Which libraries run in which service.</summary>
internal sealed class ProjectMap
{
    private readonly Dictionary<string, ProjectFacts> _byPath = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The map of all projects; of two with the same path the first counts.</summary>
    public ProjectMap(IEnumerable<ProjectFacts> projects)
    {
        foreach (var project in projects)
        {
            if (!_byPath.ContainsKey(project.Project))
                _byPath.Add(project.Project, project);
        }
    }

    /// <summary>The service's own facts, then those of all libraries that it refers to, however far, in the order of their paths. A program that it refers to runs by itself.</summary>
    public IReadOnlyList<ProjectFacts> PartsOf(ProjectFacts service)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { service.Project };
        var libraries = new List<ProjectFacts>();
        var open = new Stack<ProjectFacts>([service]);
        while (open.Count > 0)
        {
            foreach (var reference in open.Pop().References)
            {
                if (seen.Add(reference) && _byPath.TryGetValue(reference, out var project) && project.Kind == ProjectKind.Library)
                {
                    libraries.Add(project);
                    open.Push(project);
                }
            }
        }

        return [service, .. libraries.OrderBy(static library => library.Project, StringComparer.Ordinal)];
    }
}
