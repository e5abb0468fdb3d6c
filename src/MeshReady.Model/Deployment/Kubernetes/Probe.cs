using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>How a probe or a hook asks a container.</summary>
public enum ProbeAction
{
    /// <summary>It cannot be read, or none is given.</summary>
    Unknown,

    /// <summary>By an HTTP GET.</summary>
    HttpGet,

    /// <summary>By gRPC's health service.</summary>
    Grpc,

    /// <summary>By opening a connection.</summary>
    TcpSocket,

    /// <summary>By a command in the container.</summary>
    Exec,
}

/// <summary>A liveness, readiness or startup probe of a container.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Action">How it asks.</param>
/// <param name="Path">The path of an HTTP GET; <c>/</c> where absent.</param>
/// <param name="Port">The number or name of the port.</param>
/// <param name="Scheme"><c>HTTP</c> where absent.</param>
/// <param name="GrpcService">The service asked for by gRPC; the whole server where absent.</param>
/// <param name="Command">The command, where one asks.</param>
/// <param name="InitialDelaySeconds">0 where absent.</param>
/// <param name="PeriodSeconds">10 where absent.</param>
/// <param name="TimeoutSeconds">1 where absent.</param>
/// <param name="FailureThreshold">3 where absent.</param>
/// <param name="SuccessThreshold">1 where absent.</param>
public sealed record Probe(
    int Line,
    ProbeAction Action,
    Field<string> Path,
    Field<string> Port,
    Field<string> Scheme,
    Field<string> GrpcService,
    FieldList<Field<string>> Command,
    Field<int> InitialDelaySeconds,
    Field<int> PeriodSeconds,
    Field<int> TimeoutSeconds,
    Field<int> FailureThreshold,
    Field<int> SuccessThreshold)
{
    internal static Probe Read(YamlNode node)
    {
        var (http, grpc, tcp, exec) = (node.At("httpGet"), node.At("grpc"), node.At("tcpSocket"), node.At("exec"));
        return new(
            node.Line,
            (http, grpc, tcp, exec) switch
            {
                (YamlMap, null or YamlUnknown, null or YamlUnknown, null or YamlUnknown) => ProbeAction.HttpGet,
                (null or YamlUnknown, YamlMap, null or YamlUnknown, null or YamlUnknown) => ProbeAction.Grpc,
                (null or YamlUnknown, null or YamlUnknown, YamlMap, null or YamlUnknown) => ProbeAction.TcpSocket,
                (null or YamlUnknown, null or YamlUnknown, null or YamlUnknown, YamlMap) => ProbeAction.Exec,
                _ => ProbeAction.Unknown,
            },
            http.At("path").AsText(),
            (http as YamlMap ?? grpc as YamlMap ?? tcp as YamlMap ?? http ?? grpc ?? tcp).At("port").AsText(),
            http.At("scheme").AsText(),
            grpc.At("service").AsText(),
            exec.At("command").AsTexts(),
            node.At("initialDelaySeconds").AsNumber(),
            node.At("periodSeconds").AsNumber(),
            node.At("timeoutSeconds").AsNumber(),
            node.At("failureThreshold").AsNumber(),
            node.At("successThreshold").AsNumber());
    }
}

/// <summary>What a container does before it is told to stop.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="SleepSeconds">The pause of <c>sleep</c>, or of a command that is nothing but <c>sleep n</c>.</param>
/// <param name="Command">The command of <c>exec</c>.</param>
/// <param name="HttpPath">The path of <c>httpGet</c>.</param>
public sealed record PreStop(int Line, Field<int> SleepSeconds, FieldList<Field<string>> Command, Field<string> HttpPath)
{
    internal static PreStop Read(YamlNode node)
    {
        var command = node.At("exec").At("command").AsTexts();
        var seconds = node.At("sleep").At("seconds").AsNumber();
        return new(node.Line, seconds.IsAbsent && command.Line > 0 ? Sleep(command) : seconds, command, node.At("httpGet").At("path").AsText());
    }

    private static Field<int> Sleep(FieldList<Field<string>> command)
    {
        var words = string.Join(" ", command.Select(static word => word.Value)).Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
        if (words is ["sh" or "/bin/sh" or "bash" or "/bin/bash", "-c", _, _])
            words = [words[2], words[3]];
        return command.IsComplete && words is ["sleep" or "/bin/sleep" or "/usr/bin/sleep", var text]
            && Durations.Parse(text, DurationForms.Seconds | DurationForms.Go) is { TotalSeconds: >= 0 and <= int.MaxValue } pause
            ? Field.Known((int)Math.Ceiling(pause.TotalSeconds), command.Line)
            : Field.Unknown<int>(command.Line);
    }
}
