using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace MeshReady.Tool.References;

/// <summary>The reference assemblies of .NET and ASP.NET Core beside the running dotnet; without them, the running framework's own.</summary>
public sealed class FrameworkPacks
{
    // What a package brings along although its reference assembly does not name it.
    private static readonly Dictionary<string, string[]> PassedOn = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Microsoft.Extensions.Hosting"] =
        [
            "Microsoft.Extensions.Configuration", "Microsoft.Extensions.Configuration.Binder", "Microsoft.Extensions.Configuration.CommandLine", "Microsoft.Extensions.Configuration.EnvironmentVariables",
            "Microsoft.Extensions.Configuration.Json", "Microsoft.Extensions.Configuration.UserSecrets", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Logging.Console",
            "Microsoft.Extensions.Logging.Debug", "Microsoft.Extensions.Logging.Configuration", "Microsoft.Extensions.Options.ConfigurationExtensions",
        ],
        ["Microsoft.Extensions.Options.ConfigurationExtensions"] = ["Microsoft.Extensions.Configuration.Binder"],
        ["Microsoft.Extensions.Logging.Configuration"] = ["Microsoft.Extensions.Configuration.Binder", "Microsoft.Extensions.Options.ConfigurationExtensions"],
        ["Microsoft.Extensions.Http"] = ["Microsoft.Extensions.Configuration.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging", "Microsoft.Extensions.Options"],
    };

    private FrameworkPacks(string root, IReadOnlyDictionary<string, string> net, IReadOnlyDictionary<string, string> aspNetCore)
    {
        Root = root;
        Net = net;
        AspNetCore = aspNetCore;
    }

    /// <summary>Full path of the dotnet installation.</summary>
    public string Root { get; }

    /// <summary>Paths by assembly name.</summary>
    public IReadOnlyDictionary<string, string> Net { get; }

    /// <summary>Paths by assembly name, without those of <see cref="Net"/>.</summary>
    public IReadOnlyDictionary<string, string> AspNetCore { get; }

    /// <summary>Finds the newest packs that are installed.</summary>
    public static FrameworkPacks Locate() => Locate(Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../..")));

    /// <summary>Finds the newest packs of one dotnet installation.</summary>
    public static FrameworkPacks Locate(string dotnet)
    {
        var net = Newest(dotnet, "Microsoft.NETCore.App");
        var aspNetCore = Newest(dotnet, "Microsoft.AspNetCore.App");
        if (net.Count == 0)
            net = Assemblies(RuntimeEnvironment.GetRuntimeDirectory());
        return new FrameworkPacks(dotnet, net, aspNetCore.Where(a => !net.ContainsKey(a.Key)).ToDictionary(StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>One assembly of ASP.NET Core with those of it that it refers to.</summary>
    public IEnumerable<string> WithClosure(string name)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var pending = new Stack<string>([name]);
        while (pending.TryPop(out var next))
        {
            if (!AspNetCore.TryGetValue(next, out var path) || !seen.Add(next))
                continue;
            yield return path;
            foreach (var reference in References(path).Concat(PassedOn.GetValueOrDefault(next, [])))
                pending.Push(reference);
        }
    }

    private static ImmutableArray<string> References(string path)
    {
        using var stream = File.OpenRead(path);
        using var reader = new PEReader(stream);
        if (!reader.HasMetadata)
            return [];
        var metadata = reader.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(r => metadata.GetString(metadata.GetAssemblyReference(r).Name))];
    }

    private static IReadOnlyDictionary<string, string> Newest(string dotnet, string framework)
    {
        foreach (var pack in Versions(Path.Combine(dotnet, "packs", framework + ".Ref")))
        {
            var folder = Path.Combine(pack, "ref");
            if (Directory.Exists(folder) && Directory.GetDirectories(folder) is [var target, ..])
                return Assemblies(target);
        }

        foreach (var shared in Versions(Path.Combine(dotnet, "shared", framework)))
            return Assemblies(shared);
        return new Dictionary<string, string>();
    }

    private static IEnumerable<string> Versions(string folder)
        => Directory.Exists(folder)
            ? Directory.GetDirectories(folder).OrderByDescending(f => NuGet.Versioning.NuGetVersion.TryParse(Path.GetFileName(f), out var v) ? v : new NuGet.Versioning.NuGetVersion(0, 0, 0))
            : [];

    private static Dictionary<string, string> Assemblies(string folder)
        => Directory.GetFiles(folder, "*.dll").Where(IsManaged).ToDictionary(f => Path.GetFileNameWithoutExtension(f), StringComparer.OrdinalIgnoreCase);

    private static bool IsManaged(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var reader = new PEReader(stream);
            return reader.HasMetadata;
        }
        catch (Exception exception) when (exception is BadImageFormatException or IOException)
        {
            return false;
        }
    }
}
