using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static MeshReady.Analyzers.Facts.NameShapes;

namespace MeshReady.Analyzers.Facts.Addresses;

/// <summary>A place where a service puts itself into a registry of its own, or takes addresses from one.</summary>
/// <param name="Name">The method or type as it is written.</param>
/// <param name="Shape">Whether it is called or made.</param>
/// <param name="Space">The namespace of the library, or one above it.</param>
/// <param name="Registry">The registry, for a message.</param>
/// <param name="Act">What is done there, for a message.</param>
/// <param name="After">What stands before names that say little by themselves; null where anything may.</param>
internal sealed record RegistryUse(string Name, NameShapes Shape, string Space, string Registry, string Act, string? After = null)
{
    private const string Both = "registers this service in {0} and finds others there";
    private const string Registers = "registers this service in {0}";
    private const string Finds = "takes the addresses of services from {0}";

    // KV stores, configuration and health checks of the same products have other names or namespaces.
    private static readonly RegistryUse[] All =
    [
        new("AddDiscoveryClient", Call, "Steeltoe", "a registry of its own", Both),
        new("AddServiceDiscovery", Call, "Steeltoe", "a registry of its own", Both),
        new("AddEurekaDiscoveryClient", Call, "Steeltoe", "Eureka", Both),
        new("AddConsulDiscoveryClient", Call, "Steeltoe", "Consul", Both),
        new("DiscoveryHttpClientHandler", Creation, "Steeltoe", "a registry of its own", Finds),
        new("DiscoveryHttpMessageHandler", Creation, "Steeltoe", "a registry of its own", Finds),
        new("AddEureka", Call, "Ocelot", "Eureka", Finds),
        new("AddConsul", Call, "Ocelot", "Consul", Finds),
        new("AddConsul", Call, "Convey.Discovery", "Consul", Both),
        new("AddConsulServiceRegistration", Call, "Consul", "Consul", Registers),
        new("ServiceRegister", Call, "Consul", "Consul", Registers),
        new("Service", Call, "Consul", "Consul", Finds, "Health."),
        new("Service", Call, "Consul", "Consul", Finds, "Catalog."),
        new("AddNacosAspNet", Call, "Nacos", "Nacos", Both),
        new("AddNacosV2Naming", Call, "Nacos", "Nacos", Finds),
        new("RegisterInstance", Call, "Nacos", "Nacos", Registers),
        new("RegisterInstanceAsync", Call, "Nacos", "Nacos", Registers),
        new("SelectOneHealthyInstance", Call, "Nacos", "Nacos", Finds),
    ];

    private static readonly ILookup<string, RegistryUse> ByName = All.ToLookup(static use => use.Name, StringComparer.Ordinal);

    public static IEnumerable<NameTable.Entry> Candidates
        => All.Select(static use => new NameTable.Entry(use.Name, use.Shape, SiteKinds.ServiceRegistry, use.After))
            .Append(new("createAsync", Call, SiteKinds.ServiceRegistry));

    /// <summary>What is done, with the registry's name.</summary>
    public string Text => string.Format(System.Globalization.CultureInfo.InvariantCulture, Act, Registry);

    /// <summary>What happens at a site; null where it is somebody else's method.</summary>
    public static RegistryUse? At(RuleContext context, Site site)
    {
        if (site.Name == "createAsync")
            return IsZooKeeper(context, site) ? new("createAsync", Call, "org.apache.zookeeper", "ZooKeeper", Registers) : null;

        var symbol = site.Node switch
        {
            InvocationExpressionSyntax call => context.Model.GetSymbolInfo(call, context.CancellationToken),
            BaseObjectCreationExpressionSyntax creation => context.Model.GetSymbolInfo(creation, context.CancellationToken),
            _ => default,
        };
        if ((symbol.Symbol ?? symbol.CandidateSymbols.FirstOrDefault()) is { } known)
            return ForClient(ByName[site.Name].FirstOrDefault(use => known.IsInNamespace(use.Space) || IsOf(known, use.Space)), site);

        // The library is out of sight (it was not restored), but the file imports it: nobody else's method has this name beside it.
        return site.Node.SyntaxTree.GetRoot(context.CancellationToken) is CompilationUnitSyntax unit
            ? ForClient(ByName[site.Name].FirstOrDefault(use => unit.Usings.Any(import => import.Name?.ToString() is { } name && (name == use.Space || name.StartsWith(use.Space + ".", StringComparison.Ordinal)) && IsUnknown(context, import))), site)
            : null;
    }

    /// <summary><c>AddHttpClient(…).AddServiceDiscovery()</c> registers nothing.</summary>
    private static RegistryUse? ForClient(RegistryUse? use, Site site)
        => use is { Name: "AddServiceDiscovery" } && site.Node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } && access.Expression.ToString().Contains("AddHttpClient") ? use with { Act = Finds } : use;

    // Extensions often stand in a namespace of Microsoft's; the assembly is theirs.
    private static bool IsOf(ISymbol symbol, string library)
        => symbol.ContainingAssembly?.Name is { } name && (name == library || name.StartsWith(library + ".", StringComparison.Ordinal));

    private static bool IsUnknown(RuleContext context, UsingDirectiveSyntax import)
        => import.Name is { } name && context.Model.GetSymbolInfo(name, context.CancellationToken).Symbol is null;

    /// <summary>A node that ends with its session, below a path of services: the way of ZooKeeper to say that a service is there. Leaders and locks have other paths.</summary>
    private static bool IsZooKeeper(RuleContext context, Site site)
    {
        if (site.Node is not InvocationExpressionSyntax { ArgumentList.Arguments: { Count: >= 4 } arguments } call
            || context.Model.GetSymbolInfo(call, context.CancellationToken).Symbol is not IMethodSymbol method || !method.IsMethodOf("org.apache.zookeeper.ZooKeeper")
            || !arguments[3].Expression.ToString().Contains("EPHEMERAL"))
        {
            return false;
        }

        var path = arguments[0].Expression switch
        {
            InterpolatedStringExpressionSyntax { Contents: [InterpolatedStringTextSyntax start, ..] } => start.TextToken.ValueText,
            BinaryExpressionSyntax sum => context.Model.GetConstantValue(EndpointRewrite.Leftmost(sum), context.CancellationToken).Value as string,
            var whole => context.Model.GetConstantValue(whole, context.CancellationToken).Value as string,
        };
        return path is not null && path.Split('/').Take(3).Any(static part => part is "services" or "discovery" or "registry" or "providers" or "instances");
    }
}
