using System.Globalization;
using MeshReady.Model.Deployment;

namespace MeshReady.Analyzers.Facts.Lifecycle;

/// <summary>The time that a program may take to stop in one variant of its workload, and the time that it is given there.</summary>
/// <param name="PreStop">What its pod waits before SIGTERM, within the grace period.</param>
/// <param name="Delay">What the code waits before its host begins to stop.</param>
/// <param name="Shutdown">What the host then waits for its services.</param>
/// <param name="IsShutdownExplicit">Whether code or configuration says so; otherwise it is the default of .NET.</param>
/// <param name="Grace">When the pod is killed, counted from the same moment.</param>
/// <param name="IsGraceExplicit">Whether the manifest says so; otherwise it is the default of Kubernetes.</param>
/// <param name="Line">The line of the manifest (1-based) that decides.</param>
internal sealed record StopBudget(TimeSpan PreStop, TimeSpan Delay, TimeSpan Shutdown, bool IsShutdownExplicit, TimeSpan Grace, bool IsGraceExplicit, int Line)
{
    /// <summary>Where the grace period stands in the manifest of a workload that makes pods by a template.</summary>
    public const string GracePath = "spec.template.spec.terminationGracePeriodSeconds";

    /// <summary>What Kubernetes gives a pod whose manifest says nothing.</summary>
    public const int DefaultGraceSeconds = 30;

    public TimeSpan Needed => PreStop + Delay + Shutdown;

    /// <summary>The time that is missing; not positive where there is enough.</summary>
    public TimeSpan Overrun => Needed - Grace;

    /// <summary>The sum as a message shows it: <c>35 s (preStop 5 s + ShutdownTimeout 30 s, the default)</c>.</summary>
    public string Arithmetic
    {
        get
        {
            var parts = new List<string>(3);
            if (PreStop > TimeSpan.Zero)
                parts.Add("preStop " + Seconds(PreStop));
            if (Delay > TimeSpan.Zero)
                parts.Add("a pause of " + Seconds(Delay) + " in the code");
            parts.Add("ShutdownTimeout " + Seconds(Shutdown) + (IsShutdownExplicit ? "" : ", the default"));
            return Seconds(Needed) + " (" + string.Join(" + ", parts) + ")";
        }
    }

    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + " s";

    /// <summary>The numbers of one variant; null where one of them is not known.</summary>
    public static StopBudget? Of(CodeFacts facts, ProjectContext project, Placement placement, KubernetesResource variant, CancellationToken cancellationToken)
    {
        // A job is not replaced under load; what its pod does at SIGTERM is another matter.
        if (variant is not { Kind: not ("Job" or "CronJob"), PodTemplate: { } pod } || pod.IsPatch)
            return null;

        var (shutdown, isExplicit) = ShutdownOf(facts, project, placement, variant, cancellationToken);
        if (shutdown is not { } time || time == TimeSpan.MaxValue)
            return null;

        // Each container waits for its own hook: that of a sidecar takes nothing of the program's time.
        if (Placement.ContainerOf(variant) is { } own)
            pod = pod with { Containers = [own] };

        var delay = StopDelays.For(facts).Get(cancellationToken).Known;
        var overrun = EffectiveNumbers.ShutdownOverrun(pod, time, delay);
        if (!overrun.IsKnown)
            return null;

        if (!isExplicit && overrun.Value > TimeSpan.Zero && ShutdownFacts.For(facts).MayBeSetElsewhere(cancellationToken))
            return null;

        var field = pod.TerminationGracePeriodSeconds;
        var grace = TimeSpan.FromSeconds(field.IsKnown ? field.Value : DefaultGraceSeconds);
        var preStop = overrun.Value + grace - time - delay;
        var hook = pod.Containers.FirstOrDefault(static c => c.PreStop.Value?.SleepSeconds.Value > 0)?.PreStop.Line ?? 0;
        return new StopBudget(preStop, delay, time, isExplicit, grace, field.IsKnown, field.Line > 0 ? field.Line : hook > 0 ? hook : pod.Line);
    }

    /// <summary>The time-out of the host in a variant: what the code in sight says, else what its configuration says, else the default. Null where it is not known.</summary>
    public static (TimeSpan? Time, bool IsExplicit) ShutdownOf(CodeFacts facts, ProjectContext project, Placement placement, KubernetesResource variant, CancellationToken cancellationToken)
    {
        var code = ShutdownFacts.For(facts).Timeout(cancellationToken);
        if (code.Value is not null)
            return (code.Value, true);

        var settings = placement.SettingsOf(variant, project.Values);
        if (code.Section is { } section)
        {
            var set = settings.ValueOf(section + ":ShutdownTimeout").Value;
            if (!set.IsAbsent)
                return (set.Value is { } text ? Durations.Parse(text, DurationForms.TimeSpan) : null, true);
        }
        else if (!code.IsDefault)
        {
            return default;
        }

        // The host's own key; each prefix is taken off the variable's name.
        foreach (var seconds in new[] { settings.ValueOf("shutdownTimeoutSeconds"), settings.Variable("ASPNETCORE_shutdownTimeoutSeconds"), settings.Variable("DOTNET_shutdownTimeoutSeconds") })
        {
            if (!seconds.Value.IsAbsent)
                return (seconds.Value.Value is { } text ? Durations.Parse(text, DurationForms.Seconds) : null, true);
        }

        return (HostFacts.For(facts).DefaultShutdownTimeout(project.Settings.Property("TargetFramework")), false);
    }

}
