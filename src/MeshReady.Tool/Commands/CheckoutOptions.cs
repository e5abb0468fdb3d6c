using System.CommandLine;
using MeshReady.Tool.Loading;
using MeshReady.Tool.Output;

namespace MeshReady.Tool.Commands;

/// <summary>What to read: the arguments of every command that loads a checkout. Each command has its own.</summary>
public sealed class CheckoutOptions
{
    private readonly Argument<string> _path = new("PATH") { Description = "A folder, a .csproj, a .sln, a .slnx or a .slnf", DefaultValueFactory = _ => "." };
    private readonly Option<LoadMode> _load = new("--load") { Description = "Where sources and references are read: source, the text of the projects alone; assets, what dotnet restore wrote; auto, assets where they agree with the project, else source (--timings tells which); msbuild, exactly as a build, which runs the repository's own targets, tasks and source generators: only for repositories that you trust", DefaultValueFactory = _ => LoadMode.Auto };
    private readonly Option<string?> _mesh = new("--mesh") { Description = "The mesh that all services run in, whatever the manifests here say; a project's own MeshReadyMesh property gives way" };
    private readonly Option<string[]> _manifests = new("--manifests") { Description = "Folders or files of manifests, also outside the repository; read besides those below PATH, and written by fix only where they lie below PATH", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
    private readonly Option<bool> _complete = new("--complete") { Description = "The manifests are all that runs: what is missing from them does not exist. Where environments are declared, meshready.json says it of each" };
    private readonly Option<string[]> _facts = new("--facts") { Description = "Facts files, or folders of them, of services whose code is not here (meshready facts); they are matched to workloads by image", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
    private readonly Option<bool> _render = new("--render") { Description = "Run your own kustomize and helm over what meshready.json declares, and read what they put out (obj/meshready). They do what the repository tells them to, remote bases included: only for repositories that you trust" };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="canRender">Whether it may run kustomize and helm when asked to.</param>
    /// <param name="canJoin">Whether it looks at the whole system, of which a part may stand elsewhere.</param>
    public CheckoutOptions(Command command, bool canRender, bool canJoin = false)
    {
        _mesh.AcceptOnlyFromAmong("istio", "linkerd", "none");
        command.Add(_path);
        command.Add(_load);
        command.Add(_mesh);
        command.Add(_manifests);
        command.Add(_complete);
        if (canJoin)
            command.Add(_facts);
        if (canRender)
            command.Add(_render);
    }

    /// <summary>What PATH names; a message instead where there is nothing to read.</summary>
    public (Target? Target, string? Error) Target(ParseResult parse)
        => Loading.Target.Of(parse.GetRequiredValue(_path), needsProjects: FactsPaths(parse).Count == 0);

    /// <summary>What PATH names; null, and a message on standard error, where there is nothing to read.</summary>
    public Loading.Target? TargetOrSay(ParseResult parse, Terminal terminal)
    {
        var (target, error) = Target(parse);
        if (target is null)
            terminal.Error.WriteLine(error);
        return target;
    }

    /// <summary>Full paths of the facts files and folders that were named.</summary>
    public IReadOnlyList<string> FactsPaths(ParseResult parse)
        => [.. (parse.GetValue(_facts) ?? []).Select(static path => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)))];

    /// <summary>Reads it; nothing of it is executed but for --load msbuild and --render.</summary>
    public Checkout Load(ParseResult parse, Target target, CommandContext context)
        => new CheckoutLoader(context.Packs, context.Stores, parse.GetValue(_mesh), Deployment(parse), parse.GetValue(_load)).Load(target);

    /// <summary>Full paths of the manifests that were named.</summary>
    public IReadOnlyList<string> ManifestPaths(ParseResult parse)
        => [.. (parse.GetValue(_manifests) ?? []).Select(static path => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)))];

    private DeploymentOptions Deployment(ParseResult parse)
        => new(ManifestPaths(parse), parse.GetValue(_complete), parse.GetValue(_render));
}
