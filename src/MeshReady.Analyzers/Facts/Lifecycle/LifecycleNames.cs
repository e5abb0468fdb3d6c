using static MeshReady.Analyzers.Facts.NameShapes;

namespace MeshReady.Analyzers.Facts.Lifecycle;

/// <summary>Names at which a program makes its host, and says how it stops.</summary>
internal static class LifecycleNames
{
    /// <summary>What makes a host, and the type that declares it. The flag: it serves HTTP.</summary>
    public static readonly (string Name, string Type, bool IsWeb)[] Hosts =
    [
        ("CreateBuilder", "Microsoft.AspNetCore.Builder.WebApplication", true),
        ("CreateSlimBuilder", "Microsoft.AspNetCore.Builder.WebApplication", true),
        ("CreateEmptyBuilder", "Microsoft.AspNetCore.Builder.WebApplication", true),
        ("Create", "Microsoft.AspNetCore.Builder.WebApplication", true),
        ("ConfigureWebHostDefaults", "Microsoft.Extensions.Hosting.GenericHostBuilderExtensions", true),
        ("ConfigureWebHost", "Microsoft.Extensions.Hosting.GenericHostWebHostBuilderExtensions", true),
        ("CreateDefaultBuilder", "Microsoft.AspNetCore.WebHost", true),
        ("CreateDefaultBuilder", "Microsoft.Extensions.Hosting.Host", false),
        ("CreateApplicationBuilder", "Microsoft.Extensions.Hosting.Host", false),
        ("CreateEmptyApplicationBuilder", "Microsoft.Extensions.Hosting.Host", false),
    ];

    /// <summary>Types whose creation makes a host.</summary>
    public static readonly (string Name, string Type, bool IsWeb)[] Builders =
    [
        ("WebHostBuilder", "Microsoft.AspNetCore.Hosting.WebHostBuilder", true),
        ("HostBuilder", "Microsoft.Extensions.Hosting.HostBuilder", false),
        ("HostApplicationBuilder", "Microsoft.Extensions.Hosting.HostApplicationBuilder", false),
    ];

    public static IEnumerable<NameTable.Entry> Candidates
    {
        get
        {
            foreach (var (name, _, _) in Hosts)
                yield return new(name, Call, SiteKinds.Host, after: name == "Create" ? "WebApplication." : null);
            foreach (var (name, _, _) in Builders)
                yield return new(name, Creation, SiteKinds.Host);

            yield return new("ShutdownTimeout", Assigned, SiteKinds.Shutdown);
            yield return new("UseShutdownTimeout", Call, SiteKinds.Shutdown);
            yield return new("ApplicationStopping", Mention, SiteKinds.StopDelay);
            yield return new("Exit", Call, SiteKinds.Termination, after: "Environment.");
            yield return new("FailFast", Call, SiteKinds.Termination, after: "Environment.");
            yield return new("Kill", Call, SiteKinds.Termination, after: ".");
            yield return new("BackgroundService", Mention, SiteKinds.HostedService);
            yield return new("IHostedService", Mention, SiteKinds.HostedService);
            yield return new("IHostedLifecycleService", Mention, SiteKinds.HostedService);
            yield return new("Delay", Call, SiteKinds.StopDelay, after: "Task.");
            yield return new("Sleep", Call, SiteKinds.StopDelay, after: "Thread.");
        }
    }
}
