using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts.Calls;

/// <summary>Judges whether a client gives up before the mesh has used its tries. MSA1204 reports it, and MSA0209 leaves the limit to that.</summary>
internal static class ClientGivesUp
{
    /// <summary>The rule that reports it.</summary>
    public const string Rule = "MSA1204";

    /// <summary>The routes to these addresses that may be busy for longer than the limit.</summary>
    public static List<Holding> Of(RuleContext context, ClientLimit limit, IReadOnlyList<AddressValue> addresses)
    {
        var holdings = new List<Holding>();
        foreach (var call in addresses.SelectMany(address => MeshedCalls.Of(context, address)))
        {
            if (call.Governance == Governance.No || MeshBudget.Of(call) is not { } budget || limit.Time >= budget.Time)
                continue;
            var isGrave = call.Governance == Governance.Yes && !call.Route.IsAssumed && (budget.HasTimeout || limit.Time < budget.TwoTries);
            holdings.Add(new Holding(
                call.Placement,
                budget.Route.Path,
                budget.Route.Line,
                isGrave ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
                limit.Name,
                MeshBudget.Show(limit.Time),
                MeshBudget.Show(budget.Time),
                call.Call.Host,
                budget.Formula,
                Agreements.Display(budget.Route.Path, budget.Route.Line),
                call.Governance == Governance.IfMeshed ? ", if this service is meshed" : "",
                limit.Time < budget.TwoTries ? "the first retry cannot end" : "its retries cannot all end"));
        }

        return holdings;
    }
}
