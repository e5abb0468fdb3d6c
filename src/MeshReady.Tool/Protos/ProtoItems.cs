using MeshReady.Tool.Evaluation;
using MeshReady.Tool.Loading;

namespace MeshReady.Tool.Protos;

/// <summary>The C# declarations of the .proto files that a project names.</summary>
public static class ProtoItems
{
    private const int MaxImports = 500;

    /// <summary>A document name and its text for each file.</summary>
    /// <param name="project">The project.</param>
    /// <param name="note">Takes one sentence on each file that cannot be read.</param>
    public static IReadOnlyList<(string Name, string Text)> Declarations(EvaluatedProject project, Action<string> note)
    {
        var items = project.ItemsOf("Protobuf").Where(i => i.Meta("ProtoCompile") is not ("false" or "False")).DistinctBy(i => i.Include).ToArray();
        if (items.Length == 0)
            return [];

        var files = new Dictionary<string, ProtoFile>(StringComparer.Ordinal);
        var names = new ProtoNames();
        var pending = new Queue<(string Path, string Root, bool IsImport)>(items.Select(i => (i.Include, Path.GetFullPath(Path.Combine(project.Folder, i.Meta("ProtoRoot").Replace('\\', '/'))), false)));
        while (pending.TryDequeue(out var next) && files.Count < MaxImports)
        {
            if (files.ContainsKey(next.Path) || Read(next.Path, next.IsImport ? null : note) is not { } file)
                continue;
            files[next.Path] = file;
            names.Add(file);
            foreach (var import in file.Imports.Where(i => !i.StartsWith("google/protobuf/", StringComparison.Ordinal)))
            {
                foreach (var root in new[] { next.Root, project.Folder, Path.GetDirectoryName(next.Path)! })
                {
                    var path = Path.GetFullPath(Path.Combine(root, import));
                    if (File.Exists(path))
                    {
                        pending.Enqueue((path, next.Root, true));
                        break;
                    }
                }
            }
        }

        var declarations = new List<(string, string)>();
        foreach (var item in items)
        {
            if (!files.TryGetValue(item.Include, out var file))
                continue;
            var services = item.Meta("GrpcServices").Trim().ToLowerInvariant();
            var text = ProtoDeclarations.Write(file, names, client: services is "" or "both" or "client", server: services is "" or "both" or "server");
            declarations.Add(($"{Path.GetFileNameWithoutExtension(item.Include)}.{declarations.Count}.proto.g.cs", text));
        }

        return declarations;
    }

    private static ProtoFile? Read(string path, Action<string>? note)
    {
        try
        {
            return ProtoParser.Parse(TextFile.Read(path, 5_000_000).Text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Text.RegularExpressions.RegexMatchTimeoutException)
        {
            note?.Invoke($"{Path.GetFileName(path)} cannot be read: {(exception is FileNotFoundException or DirectoryNotFoundException ? "it does not exist" : exception.Message)}");
            return null;
        }
    }
}
