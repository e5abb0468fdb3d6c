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

    /// <summary>Whether a method of this assembly, its body unseen, could add a handler to clients.</summary>
    public static bool MayProtect(IAssemblySymbol? assembly, Compilation compilation)
    {
        if (assembly is null)
            return true;
        foreach (var known in KnownAssemblies)
        {
            if (assembly.Name.StartsWith(known, StringComparison.Ordinal))
                return false;
        }

        return Reaches(assembly, compilation, new HashSet<string>(StringComparer.Ordinal), depth: 0);
    }

    private static bool Reaches(IAssemblySymbol assembly, Compilation compilation, HashSet<string> seen, int depth)
    {
        foreach (var module in assembly.Modules)
        {
            foreach (var reference in module.ReferencedAssemblies)
            {
                if (Array.IndexOf(Protecting, reference.Name) >= 0)
                    return true;
            }

            // A handler can be written by hand: whoever can register clients may do so.
            if (depth == 0 && module.ReferencedAssemblies.Any(static r => r.Name == "Microsoft.Extensions.Http"))
                return true;

            if (depth >= 3)
                continue;
            foreach (var symbol in module.ReferencedAssemblySymbols)
            {
                if (seen.Add(symbol.Name) && !symbol.Name.StartsWith("System", StringComparison.Ordinal) && !symbol.Name.StartsWith("Microsoft.", StringComparison.Ordinal) && Reaches(symbol, compilation, seen, depth + 1))
                    return true;
            }
        }

        return false;
    }
}
