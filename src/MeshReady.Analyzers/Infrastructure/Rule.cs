using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers;

/// <summary>Makes the descriptors of all rules, so that each has its page behind its id.</summary>
/// <remarks>The parameters carry the names of <see cref="DiagnosticDescriptor"/>'s constructor: release tracking reads them by name.</remarks>
internal static class Rule
{
    public const string HelpRoot = "https://github.com/meshready/meshready/blob/main/docs/rules/";

    /// <summary>
    /// The tag of rules whose findings are Warning or Info as the facts of the site decide. A line for the id in a profile
    /// would make all of them the same.
    /// </summary>
    public const string SeverityBySite = nameof(SeverityBySite);

    public static DiagnosticDescriptor Create(
        string id,
        string title,
        string messageFormat,
        string category,
        DiagnosticSeverity defaultSeverity,
        bool isEnabledByDefault = true,
        string? description = null,
        bool isSeverityBySite = false)
        => new(id, title, messageFormat, category, defaultSeverity, isEnabledByDefault, description, HelpRoot + id + ".md", isSeverityBySite ? [SeverityBySite] : []);

    /// <summary>A rule of code against manifests: <see cref="Agreements"/> adds to its message where else it holds.</summary>
    public static DiagnosticDescriptor Agreement(string id, string title, string messageFormat, string category, DiagnosticSeverity defaultSeverity)
        => Create(id, title, messageFormat + "{" + Placeholders(messageFormat).ToString(System.Globalization.CultureInfo.InvariantCulture) + "}", category, defaultSeverity, isSeverityBySite: defaultSeverity > DiagnosticSeverity.Info);

    private static int Placeholders(string format)
    {
        var next = 0;
        for (var i = 0; i + 1 < format.Length; i++)
        {
            if (format[i] == '{' && format[i + 1] is >= '0' and <= '9')
                next = Math.Max(next, format[i + 1] - '0' + 1);
        }

        return next;
    }
}

/// <summary>The groups of rules: the first two digits of an id, the folder of its files, the category of its descriptor.</summary>
internal static class Category
{
    public const string MeshReady = nameof(MeshReady);
    public const string Addressing = nameof(Addressing);
    public const string Resilience = nameof(Resilience);
    public const string Security = nameof(Security);
    public const string Telemetry = nameof(Telemetry);
    public const string State = nameof(State);
    public const string Tenancy = nameof(Tenancy);
    public const string Rollout = nameof(Rollout);
    public const string Lifecycle = nameof(Lifecycle);
    public const string Network = nameof(Network);
    public const string Data = nameof(Data);
    public const string Architecture = nameof(Architecture);
    public const string Agreement = nameof(Agreement);
}

/// <summary>States why a rule has no code fix, so that a missing fix is a decision and never an oversight.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NoCodeFixAttribute(string reason) : Attribute
{
    /// <summary>One sentence for the rule's page.</summary>
    public string Reason { get; } = reason;
}
