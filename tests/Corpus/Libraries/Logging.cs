// Declarations with the metadata names of Serilog and its sinks.
#pragma warning disable
namespace Serilog
{
    public interface ILogger;

    public sealed class LoggerConfiguration
    {
        public Serilog.Configuration.LoggerSinkConfiguration WriteTo => throw null!;

        public ILogger CreateLogger() => throw null!;
    }

    public static class Log
    {
        public static ILogger Logger { get; set; } = null!;
    }

    public static class ConsoleLoggerConfigurationExtensions
    {
        public static LoggerConfiguration Console(this Serilog.Configuration.LoggerSinkConfiguration sinkConfiguration, Serilog.Formatting.ITextFormatter? formatter = null) => throw null!;
    }

    public static class FileLoggerConfigurationExtensions
    {
        public static LoggerConfiguration File(this Serilog.Configuration.LoggerSinkConfiguration sinkConfiguration, string path) => throw null!;

        public static LoggerConfiguration File(this Serilog.Configuration.LoggerSinkConfiguration sinkConfiguration, Serilog.Formatting.ITextFormatter formatter, string path) => throw null!;
    }
}

namespace Serilog.Configuration
{
    public sealed class LoggerSinkConfiguration;
}

namespace Serilog.Formatting
{
    public interface ITextFormatter;
}

namespace Serilog.Formatting.Compact
{
    public sealed class CompactJsonFormatter : ITextFormatter;
}
