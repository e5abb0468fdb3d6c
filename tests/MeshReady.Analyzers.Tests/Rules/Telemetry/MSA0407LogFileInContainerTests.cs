using MeshReady.Analyzers.Rules.Telemetry;
using MeshReady.CodeFixes.Rules.Telemetry;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Telemetry;

public sealed class MSA0407LogFileInContainerTests : RuleTest<MSA0407LogFileInContainerAnalyzer, MSA0407LogFileInContainerFix>
{
    [Theory]
    // The agent reads the standard output, whatever its name.
    [InlineData("""Log.Logger = new LoggerConfiguration().WriteTo.File("/dev/stdout").CreateLogger();""")]
    [InlineData("""Log.Logger = new LoggerConfiguration().WriteTo.File("/proc/1/fd/1").CreateLogger();""")]
    // Outside of a container only, or only where settings name a file.
    [InlineData("""var c = new LoggerConfiguration(); if (Environment.GetEnvironmentVariable("DOTNET_RUNNING_IN_CONTAINER") != "true") c.WriteTo.File("logs/web.log"); Log.Logger = c.CreateLogger();""")]
    [InlineData("""var c = new LoggerConfiguration(); if (OperatingSystem.IsWindows()) c.WriteTo.File("logs/web.log"); Log.Logger = c.CreateLogger();""")]
    [InlineData("""var c = new LoggerConfiguration(); var path = Environment.GetEnvironmentVariable("LOG_FILE"); if (path is not null) c.WriteTo.File(path); Log.Logger = c.CreateLogger();""")]
    public Task Log_file_that_no_container_writes(string statement) => VerifyRealWith(Image, "using System;" + Program(statement).Replace("using System;", ""), null, Serilog);

    private const string Image = "build_property.ContainerRepository = shop/web\n";
    private const string Alone = "the only copy is gone with the pod, and no dashboard sees it; write to the console, which the node's agent collects";
    private const string Beside = "a second copy that nobody collects fills the node's disk; leave the logs to the console or the collector";

    private static readonly string[] Serilog = ["Serilog", "Serilog.Sinks.File", "Serilog.Sinks.Console", "Serilog.Sinks.Async", "Serilog.Formatting.Compact"];

    [Theory]
    [InlineData("""Log.Logger = new LoggerConfiguration().WriteTo.[|File("logs/web.log")|].CreateLogger();""")]
    [InlineData("""Log.Logger = new LoggerConfiguration().WriteTo.[|File(new CompactJsonFormatter(), "/logs/web.json", rollingInterval: RollingInterval.Day)|].CreateLogger();""")]
    [InlineData("""Log.Logger = new LoggerConfiguration().MinimumLevel.Debug().WriteTo.Async(a => a.[|File("logs/web.log")|]).CreateLogger();""")]
    [InlineData("""var configuration = new LoggerConfiguration(); configuration.WriteTo.[|File(path: name)|]; Log.Logger = configuration.CreateLogger();""")]
    [InlineData("""Action<LoggerConfiguration> configure = c => c.WriteTo.[|File($"logs/{name}.log")|]; configure(new LoggerConfiguration());""")]
    [InlineData("""System.IO.File.[|AppendAllText("/data/errors.log", "x")|];""")]
    [InlineData("""System.IO.File.[|AppendAllText($"/data/{name}.log", "x")|];""")]
    [InlineData("""using var writer = File.[|AppendText(Path.Combine("data", name + ".log"))|]; writer.Write("x");""")]
    public Task Log_file_in_a_container(string statement) => VerifyRealWith(Image, Program(statement), null, Serilog);

    [Theory]
    [InlineData("""Log.Logger = new LoggerConfiguration().WriteTo.Console().CreateLogger();""")]
    [InlineData("""File.AppendAllText("/data/report.csv", "x");""")]
    [InlineData("""File.WriteAllText("/data/errors.log", "x");""")]
    [InlineData("""File.AppendAllText(name, "x");""")]
    [InlineData("""new Mine.Sinks().File("web.log");""")]
    [InlineData("""Console.WriteLine("web.log");""")]
    public Task What_is_no_log_file(string statement) => VerifyRealWith(Image, Program(statement), null, Serilog);

    [Fact]
    public Task Program_without_a_container_is_silent() => VerifyReal(Program("""Log.Logger = new LoggerConfiguration().WriteTo.File("logs/web.log").CreateLogger();"""), Serilog);

