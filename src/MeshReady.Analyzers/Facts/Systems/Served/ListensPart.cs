using MeshReady.Analyzers.Facts.Endpoints;
using MeshReady.Model.Deployment;
using MeshReady.Model.Systems;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts.Systems.Served;

/// <summary>The ports that the project's code and its settings for all environments open.</summary>
internal sealed class ListensPart : IFactsPart
{
    private const string Endpoints = "Kestrel:Endpoints:";

    public ProjectFacts Add(ProjectFacts facts, FactsSource source, CancellationToken cancellationToken)
    {
        if (facts.Kind == ProjectKind.AppHost)
            return facts;
        var code = ListenFacts.For(source.Code).Code(cancellationToken);
        var listens = new List<ListenFact>();
        var file = source.Project.Values.Files.FirstOrDefault(static f => f.Environment is null);
        var told = Value(file, "Kestrel:EndpointDefaults:Protocols");
        var byDefault = code.DefaultVersions is { } versions ? NameOf(versions) : told?.Value;

        listens.AddRange(code.Endpoints.Where(static e => e.Node is not null).Select(e => Of(e, source, byDefault, code.IsTlsByDefault)));
        listens.AddRange(Configured(file, source, byDefault));
        // Endpoints of Kestrel come before URLs.
        if (listens.Count == 0)
            listens.AddRange((code.AppUrls.Count > 0 ? code.AppUrls : code.UseUrls).Where(static e => e.Node is not null).Select(e => Of(e, source, byDefault, false)));
        if (listens.Count == 0 && file is not null && Value(file, "urls") is { Value: { } urls } setting && ListenEndpoint.OfUrls(urls, "urls", null) is { } found)
            listens.AddRange(found.Where(static e => !e.IsLoopback).Select(e => new ListenFact(e.Port, byDefault, e.IsTls, new Place(source.Shown(file.Path), setting.Line))));
        // The port comes from elsewhere, what is spoken there from here.
        if (listens.Count == 0 && byDefault is not null && (told is not null && file is not null ? new Place(source.Shown(file.Path), told.Line) : PlaceOfDefaults(source, cancellationToken)) is { } place)
            listens.Add(new(null, byDefault, null, place));
        return facts with { Listens = [.. listens.Distinct().OrderBy(static l => l.Place).ThenBy(static l => l.Port)] };
    }

    private static ListenFact Of(ListenEndpoint endpoint, FactsSource source, string? byDefault, bool isTlsByDefault)
        => new(endpoint.Port, endpoint.Versions is { } versions ? NameOf(versions) : byDefault, endpoint.IsTls || isTlsByDefault, source.PlaceOf(endpoint.Node!));

    private static IEnumerable<ListenFact> Configured(SettingsFile? file, FactsSource source, string? byDefault)
    {
        if (file is null)
            yield break;
        foreach (var name in file.Values.Keys.Where(static k => k.StartsWith(Endpoints, StringComparison.OrdinalIgnoreCase)).Select(static k => k.Substring(Endpoints.Length).Split(':')[0]).Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(static n => n, StringComparer.Ordinal))
        {
            if (Value(file, Endpoints + name + ":Url") is not { Value: { } url } setting || ListenEndpoint.OfUrls(url, name, null) is not { } endpoints)
                continue;
            var protocols = Value(file, Endpoints + name + ":Protocols")?.Value ?? byDefault;
            foreach (var endpoint in endpoints.Where(static e => !e.IsLoopback))
                yield return new(endpoint.Port, protocols, endpoint.IsTls, new Place(source.Shown(file.Path), setting.Line));
        }
    }

    private static SettingValue? Value(SettingsFile? file, string key) => file is not null && file.Values.TryGetValue(key, out var value) ? value : null;

    private static Place? PlaceOfDefaults(FactsSource source, CancellationToken cancellationToken)
        => CodeNodes.For(source.Code, cancellationToken).Calls("ConfigureEndpointDefaults").FirstOrDefault() is { } call ? source.PlaceOf(Clients.CallChain.NameOf(call) ?? (SyntaxNode)call) : null;

    private static string NameOf(HttpVersions versions) => versions switch
    {
        HttpVersions.Http1 => "Http1",
        HttpVersions.Http2 => "Http2",
        HttpVersions.Http3 => "Http3",
        HttpVersions.Http1 | HttpVersions.Http2 => "Http1AndHttp2",
        _ => "Http1AndHttp2AndHttp3",
    };
}
