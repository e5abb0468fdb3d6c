using System.Globalization;
using MeshReady.Model.Deployment;

namespace MeshReady.Analyzers.Facts.Endpoints;

/// <summary>Where the server of a project listens in one variant of its workload, as .NET decides between code and configuration.</summary>
/// <param name="Endpoints">The endpoints, with what they speak.</param>
/// <param name="HasOtherServer">Whether other servers than Kestrel may listen in the same process.</param>
internal sealed record Listening(IReadOnlyList<ListenEndpoint> Endpoints, bool HasOtherServer)
{
    private const string Defaults = "Kestrel:EndpointDefaults:Protocols";
    private const string EndpointKeys = "Kestrel:Endpoints:";

    /// <summary>The endpoints on a port.</summary>
    public IEnumerable<ListenEndpoint> On(int port) => Endpoints.Where(e => e.Port == port);

    /// <summary>
    /// The endpoints; null where anything that decides is not known. Endpoints of Kestrel, in code and configuration, come
    /// before URLs; URLs of the application before those of the host; URLs before ports; ports before the default of the image.
    /// </summary>
    public static Listening? Of(CodeFacts facts, ProjectContext project, Placement placement, KubernetesResource variant, Container container, CancellationToken cancellationToken)
    {
        var code = ListenFacts.For(facts).Code(cancellationToken);
        var settings = placement.SettingsOf(variant, project.Values);
        if (code.IsUnknown || !settings.Environment.IsKnown || MayBeToldOtherwise(container)
            || code.DiffersInDevelopment && settings.Environment.Value!.IndexOf("prod", StringComparison.OrdinalIgnoreCase) < 0)
        {
            return null;
        }

        if (Configured(project, settings, container) is not { } configured)
            return null;
        var endpoints = code.Endpoints.Count + configured.Count > 0 ? [.. code.Endpoints, .. configured]
            : code.AppUrls.Count > 0 ? code.AppUrls
            : code.UseUrls.Count > 0 ? settings.ValueOf("urls").Value.IsAbsent ? code.UseUrls : null
            : OfHost(project, settings);
        if (endpoints is null)
            return null;

        var told = settings.ValueOf(Defaults).Value;
        var versions = code.DefaultVersions ?? (told.IsUnknown ? null : told.IsAbsent ? HttpVersions.Http1 | HttpVersions.Http2 : VersionsOf(told.Value!));
        return new([.. endpoints.Select(e => e with { Versions = e.Versions ?? versions, IsTls = e.IsTls || code.IsTlsByDefault && code.Endpoints.Contains(e) })], code.HasOtherServer);
    }

    /// <summary>The endpoints of <c>Kestrel:Endpoints</c>; null where they cannot be read.</summary>
    private static List<ListenEndpoint>? Configured(ProjectContext project, PodSettings settings, Container container)
    {
        var names = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in project.Values.Files.Where(f => f.Environment is null || string.Equals(f.Environment, settings.Environment.Value, StringComparison.OrdinalIgnoreCase)))
        {
            foreach (var key in file.Values.Keys)
                Add(key);
        }

        foreach (var variable in container.Environment)
        {
            // With the prefix of the host they come below appsettings.json, not above it.
            if (variable.Name.IndexOf("_Kestrel__", StringComparison.OrdinalIgnoreCase) > 0 && variable.Name.IndexOf("Certificates", StringComparison.OrdinalIgnoreCase) < 0)
                return null;
            Add(variable.Name.Replace("__", ":"));
        }

        var found = new List<ListenEndpoint>();
        foreach (var name in names)
        {
            var url = settings.ValueOf(EndpointKeys + name + ":Url").Value;
            var protocols = settings.ValueOf(EndpointKeys + name + ":Protocols").Value;
            if (url.Value is not { } text || protocols.IsUnknown || ListenEndpoint.OfUrls(text, EndpointKeys + name, null) is not { } endpoints)
                return null;
            HttpVersions? versions = protocols.IsAbsent ? null : VersionsOf(protocols.Value!);
            if (protocols.IsKnown && versions is null)
                return null;
            found.AddRange(endpoints.Select(e => e with { Versions = versions }));
        }

