using MeshReady.Model.Deployment;
using MeshReady.Model.Systems;

namespace MeshReady.Model.Rules.Architecture;

/// <summary>A library with a business's rules and data ties the services that run it to one release.</summary>
public sealed class MSA1103SharedDomainRule : ISystemRule
{
    private const int MostNames = 4;

    // Made to be shared, and without rules of the business whatever their types are called.
    private static readonly HashSet<string> Shared = new(StringComparer.Ordinal)
    {
        "contracts", "contract", "servicedefaults", "defaults", "testing", "tests", "abstractions", "messages", "events", "integrationevents", "dtos", "dto", "client", "clients", "sdk", "protos",
    };

    // Types of the plumbing that look like data of the business.
    private static readonly string[] Plumbing = ["outbox", "inbox", "persistmessage", "eventlog", "storedevent", "eventstore", "audit", "saga", "dataprotection", "idempot", "internalcommand", "localization"];

    /// <inheritdoc/>
    public string Id => "MSA1103";

    /// <inheritdoc/>
    public IEnumerable<SystemFinding> Judge(SystemGraph graph, SystemSettings settings, CancellationToken cancellationToken)
    {
        // A context whose database several services share is MSA1102's to report: parted, it takes its entities along.
        var shared = new HashSet<string>(MSA1102SharedDatabaseRule.Shared(graph, cancellationToken).SelectMany(static store => store.Users).Select(static use => use.Facts.Context).OfType<string>(), StringComparer.Ordinal);
        foreach (var library in graph.Libraries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (library.Users.Count < settings.SharedLibraryUsers || NameForms.Kebab(library.Facts.Name).Split('-').Any(Shared.Contains) || NameForms.Squeeze(library.Facts.Name).Contains("servicedefaults"))
                continue;
            DomainFact[] types = [.. library.Facts.Domain.Where(static type => !Plumbing.Any(NameForms.Squeeze(ShortName(type)).Contains))];
            if (types.Length == 0 || Array.Exists(types, type => shared.Contains(type.Type)))
                continue;
            var contexts = BoundedContexts.Group(library.Users.Where(static service => !BoundedContexts.IsTool(service)), shared: null);
            if (contexts.Count < settings.SharedLibraryUsers)
                continue;
            string[] names = [.. contexts.Select(static context => context[0].Name)];
            yield return new SystemFinding(
                types[0].Place,
                SystemSeverity.Info,
                [library.Facts.Name, Listing.Of(types.Select(ShortName), MostNames), names.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), Listing.Of(names)])
            {
                Also = [.. types.Skip(1).Take(MostNames).Select(static type => type.Place)],
                Services = [.. library.Users.Select(static service => service.Name)],
            };
        }
    }

    private static string ShortName(DomainFact type) => type.Type.Substring(type.Type.LastIndexOf('.') + 1);
}