    [Fact]
    public Task Only_in_development_is_silent() => VerifyRealWith(Image, Program("""if (env.IsDevelopment()) Log.Logger = new LoggerConfiguration().WriteTo.File("logs/web.log").CreateLogger();"""), null, Serilog);

    [Fact]
    public Task Service_of_Windows_is_silent() => VerifyRealWith(Image, Program("""Log.Logger = new LoggerConfiguration().WriteTo.File("logs/web.log").CreateLogger(); UseWindowsService();""", "static void UseWindowsService() { }"), null, Serilog);

    [Theory]
    [InlineData("", DiagnosticSeverity.Warning, Alone)]
    [InlineData(".WriteTo.Console()", DiagnosticSeverity.Info, Beside)]
    [InlineData(".WriteTo.Async(a => a.Console())", DiagnosticSeverity.Info, Beside)]
    public Task Another_sink_makes_it_a_remark(string other, DiagnosticSeverity severity, string why)
        => VerifyResultsWith(
            Library + """
            class C { object M() => new Serilog.LoggerConfiguration().WriteTo.{|#0:File("logs/web.log")|}OTHER.CreateLogger(); }
            """.Replace("OTHER", other),
            Image,
            null,
            [],
            new DiagnosticResult("MSA0407", severity).WithLocation(0).WithArguments("WriteTo.File", why));

    [Theory]
    [InlineData("", "logs/web.log", true)]
    [InlineData("/data", "/var/log/web.log", true)]
    [InlineData("/app/logs", "logs/web.log", false)]
    [InlineData("/var/log/web", "/var/log/web/today.log", false)]
    public Task Volume_keeps_what_lies_on_it(string mount, string path, bool isFound) => VerifyResultsWith(
        Library + "class C { object M() => new Serilog.LoggerConfiguration().WriteTo.{|#0:File(\"" + path + "\")|}.CreateLogger(); }",
        null,
        null,
        [("k8s/web.yaml", $$"""
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: testproject
            spec:
              template:
                spec:
                  containers:
                    - name: testproject
                      image: shop/testproject:1
            {{(mount.Length == 0 ? "" : "          volumeMounts: [{ name: logs, mountPath: " + mount + " }]")}}
            """)],
        isFound ? [new DiagnosticResult("MSA0407", DiagnosticSeverity.Warning).WithLocation(0).WithArguments("WriteTo.File", Alone)] : []);

    [Fact]
    public Task Sink_beside_a_console_is_removed() => VerifyRealWith(
        Image,
        """
        using Serilog;

        class C
        {
            object M() => new LoggerConfiguration()
                .MinimumLevel.Information() // Enough for now
                .WriteTo.Console()
                .WriteTo.[|File|](
                    "logs/web.log",
                    rollingInterval: RollingInterval.Day)
                .CreateLogger();

            object N()
            {
                var configuration = new LoggerConfiguration();
                configuration.WriteTo.Console();
                // Kept for the audit
                configuration.WriteTo.[|File("logs/web.log")|];
                return configuration.CreateLogger();
            }
        }
        """,
        """
        using Serilog;

        class C
        {
            object M() => new LoggerConfiguration()
                .MinimumLevel.Information() // Enough for now
                .WriteTo.Console()
                .CreateLogger();

            object N()
            {
                var configuration = new LoggerConfiguration();
                configuration.WriteTo.Console();
                // Kept for the audit
                return configuration.CreateLogger();
            }
        }
        """,
        Serilog);

    [Fact]
    public Task Only_sink_becomes_the_console_with_its_formatter() => VerifyRealWith(
        Image,
        """
        using Serilog;
        using Serilog.Formatting.Compact;

        class C
        {
            object M() => new LoggerConfiguration()
                .WriteTo.[|File(new CompactJsonFormatter(), "logs/web.json")|] // Read by the agent
                .CreateLogger();
        }

        class D
        {
            object M() => new LoggerConfiguration().WriteTo.Async(a => a.[|File("logs/web.log")|]).CreateLogger();
        }
        """,
        """
        using Serilog;
        using Serilog.Formatting.Compact;

        class C
        {
            object M() => new LoggerConfiguration()
                .WriteTo.Console(new CompactJsonFormatter()) // Read by the agent
                .CreateLogger();
        }

        class D
        {
            object M() => new LoggerConfiguration().WriteTo.Async(a => a.Console()).CreateLogger();
        }
        """,
        Serilog);