        return found;

        void Add(string key)
        {
            if (key.StartsWith(EndpointKeys, StringComparison.OrdinalIgnoreCase) && key.IndexOf(':', EndpointKeys.Length) is > 0 and var end)
                names.Add(key.Substring(EndpointKeys.Length, end - EndpointKeys.Length));
        }
    }

    private static List<ListenEndpoint>? OfHost(ProjectContext project, PodSettings settings)
    {
        foreach (var (value, source) in new[] { (settings.ValueOf("urls"), "urls"), (settings.Variable("ASPNETCORE_URLS"), "ASPNETCORE_URLS"), (settings.Variable("DOTNET_URLS"), "DOTNET_URLS") })
        {
            if (value.Value.IsUnknown)
                return null;
            if (value.Value.Value is { Length: > 0 } urls)
                return ListenEndpoint.OfUrls(urls, source, null);
        }

        // Images of .NET 7 and before set ASPNETCORE_URLS, which comes before ports.
        var framework = FrameworkOf(project);
        List<ListenEndpoint> found = [];
        foreach (var (scheme, name) in new[] { ("http", "HTTP_PORTS"), ("https", "HTTPS_PORTS") })
        {
            foreach (var source in new[] { name, "ASPNETCORE_" + name, "DOTNET_" + name })
            {
                var ports = settings.Variable(source);
                if (ports.Value.IsUnknown)
                    return null;
                if (ports.Value.Value is not { Length: > 0 } text)
                    continue;
                if (ListenEndpoint.OfUrls(string.Join(";", text.Split([';'], StringSplitOptions.RemoveEmptyEntries).Select(p => $"{scheme}://*:{p.Trim()}")), source, null) is not { } endpoints)
                    return null;
                found.AddRange(endpoints);
                break;
            }
        }

        var hasHttp = found.Exists(static e => !e.IsTls);
        if (found.Count > 0 && framework < 8)
            return null;
        if (hasHttp)
            return found;

        // Only what the SDK itself makes into an image is known to stand on .NET's own base image.
        if (framework is not { } version || !IsPublishedAsContainer(project))
            return null;
        found.Add(new("*", version >= 8 ? 8080 : 80, IsTls: false, null, "the default of .NET's images", null));
        return found;
    }

    private static bool IsPublishedAsContainer(ProjectContext project)
        => project.Settings.Property("ContainerRepository") is not null || project.Settings.Property("ContainerImageName") is not null;

    private static int? FrameworkOf(ProjectContext project)
    {
        var name = project.Settings.Property("TargetFramework");
        var dot = name?.IndexOf('.') ?? -1;
        return name is not null && dot > 3 && name.StartsWith("net", StringComparison.OrdinalIgnoreCase) && int.TryParse(name.Substring(3, dot - 3), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
    }

    /// <summary>Whether the container's own command may say where to listen.</summary>
    private static bool MayBeToldOtherwise(Container container)
        => !container.Command.IsComplete || !container.Arguments.IsComplete
            || container.Command.Concat(container.Arguments).Any(static word => word.Value is not { } text
                || text.IndexOf("urls", StringComparison.OrdinalIgnoreCase) >= 0 || text.IndexOf("kestrel", StringComparison.OrdinalIgnoreCase) >= 0 || text.IndexOf("ports", StringComparison.OrdinalIgnoreCase) >= 0);

    private static HttpVersions? VersionsOf(string protocols) => protocols.Trim().ToUpperInvariant() switch
    {
        "HTTP1" => HttpVersions.Http1,
        "HTTP2" => HttpVersions.Http2,
        "HTTP3" => HttpVersions.Http3,
        "HTTP1ANDHTTP2" => HttpVersions.Http1 | HttpVersions.Http2,
        "HTTP1ANDHTTP2ANDHTTP3" => HttpVersions.Http1 | HttpVersions.Http2 | HttpVersions.Http3,
        _ => null,
    };
}
