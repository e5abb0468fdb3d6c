using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MeshReady.Model.Deployment;
using MeshReady.Model.Systems;
using MeshReady.Tool.Output;

namespace MeshReady.Tool.Maps;

/// <summary>A system for other programs.</summary>
public static class JsonMap
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One object with services, calls, channels and stores, each in the order of the graph.</summary>
    public static string Of(SystemGraph graph)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            Array(json, "services", graph.Services, Write);
            Array(json, "calls", graph.Calls, Write);
            Array(json, "channels", graph.Channels, static (json, channel) =>
            {
                Text(json, "name", channel.Name);
                Text(json, "broker", channel.Broker);
                Names(json, "publishers", channel.Publishers.Select(static e => e.Service.Name));
                Names(json, "consumers", channel.Consumers.Select(static e => e.Service.Name));
            });
            Array(json, "stores", graph.Stores, static (json, store) =>
            {
                Text(json, "system", store.System);
                Text(json, "server", store.Server);
                Text(json, "database", store.Database);
                Text(json, "schema", store.Schema);
                Names(json, "users", store.Users.Select(static u => u.Service.Name));
            });
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, Service service)
    {
        Text(json, "name", service.Name);
        Text(json, "project", service.Project?.Project);
        json.WriteBoolean("gateway", service.IsGateway);
        Place(json, service.Place);
        Array(json, "deployments", service.Deployments, static (json, deployment) =>
        {
            Text(json, "set", deployment.Set.Environment ?? deployment.Set.Name);
            Text(json, "namespace", deployment.Namespace);
            Text(json, "workload", deployment.Binding.Workloads is [var workload, ..] ? workload.Name : null);
            Text(json, "mesh", deployment.Mesh.State == MeshState.Meshed ? deployment.Mesh.Mesh : deployment.Mesh.State.ToString().ToLowerInvariant());
        });
        Array(json, "exposures", service.Exposures, static (json, exposure) =>
        {
            Text(json, "kind", exposure.Kind);
            Place(json, exposure.Place);
        });
    }

    private static void Write(Utf8JsonWriter json, ServiceCall call)
    {
        Text(json, "from", call.From.Name);
        Text(json, "to", call.To.Name);
        Text(json, "kind", Camel(call.To.Kind.ToString()));
        Text(json, "protocol", Camel(call.Protocol.ToString()));
        json.WriteBoolean("conditional", call.IsConditional);
        Array(json, "evidence", call.Evidence, static (json, evidence) =>
        {
            Text(json, "kind", Camel(evidence.Kind.ToString()));
            Text(json, "text", evidence.Text);
            Place(json, evidence.Place);
        });
        Array(json, "policies", call.Policies.Select(PolicyRow.Of), static (json, row) =>
        {
            Text(json, "set", row.Set);
            Flag(json, "meshed", row.IsMeshed);
            Number(json, "codeTries", row.CodeTries);
            Number(json, "meshTries", row.MeshTries);
            Number(json, "requests", row.Requests);
            Text(json, "code", row.Code);
            Text(json, "mesh", row.Mesh);
            Text(json, "wait", row.Wait);
            Text(json, "codePlace", row.CodePlace?.ToString());
            Text(json, "meshPlace", row.MeshPlace?.ToString());
        });
    }

    private static void Array<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Place(Utf8JsonWriter json, Place place)
    {
        Text(json, "path", place.Path);
        json.WriteNumber("line", place.Line);
    }

    private static void Names(Utf8JsonWriter json, string name, IEnumerable<string> names)
    {
        json.WriteStartArray(name);
        foreach (var one in names.Distinct(StringComparer.Ordinal))
            json.WriteStringValue(Redaction.Clean(one));
        json.WriteEndArray();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, Redaction.Clean(value));
        else
            json.WriteNull(name);
    }

    private static void Number(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }

    private static void Flag(Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } flag)
            json.WriteBoolean(name, flag);
        else
            json.WriteNull(name);
    }

    private static string Camel(string word) => char.ToLowerInvariant(word[0]) + word[1..];
}
