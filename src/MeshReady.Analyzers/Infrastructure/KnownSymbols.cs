using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers;

/// <summary>
/// Which libraries a compilation can see, asked in capabilities and never in versions. Everything is looked up once per
/// compilation, on first use.
/// </summary>
internal sealed class KnownSymbols(Compilation compilation)
{
    private readonly Lazy<INamedTypeSymbol?> _httpClient = Type(compilation, "System.Net.Http.HttpClient");
    private readonly Lazy<INamedTypeSymbol?> _serviceCollection = Type(compilation, "Microsoft.Extensions.DependencyInjection.IServiceCollection");
    private readonly Lazy<INamedTypeSymbol?> _remoteCertificateValidationCallback = Type(compilation, "System.Net.Security.RemoteCertificateValidationCallback");
    private readonly Lazy<INamedTypeSymbol?> _httpContext = Type(compilation, "Microsoft.AspNetCore.Http.HttpContext");

    public INamedTypeSymbol? HttpClient => _httpClient.Value;

    public INamedTypeSymbol? ServiceCollection => _serviceCollection.Value;

    public INamedTypeSymbol? RemoteCertificateValidationCallback => _remoteCertificateValidationCallback.Value;

    public INamedTypeSymbol? HttpContext => _httpContext.Value;

#pragma warning disable RS0030 // The one place that may
    private static Lazy<INamedTypeSymbol?> Type(Compilation compilation, string name)
        => new(() => compilation.GetTypeByMetadataName(name) ?? First(compilation.GetTypesByMetadataName(name)));
#pragma warning restore RS0030

    // The same type in two references (a library that carries its own copy) is no reason to know none.
    private static INamedTypeSymbol? First(System.Collections.Immutable.ImmutableArray<INamedTypeSymbol> types)
        => types.IsEmpty ? null : types[0];
}
