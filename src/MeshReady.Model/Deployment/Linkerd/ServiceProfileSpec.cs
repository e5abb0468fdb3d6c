using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>A ServiceProfile of Linkerd. Its name is the full name of the Service, whose annotations then no longer count.</summary>
/// <param name="Routes">The routes; the first that matches serves.</param>
/// <param name="Budget">The share of requests that may be repetitions.</param>
public sealed record ServiceProfileSpec(FieldList<ProfileRoute> Routes, Field<ProfileBudget> Budget) : ResourceSpec
{
    internal static ServiceProfileSpec Read(YamlNode? spec) => new(
        spec.At("routes").AsParts(static node => new ProfileRoute(
            node.Line,
            node.At("name").AsText(),
            node.At("condition").At("pathRegex").AsText(),
            node.At("condition").At("method").AsText(),
            node.At("isRetryable").AsFlag(),
            node.At("timeout").AsDuration(DurationForms.Go))
        {
            HasOtherConditions = node.At("condition") switch
            {
                YamlMap condition => condition.IsOpen || condition.Entries.Keys.Any(static key => key is not ("pathRegex" or "method")),
                null => false,
                _ => true,
            },
        }),
        spec.At("retryBudget").AsPart(static node => new ProfileBudget(
            node.Line,
            node.At("retryRatio").AsFraction(),
            node.At("minRetriesPerSecond").AsNumber(),
            node.At("ttl").AsDuration(DurationForms.Go))));
}

/// <summary>A route of a ServiceProfile.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Name">Its name.</param>
/// <param name="PathRegex">The expression that the whole path fits.</param>
/// <param name="Method">The method.</param>
/// <param name="IsRetryable">Whether failures are repeated within the budget; not where absent.</param>
/// <param name="Timeout">The time for a request with its repetitions; 10 s where absent.</param>
public sealed record ProfileRoute(int Line, Field<string> Name, Field<string> PathRegex, Field<string> Method, Field<bool> IsRetryable, Field<TimeSpan> Timeout)
{
    /// <summary>Whether it is also, or instead, for requests that fit conditions joined by <c>all</c>, <c>any</c> and <c>not</c>.</summary>
    public bool HasOtherConditions { get; init; }
}

/// <summary>The share of requests that may be repetitions.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="RetryRatio">The share.</param>
/// <param name="MinRetriesPerSecond">Repetitions that are always allowed.</param>
/// <param name="Ttl">The time over which the share is taken.</param>
public sealed record ProfileBudget(int Line, Field<double> RetryRatio, Field<int> MinRetriesPerSecond, Field<TimeSpan> Ttl);