    [Fact]
    public Task Without_a_console_in_reach_nothing_is_offered() => VerifyNoFix(Library + """
        class C { object M() => new Serilog.LoggerConfiguration().WriteTo.[|File("logs/web.log")|].CreateLogger(); }
        """, Image);

    [Fact]
    public Task Real_NLog() => VerifyRealWith(
        Image,
        """
        using NLog;
        using NLog.Targets;

        class C
        {
            Target Alone() => new {|MSA0407:FileTarget|}("file") { FileName = "logs/web.log" };
            void Fluent() => LogManager.Setup().LoadConfiguration(b => b.ForLogger().{|MSA0407:WriteToFile(fileName: "logs/web.log")|});
        }
        """,
        null,
        "NLog");

    [Theory]
    [InlineData("appsettings.json", """{ "Serilog": { "WriteTo": [ { "Name": {|#0:"File"|}, "Args": { "path": "logs/web.log" } } ] } }""", "Serilog:WriteTo:0:Name")]
    [InlineData("appsettings.Production.json", """{ "Serilog": { "WriteTo": [ { "Name": "Console" }, { "Name": {|#0:"File"|} } ] } }""", "Serilog:WriteTo:1:Name")]
    [InlineData("appsettings.json", """{ "Serilog": { "WriteTo": { "Logs": { "Name": {|#0:"RollingFile"|} } } } }""", "Serilog:WriteTo:Logs:Name")]
    [InlineData("appsettings.json", """{ "Serilog": { "WriteTo": [ { "Name": "Async", "Args": { "configure": [ { "Name": {|#0:"File"|} } ] } } ] } }""", "Serilog:WriteTo:0:Args:configure:0:Name")]
    [InlineData("appsettings.json", """{ "Serilog": { "WriteTo": [ {|#0:"File"|} ] } }""", "Serilog:WriteTo:0")]
    [InlineData("appsettings.Development.json", """{ "Serilog": { "WriteTo": [ { "Name": "File" } ] } }""", null)]
    [InlineData("appsettings.json", """{ "Serilog": { "WriteTo": [ { "Name": "Console" } ], "Using": [ "File" ] } }""", null)]
    [InlineData("appsettings.json", """{ "Sinks": { "WriteTo": [ { "Name": "File" } ] } }""", null)]
    public Task Sink_in_the_settings(string name, string json, string? key) => VerifySettings(
        Image,
        name,
        json,
        key is null ? [] : [new DiagnosticResult("MSA0407", DiagnosticSeverity.Info).WithLocation(0).WithArguments(key, json.Contains("Console") ? Beside : "let the settings of development have it, and the container log to the console, which the node's agent collects")],
        "Serilog.Settings.Configuration");

    [Fact]
    public Task Unfinished_code_is_silent() => VerifyRealWith(Image, Program("""Log.Logger = new LoggerConfiguration().WriteTo.{|CS1061:Fil|}("x").CreateLogger(); {|CS0103:Log2|}.WriteTo.File("x");"""), null, Serilog);

    private const string Library = """
        using Serilog;

        namespace Serilog
        {
            public interface ILogger { }
            public class LoggerConfiguration { public Configuration.LoggerSinkConfiguration WriteTo => null!; public ILogger CreateLogger() => null!; }
            public static class FileLoggerConfigurationExtensions { public static LoggerConfiguration File(this Configuration.LoggerSinkConfiguration c, string path) => null!; }
            public static class Others
            {
                public static LoggerConfiguration Console(this Configuration.LoggerSinkConfiguration c) => null!;
                public static LoggerConfiguration Async(this Configuration.LoggerSinkConfiguration c, System.Action<Configuration.LoggerSinkConfiguration> a) => null!;
            }
        }
        namespace Serilog.Configuration { public class LoggerSinkConfiguration { } }

        """;

    private static string Program(string statement, string more = "") => $$"""
        using System;
        using System.IO;
        using Microsoft.Extensions.Hosting;
        using Serilog;
        using Serilog.Formatting.Compact;

        namespace Mine { public class Sinks { public void File(string path) { } } }

        class C
        {
            void M(IHostEnvironment env, string name)
            {
                {{statement}}
            }

            {{more}}
        }
        """;
}
