using System.Globalization;
using MeshReady.Model.Deployment;
using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>The downstream services of Ocelot's routes.</summary>
internal sealed class OcelotCalls(FactsSource source, IReadOnlyList<SettingsFile> files, CancellationToken cancellationToken)
{
    /// <summary>Whether the code runs Ocelot.</summary>
    public bool IsProxy => NamedCall.In(source.Code, cancellationToken, "AddOcelot", "UseOcelot").Any();

    public IEnumerable<CallFact> Find()
    {
        if (!IsProxy)
            yield break;
        List<SettingsFile> routed = [.. files.Where(static file => RoutesOf(file).Any())];
        foreach (var file in routed)
        {
            // What only a developer's machine reads counts where nothing else is there.
            var isConditional = OwnMachine.IsEnvironment(file.Environment) && routed.Exists(static other => !OwnMachine.IsEnvironment(other.Environment));
            foreach (var route in RoutesOf(file))
            {
                foreach (var fact in OfRoute(file, route))
                    yield return fact with { IsConditional = isConditional };
            }
        }
    }

    private IEnumerable<CallFact> OfRoute(SettingsFile file, string route)
    {
        var scheme = TextOf(file, route + ":DownstreamScheme")?.ToLowerInvariant();
        var policy = PolicyOf(file, route);
        var requests = RequestsOf(file, route);
        if (file.Values.TryGetValue(route + ":ServiceName", out var service) && PlainText.Name(service.Value) is { } name)
        {
            // The registry answers by the name under which the service has put itself there.
            yield return new CallFact(CallProtocol.Proxy, PlaceOf(file, service)) { Scheme = scheme ?? "http", Host = name, Policy = policy, Requests = requests };
        }

        for (var i = 0; file.Values.TryGetValue(Item(route + ":DownstreamHostAndPorts", i) + ":Host", out var host); i++)
        {
            if (host.Value is { Length: > 0 } text && SettingAddress.IsHost(text))
                yield return new CallFact(CallProtocol.Proxy, PlaceOf(file, host)) { Scheme = scheme ?? "http", Host = text, Port = PortOf(TextOf(file, Item(route + ":DownstreamHostAndPorts", i) + ":Port")), Policy = policy, Requests = requests };
        }
    }

    /// <summary>Ocelot sends a request once, unless a handler of the house says otherwise; QoSOptions end it.</summary>
    private static CodePolicy PolicyOf(SettingsFile file, string route)
    {
        if (file.Values.Keys.Any(key => key.StartsWith(route + ":DelegatingHandlers", StringComparison.OrdinalIgnoreCase)))
            return CodePolicy.Unknown;
        var time = Number(TextOf(file, route + ":QoSOptions:TimeoutValue"));
        var breaker = Number(TextOf(file, route + ":QoSOptions:ExceptionsAllowedBeforeBreaking"));
        return new CodePolicy(1, time is > 0 ? true : null, breaker is > 0) { TryMilliseconds = time is > 0 ? time : null, TotalMilliseconds = time is > 0 ? time : null };
    }

    private static IReadOnlyList<string> RequestsOf(SettingsFile file, string route)
    {
        if (TextOf(file, route + ":DownstreamPathTemplate") is not { } path)
            return [];
        var methods = new List<string>();
        for (var i = 0; TextOf(file, Item(route + ":UpstreamHttpMethod", i)) is { } method; i++)
            methods.Add(method.ToUpperInvariant());
        return CallRequests.Sorted(methods.DefaultIfEmpty("*").Select(method => method + " " + PlainText.Path(path)));
    }

    /// <summary><c>Routes:0</c>; Ocelot before version 16 says <c>ReRoutes</c>.</summary>
    private static IEnumerable<string> RoutesOf(SettingsFile file)
    {
        foreach (var list in new[] { "Routes", "ReRoutes" })
        {
            for (var i = 0; Has(Item(list, i) + ":DownstreamPathTemplate") || Has(Item(list, i) + ":UpstreamPathTemplate") || Has(Item(list, i) + ":ServiceName"); i++)
                yield return Item(list, i);
        }

        bool Has(string key) => file.Values.ContainsKey(key);
    }

    private Place PlaceOf(SettingsFile file, SettingValue value) => new(source.Shown(file.Path), value.Line);

    private static string Item(string list, int index) => list + ":" + index.ToString(CultureInfo.InvariantCulture);

    private static string? TextOf(SettingsFile file, string key) => file.Values.TryGetValue(key, out var value) && value.Value is { Length: > 0 } text ? text : null;

    private static int? PortOf(string? text) => Number(text) is { } port and > 0 and <= 65535 ? port : null;

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
