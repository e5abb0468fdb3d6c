using static MeshReady.Analyzers.Facts.NameShapes;

namespace MeshReady.Analyzers.Facts.Telemetry;

/// <summary>Names with which code makes ids for requests, logs to files, and keeps a trace to itself.</summary>
internal static class TelemetryNames
{
    public const string NewId = "NewGuid";

    /// <summary>Calls that make a logger write to a file, and the type that declares each.</summary>
    public static readonly ILookup<string, string> FileLoggers = new (string Name, string Type)[]
    {
        ("File", "Serilog.FileLoggerConfigurationExtensions"),
        ("RollingFile", "Serilog.RollingFileLoggerConfigurationExtensions"),
        ("AddFile", "Microsoft.Extensions.Logging.FileLoggerExtensions"),
        ("AddFile", "NReco.Logging.File.FileLoggerExtensions"),
        ("WriteToFile", "NLog.SetupLoadConfigurationExtensions"),
    }.ToLookup(static p => p.Name, static p => p.Type);

    /// <summary>Types whose objects write logs to a file.</summary>
    public static readonly ILookup<string, string> FileTargets = new (string Name, string Type)[]
    {
        ("FileTarget", "NLog.Targets.FileTarget"),
        ("FileAppender", "log4net.Appender.FileAppender"),
        ("RollingFileAppender", "log4net.Appender.RollingFileAppender"),
    }.ToLookup(static p => p.Name, static p => p.Type);

    /// <summary>Methods of <c>System.IO.File</c> with which code keeps a log by hand.</summary>
    public static readonly IReadOnlyList<string> Appends = ["AppendAllText", "AppendAllTextAsync", "AppendAllLines", "AppendAllLinesAsync", "AppendText"];

    public static IEnumerable<NameTable.Entry> Candidates
    {
        get
        {
            yield return new(NewId, Call, SiteKinds.Telemetry, after: "Guid.");

            yield return new("CreateNoOutputPropagator", Call, SiteKinds.Telemetry);
            yield return new("ActivityHeadersPropagator", Assigned, SiteKinds.Telemetry);
            yield return new("SetSwitch", Call, SiteKinds.Telemetry, after: "AppContext.");
            yield return new("Current", Assigned, SiteKinds.Telemetry, after: "Activity.");
            yield return new("SuppressFlow", Call, SiteKinds.Telemetry, after: "ExecutionContext.");

            // return File(…) is a controller's.
            foreach (var logger in FileLoggers)
                yield return new(logger.Key, Call, SiteKinds.Telemetry, after: ".");
            foreach (var target in FileTargets)
                yield return new(target.Key, Creation, SiteKinds.Telemetry);
            foreach (var append in Appends)
                yield return new(append, Call, SiteKinds.Telemetry, after: "File.");
        }
    }
}
