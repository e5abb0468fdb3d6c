using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>The settings files of a project: <c>appsettings*.json</c>, <c>ocelot*.json</c>, <c>yarp*.json</c>, and those that the code loads by name.</summary>
internal static class ProjectSettings
{
    /// <summary>The files, the ones of no environment first. Manifests and files of other projects are none.</summary>
    public static IReadOnlyList<SettingsFile> Of(FactsSource source, CancellationToken cancellationToken)
    {
        var files = new List<SettingsFile>(source.Project.Values.Files);
        var loaded = LoadedNames(source.Code, cancellationToken);
        var folder = FolderOf(source.Origin);
        foreach (var file in source.Options.AdditionalFiles.OrderBy(static f => f.Path, StringComparer.Ordinal))
        {
            var name = NameOf(file.Path);
            if (!IsJson(name) || files.Exists(known => known.Path == file.Path) || Manifests.SettingsOf(file) is not null || !source.Shown(file.Path).StartsWith(folder, StringComparison.OrdinalIgnoreCase)
                || !IsProxyFile(name) && !loaded.Any(pattern => Matches(pattern, name)) || file.GetText(cancellationToken) is not { } text)
            {
                continue;
            }

            files.Add(SettingsReader.Read(file.Path, text.ToString()) with { Environment = EnvironmentOf(name) });
        }

        return [.. files.OrderBy(static file => file.Environment is null ? 0 : 1)];
    }

    /// <summary>Whether a file of this name belongs to Ocelot or YARP by convention.</summary>
    public static bool IsProxyFile(string name)
        => IsJson(name) && (name.StartsWith("ocelot", StringComparison.OrdinalIgnoreCase) || name.StartsWith("yarp", StringComparison.OrdinalIgnoreCase));

    /// <summary>The names in calls of <c>AddJsonFile</c>; what is not constant in them is a <c>*</c>.</summary>
    public static IReadOnlyCollection<string> LoadedNames(CodeFacts code, CancellationToken cancellationToken)
    {
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var call in NamedCall.In(code, cancellationToken, "AddJsonFile"))
        {
            foreach (var part in call.Node.ArgumentList.DescendantNodes())
            {
                var text = part switch
                {
                    InterpolatedStringExpressionSyntax parts => string.Concat(parts.Contents.Select(static c => c is InterpolatedStringTextSyntax plain ? plain.TextToken.ValueText : "*")),
                    LiteralExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax => call.Model.GetConstantValue(part, cancellationToken).Value as string,
                    _ => null,
                };
                if (text is not null && IsJson(text) && NameOf(text) is var name && name[0] != '*')
                    found.Add(name);
            }
        }

        return found;
    }

    private static bool Matches(string pattern, string name)
    {
        var star = pattern.IndexOf('*');
        return star < 0 ? pattern.Equals(name, StringComparison.OrdinalIgnoreCase)
            : name.Length >= pattern.Length - 1 && name.StartsWith(pattern.Substring(0, star), StringComparison.OrdinalIgnoreCase) && name.EndsWith(pattern.Substring(pattern.LastIndexOf('*') + 1), StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsJson(string name) => name.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    /// <summary><c>Development</c> of <c>ocelot.Development.json</c>.</summary>
    private static string? EnvironmentOf(string name)
    {
        var first = name.IndexOf('.');
        var last = name.LastIndexOf('.');
        return last > first + 1 ? name.Substring(first + 1, last - first - 1) : null;
    }

    private static string NameOf(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);

    private static string FolderOf(ProjectOrigin origin) => origin.Project.Substring(0, origin.Project.LastIndexOf('/') + 1);
}
