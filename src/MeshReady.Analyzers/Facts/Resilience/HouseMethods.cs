using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts.Resilience;

/// <summary>
/// Extension methods whose body is out of sight. One can protect clients only if its assembly can reach the libraries
/// that do; what a house method does can also be declared (<c>meshready.provides.AddMyDefaults = retry, timeout</c>).
/// </summary>
internal sealed class HouseMethods(Func<string, IReadOnlyList<string>> provides)
{
    private static readonly string[] KnownAssemblies =
    [
        "Microsoft.", "System.", "Grpc.", "Google.", "Refit", "RestEase", "OpenTelemetry", "Swashbuckle.", "AspNetCore.HealthChecks", "HealthChecks.", "MassTransit", "Serilog", "Yarp.",
        "Dapr.", "MediatR", "FluentValidation", "AutoMapper", "Hangfire", "Quartz", "Npgsql", "EventStore", "Marten", "Asp.Versioning", "NSwag", "Scrutor", "Polly",
        "IdentityModel", "Duende.", "IdentityServer", "Elastic.", "NLog", "StackExchange.", "MongoDB.", "Confluent.", "RabbitMQ.", "Newtonsoft.", "Humanizer", "Dapper", "Finbuckle", "FastEndpoints", "Carter", "HotChocolate", "GraphQL", "Scalar.",
    ];

    private static readonly string[] Protecting = ["Microsoft.Extensions.Http.Resilience", "Microsoft.Extensions.Http.Polly", "Microsoft.Extensions.Resilience", "Polly", "Polly.Core", "Polly.Extensions", "Polly.Extensions.Http"];

    /// <summary>What the settings say that the method adds; null where they say nothing.</summary>
    public Layers? Declared(string method)
    {
        var said = provides(method);
        if (said.Count == 0)
            return null;

        var layers = Layers.None;
        foreach (var word in said)
        {
            layers |= word.ToLowerInvariant() switch
            {
                "retry" => Layers.Retry,
                "timeout" => Layers.Timeout,
                "circuitbreaker" or "circuit-breaker" or "breaker" => Layers.CircuitBreaker,
                _ => Layers.None,
            };
        }

        return layers;
    }

    /// <summary>Every word that the settings say of the method.</summary>
    public IReadOnlyList<string> Words(string method) => provides(method);

    /// <summary>The paths of the health checks that the settings say the method maps (<c>health:/healthz</c>); null where they say nothing of the method.</summary>
    public IReadOnlyList<string>? HealthPaths(string method)
    {
        const string Health = "health:";
        var said = provides(method);
        return said.Count == 0 ? null : [.. said.Where(static word => word.StartsWith(Health, StringComparison.OrdinalIgnoreCase)).Select(static word => word.Substring(Health.Length).Trim()).Where(static path => path.Length > 0)];
    }

    /// <summary>Whether a method of this assembly, its body unseen, could add a handler to clients.</summary>
    public static bool MayProtect(IAssemblySymbol? assembly)
        => MayUse(assembly, Protecting)
            // A handler can be written by hand: whoever can register clients may do so.
            || assembly is not null && !IsKnown(assembly) && assembly.Modules.Any(static m => m.ReferencedAssemblies.Any(static r => r.Name == "Microsoft.Extensions.Http"));

    /// <summary>Whether a method of this assembly, its body unseen, could use one of the libraries (by assembly name).</summary>
    public static bool MayUse(IAssemblySymbol? assembly, string[] libraries)
        => assembly is null || !IsKnown(assembly) && Reaches(assembly, libraries, new HashSet<string>(StringComparer.Ordinal), depth: 0);

    private static bool IsKnown(IAssemblySymbol assembly)
    {
        foreach (var known in KnownAssemblies)
        {
            if (assembly.Name.StartsWith(known, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static bool Reaches(IAssemblySymbol assembly, string[] libraries, HashSet<string> seen, int depth)
    {
        foreach (var module in assembly.Modules)
        {
            foreach (var reference in module.ReferencedAssemblies)
            {
                if (Array.IndexOf(libraries, reference.Name) >= 0)
                    return true;
            }

            if (depth >= 3)
                continue;
            foreach (var symbol in module.ReferencedAssemblySymbols)
            {
                if (seen.Add(symbol.Name) && !symbol.Name.StartsWith("System", StringComparison.Ordinal) && !symbol.Name.StartsWith("Microsoft.", StringComparison.Ordinal) && Reaches(symbol, libraries, seen, depth + 1))
                    return true;
            }
        }

        return false;
    }
}
