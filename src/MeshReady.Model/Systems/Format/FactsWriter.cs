namespace MeshReady.Model.Systems;

/// <summary>Writes the facts of a project as JSON: sorted as they come, one fact a line, the same bytes for the same facts.</summary>
public static class FactsWriter
{
    /// <summary>The version of the format, which readers check.</summary>
    public const int Version = 1;

    /// <summary>The text of a facts file, with a line feed at its end.</summary>
    public static string Write(ProjectFacts facts)
    {
        var json = new JsonText();
        json.Open('{').Name("meshready").Value(Version)
            .Name("project").Value(facts.Project)
            .Name("name").Value(facts.Name)
            .Name("kind").Value(Word(facts.Kind))
            .Some("images", facts.Images)
            .Some("workload", facts.Workload)
            .Some("references", facts.References)
            .Name("otherEndpoints").Value(facts.HasOtherEndpoints)
            .Some("pathBases", facts.PathBases)
            .Some("forwardedHeaders", facts.ForwardedHeaders);
        if (facts.ForwardsOtherHeaders)
            json.Name("forwardsOtherHeaders").Value(true);
        json.Lines("calls", facts.Calls, Call)
            .Lines("messages", facts.Messages, static (text, m) => text
                .Name("published").Value(m.IsPublished).Name("at").Value(m.Place.ToString())
                .Some("type", m.Type).Some("channel", m.Channel).Some("key", m.Key).Some("broker", m.Broker))
            .Lines("stores", facts.Stores, static (text, s) => text
                .Name("system").Value(s.System).Name("at").Value(s.Place.ToString())
                .Some("server", s.Server).Some("database", s.Database).Some("schema", s.Schema).Some("key", s.Key).Some("context", s.Context).Some("tables", s.Tables))
            .Lines("endpoints", facts.Endpoints, static (text, e) => text
                .Name("kind").Value(Word(e.Kind)).Name("at").Value(e.Place.ToString())
                .Some("pattern", e.Pattern).Some("unknownPrefix", e.HasUnknownPrefix).Some("methods", e.Methods).Some("contract", e.Contract))
            .Lines("listens", facts.Listens, static (text, l) => text
                .Name("at").Value(l.Place.ToString()).Some("port", l.Port).Some("protocols", l.Protocols).Some("tls", l.IsTls))
            .Lines("settings", facts.Settings, static (text, s) => text
                .Name("key").Value(s.Key).Name("at").Value(s.Place.ToString())
                .Some("environment", s.Environment).Some("scheme", s.Scheme).Some("host", s.Host).Some("port", s.Port).Some("database", s.Database).Some("name", s.Name))
            .Lines("works", facts.Works, static (text, w) => text
                .Name("kind").Value(Word(w.Kind)).Name("name").Value(w.Name).Name("at").Value(w.Place.ToString())
                .Some("target", w.Target).Some("percent", w.Percent).Some("elected", w.IsElected))
            .Lines("domain", facts.Domain, static (text, d) => text
                .Name("type").Value(d.Type).Name("role").Value(d.Role).Name("at").Value(d.Place.ToString()))
            .Lines("resources", facts.Resources, Resource);
        return json.Close('}').End();
    }

    internal static string Word<T>(T value)
        where T : struct, Enum
        => char.ToLowerInvariant(value.ToString()[0]) + value.ToString().Substring(1);

    private static JsonText Call(JsonText text, CallFact call)
    {
        text.Name("protocol").Value(Word(call.Protocol)).Name("at").Value(call.Place.ToString())
            .Some("scheme", call.Scheme).Some("host", call.Host).Some("port", call.Port).Some("key", call.Key).Some("isEnvironment", call.IsEnvironment)
            .Some("prefix", call.Prefix).Some("suffix", call.Suffix).Some("appId", call.AppId).Some("client", call.Client).Some("contract", call.Contract)
            .Some("requests", call.Requests).Some("conditional", call.IsConditional);
        var policy = call.Policy;
        if (policy == CodePolicy.Unknown)
            return text;
        return text.Name("policy").Open('{')
            .Some("tries", policy.Tries).Some("timeout", policy.HasTimeout).Some("breaker", policy.HasBreaker)
            .Some("tryMilliseconds", policy.TryMilliseconds).Some("totalMilliseconds", policy.TotalMilliseconds)
            .Some("at", policy.Place?.ToString()).Some("repeatsUnsafe", policy.RepeatsUnsafe).Some("repeatsOn", policy.RepeatsOn).Some("endless", policy.IsEndless)
            .Close('}');
    }

    private static JsonText Resource(JsonText text, AspireFact resource)
    {
        text.Name("name").Value(resource.Name).Name("kind").Value(resource.Kind).Name("at").Value(resource.Place.ToString())
            .Some("source", resource.Source).Some("parent", resource.Parent).Some("references", resource.References).Some("external", resource.IsExternal);
        if (resource.Environment.Count == 0)
            return text;
        text.Name("environment").Open('{');
        foreach (var pair in resource.Environment)
            text.Name(pair.Key).Value(pair.Value);
        return text.Close('}');
    }
}
