using System.Globalization;
using MeshReady.Model.Systems;

namespace MeshReady.Model.Tests.Systems;

/// <summary>Asks a rule about a system that a test writes down.</summary>
internal static class SystemRules
{
    /// <summary>What the rule finds, as text: <c>Warning src/web/Program.cs:3 web, orders: argument | argument</c>.</summary>
    public static string[] Find<TRule>(this SyntheticSystem system, SystemSettings? settings = null, bool complete = false)
        where TRule : ISystemRule, new()
        => [.. Judge<TRule>(system, settings, complete).Select(static f => string.Create(CultureInfo.InvariantCulture, $"{f.Severity} {f.Place} {string.Join(", ", f.Services)}: {string.Join(" | ", f.Arguments)}"))];

    /// <summary>The findings themselves.</summary>
    public static SystemFinding[] Judge<TRule>(this SyntheticSystem system, SystemSettings? settings = null, bool complete = false)
        where TRule : ISystemRule, new()
        => [.. new TRule().Judge(system.Graph(complete), settings ?? new(), TestContext.Current.CancellationToken)];

    /// <summary>The program calls a service of this name, from a line of its own: <c>src/web/Program.cs:1</c> is the first call.</summary>
    public static ProjectFacts CallTo(this ProjectFacts program, params string[] hosts)
        => program with { Calls = [.. program.Calls, .. hosts.Select((host, i) => new CallFact(CallProtocol.Http, new($"src/{program.Name}/Program.cs", program.Calls.Count + i + 1)) { Scheme = "http", Host = host })] };
}
