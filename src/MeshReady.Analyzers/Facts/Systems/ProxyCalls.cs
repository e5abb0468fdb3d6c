using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Model.Addresses;
using MeshReady.Model.Deployment;
using MeshReady.Model.Systems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>The destinations of YARP that stand in the project's settings, where the code loads them.</summary>
internal sealed class ProxyCalls(FactsSource source, IReadOnlyList<SettingsFile> files, CancellationToken cancellationToken)
{
    private readonly ConfigurationPath _paths = new(source.Code, cancellationToken);

    /// <summary>Whether the project is a reverse proxy by YARP, which hands on what headers come.</summary>
    public bool IsProxy => Loads("AddReverseProxy", "MapReverseProxy", "LoadFromConfig", "LoadFromMemory", "MapForwarder", "AddHttpForwarder").Any();

    public IEnumerable<CallFact> Find() => OfSettings().Concat(OfUnrestored());

    /// <summary>Addresses to which requests are forwarded where YARP itself is not restored; elsewhere they are found with all others.</summary>
    private IEnumerable<CallFact> OfUnrestored()
    {
        foreach (var forward in Loads("MapForwarder"))
        {
            if (forward.Method(cancellationToken) is null && forward.Node.ArgumentList.Arguments is [_, { Expression: var prefix }, ..]
                && forward.Model.GetConstantValue(prefix, cancellationToken) is { HasValue: true, Value: string text } && ServiceAddress.TryParse(text) is { Scheme: not null } address && CallAddress.IsCallable(address, source.Project))
            {
                yield return new CallFact(CallProtocol.Proxy, source.PlaceOf(prefix)) { Scheme = address.Scheme, Host = address.Host, Port = address.Port, IsConditional = Conditions.MayBeOff(forward.Node, source.Code, cancellationToken) };
            }
        }
    }

    private IEnumerable<CallFact> OfSettings()
    {
        foreach (var load in Loads("LoadFromConfig"))
        {
            var section = _paths.Of(load.Node.ArgumentList.Arguments.LastOrDefault()?.Expression);
            var isConditional = Conditions.MayBeOff(load.Node, source.Code, cancellationToken);
            foreach (var key in DestinationsIn(section))
            {
                var (file, value) = files.Select(f => (File: f, Value: f.Values.TryGetValue(key, out var found) ? found : null)).First(static pair => pair.Value is not null);
                yield return new CallFact(CallProtocol.Proxy, new Place(source.Shown(file.Path), value!.Line))
                {
                    Key = key,
                    IsConditional = isConditional,
                    Policy = PolicyOf(key),
                    Requests = RequestsOf(key),
                };
            }
        }
    }

    private IEnumerable<NamedCall> Loads(params string[] names)
        => NamedCall.In(source.Code, cancellationToken, names).Where(call => call.Method(cancellationToken) is not { } method || IsYarp(method));

    // Its extensions stand in namespaces of ASP.NET Core.
    private static bool IsYarp(IMethodSymbol method)
        => method.IsInNamespace("Yarp") || method.Home().Name.IndexOf("ReverseProxy", StringComparison.Ordinal) >= 0 || method.Home().Name.IndexOf("Forwarding", StringComparison.Ordinal) >= 0;

    /// <summary>The keys of the addresses of all destinations: those of the section that is loaded; where that is not constant, of every section of this shape.</summary>
    private IEnumerable<string> DestinationsIn(string? section)
    {
        var start = section is null ? null : section.Length == 0 ? "Clusters:" : section + ":Clusters:";
        return files.SelectMany(static file => file.Values).Where(pair => IsDestination(pair.Key) && (start is null || pair.Key.StartsWith(start, StringComparison.OrdinalIgnoreCase)) && ServiceAddress.TryParse(pair.Value.Value) is not null)
            .Select(static pair => pair.Key).Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(static key => key, StringComparer.OrdinalIgnoreCase);
    }

    private static bool IsDestination(string key)
        => key.EndsWith(":Address", StringComparison.OrdinalIgnoreCase) && key.Split(':') is { Length: >= 5 } parts
            && parts[parts.Length - 3].Equals("Destinations", StringComparison.OrdinalIgnoreCase) && parts[parts.Length - 5].Equals("Clusters", StringComparison.OrdinalIgnoreCase);

    /// <summary>YARP sends a request once; what is added to its pipeline or its client is not known.</summary>
    private CodePolicy PolicyOf(string key)
    {
        if (Loads("MapReverseProxy").Any(static call => call.Node.ArgumentList.Arguments.Count > 0) || NamedCall.In(source.Code, cancellationToken, "ConfigureHttpClient").Any() || Names("IForwarderHttpClientFactory"))
            return CodePolicy.Unknown;
        var cluster = ClusterOf(key);
        var times = RoutesTo(cluster).Select(route => TextOf(route + ":Timeout")).ToList();
        var time = times.Count > 0 && times.TrueForAll(t => t == times[0]) && TimeSpan.TryParse(times[0], System.Globalization.CultureInfo.InvariantCulture, out var span) ? (long?)span.TotalMilliseconds : null;
        bool? hasTimeout = time is not null || TextOf(cluster + ":HttpRequest:ActivityTimeout") is not null ? true : times.Exists(static t => t is not null) ? null : false;
        return new CodePolicy(1, hasTimeout, false) { TryMilliseconds = time, TotalMilliseconds = time };
    }

    private IReadOnlyList<string> RequestsOf(string key)
    {
        var found = new List<string>();
        foreach (var route in RoutesTo(ClusterOf(key)))
        {
            // What transforms make of a path is not followed.
            if (TextOf(route + ":Match:Path") is not { } path || Keys(route + ":Transforms:").Any())
                continue;
            var methods = Keys(route + ":Match:Methods:").Select(TextOf).OfType<string>().DefaultIfEmpty("*");
            found.AddRange(methods.Select(method => method.ToUpperInvariant() + " " + PlainText.Path(path.StartsWith("/", StringComparison.Ordinal) ? path : "/" + path)));
        }

        return CallRequests.Sorted(found);
    }

    /// <summary><c>ReverseProxy:Clusters:orders</c> of <c>ReverseProxy:Clusters:orders:Destinations:one:Address</c>.</summary>
    private static string ClusterOf(string key) => key.Split(':') is var parts ? string.Join(":", parts.Take(parts.Length - 3)) : key;

    private IEnumerable<string> RoutesTo(string cluster)
    {
        var parts = cluster.Split(':');
        var start = string.Concat(parts.Take(parts.Length - 2).Select(static part => part + ":")) + "Routes:";
        return Keys(start).Where(key => key.EndsWith(":ClusterId", StringComparison.OrdinalIgnoreCase) && string.Equals(TextOf(key), parts[parts.Length - 1], StringComparison.OrdinalIgnoreCase))
            .Select(static key => key.Substring(0, key.Length - ":ClusterId".Length));
    }

    private IEnumerable<string> Keys(string start)
        => files.SelectMany(static file => file.Values.Keys).Where(key => key.StartsWith(start, StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.OrdinalIgnoreCase);

    private string? TextOf(string key) => files.Select(file => file.Values.TryGetValue(key, out var value) ? value.Value : null).FirstOrDefault(static value => value is { Length: > 0 });

    private bool Names(string type) => source.Code.Indexes(cancellationToken).Any(index => index.Identifiers(type, cancellationToken).Any());
}
