namespace MeshReady.Analyzers.Facts.Clients;

/// <summary>Names at which outbound clients are made, registered or given an address.</summary>
internal static class ClientNames
{
    /// <summary>Calls that register an outbound client, and the type that declares each.</summary>
    public static readonly ILookup<string, string> Registrations = new (string Method, string Type)[]
    {
        ("AddHttpClient", "Microsoft.Extensions.DependencyInjection.HttpClientFactoryServiceCollectionExtensions"),
        ("AddGrpcClient", "Microsoft.Extensions.DependencyInjection.GrpcClientServiceExtensions"),
        ("AddRefitClient", "Refit.HttpClientFactoryExtensions"),
        ("AddRefitClient", "Microsoft.Extensions.DependencyInjection.HttpClientFactoryExtensions"),
        ("AddRefitGeneratedClient", "Refit.HttpClientFactoryExtensions"),
        ("AddKeyedRefitClient", "Refit.HttpClientFactoryExtensions"),
        ("AddRestEaseClient", "RestEase.HttpClientFactory.HttpClientFactoryExtensions"),
        ("AddCodeFirstGrpcClient", "ProtoBuf.Grpc.ClientFactory.ServicesExtensions"),
    }.ToLookup(static r => r.Method, static r => r.Type);

    public static IEnumerable<NameTable.Entry> Candidates
    {
        get
        {
            foreach (var sink in SinkTable.All)
            {
                var shape = sink.Shape switch
                {
                    SinkShape.Call or SinkShape.Receiver => NameShapes.Call,
                    SinkShape.Creation => NameShapes.Creation,
                    SinkShape.Assignment => NameShapes.Assigned,
                    _ => NameShapes.Attribute,
                };
                if (sink.After.Count == 0)
                    yield return new(sink.Name, shape, SiteKinds.OutboundAddress, before: sink.Before);
                foreach (var after in sink.After)
                    yield return new(sink.Name, shape, SiteKinds.OutboundAddress, after, sink.Before);
            }

            foreach (var registration in Registrations)
                yield return new(registration.Key, NameShapes.Call, SiteKinds.ClientRegistration);

            yield return new("HttpClient", NameShapes.Creation, SiteKinds.ClientRegistration);
            yield return new("ForAddress", NameShapes.Call, SiteKinds.ClientRegistration);
            yield return new("For", NameShapes.Call, SiteKinds.ClientRegistration);
            yield return new("ConfigureHttpClientDefaults", NameShapes.Call, SiteKinds.Resilience);

            // The fallbacks that do without ??.
            foreach (var name in new[] { "GetValue", "IsNullOrEmpty", "IsNullOrWhiteSpace" })
                yield return new(name, NameShapes.Call, SiteKinds.ConfigurationFallback);

            // Only with the class beside it: Get( and Bind( are everywhere.
            foreach (var name in new[] { "Configure", "AddOptions", "Get", "Bind", "AddOptionsWithValidateOnStart", "BindConfiguration" })
                yield return new(name, NameShapes.Call, SiteKinds.OptionsBinding, before: "<");
        }
    }
}
