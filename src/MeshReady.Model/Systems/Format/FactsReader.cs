using System.Globalization;
using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Systems;

/// <summary>Reads what <see cref="FactsWriter"/> writes. What it does not know it passes over, so that an older reader reads a newer file.</summary>
public static class FactsReader
{
    /// <summary>Reads the text of one facts file. Never throws on account of the text.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="error">Why there are no facts; null where there are.</param>
    public static ProjectFacts? Read(string text, out string? error)
    {
        try
        {
            if (text.Length > YamlLimits.Text)
                throw new YamlTroubleException($"more than {YamlLimits.Text / 1024 / 1024} MB", 1);
            if (YamlTreeReader.Read(text, linesBefore: 0, nodesBefore: 0, out _) is not YamlMap root || Number(root, "meshready") is not { } version)
                throw new YamlTroubleException("no facts of MeshReady: the member \"meshready\" with the version is missing", 1);
            if (version != FactsWriter.Version)
                throw new YamlTroubleException($"written in version {version} of the format, and this reads version {FactsWriter.Version}: write the facts again with the same version of meshready", 1);
            error = null;
            return Facts(root);
        }
        catch (YamlTroubleException trouble)
        {
            error = string.Format(CultureInfo.InvariantCulture, "{0} (line {1})", trouble.Message, trouble.Line);
            return null;
        }
    }

    private static ProjectFacts Facts(YamlMap root) => new(Needed(root, "project"), Needed(root, "name"), Enumeration(root, "kind", ProjectKind.Library))
    {
        Images = Texts(root, "images"),
        Workload = Text(root, "workload"),
        References = Texts(root, "references"),
        HasOtherEndpoints = Flag(root, "otherEndpoints") ?? true,
        PathBases = Texts(root, "pathBases"),
        ForwardedHeaders = Texts(root, "forwardedHeaders"),
        ForwardsOtherHeaders = Flag(root, "forwardsOtherHeaders") ?? false,
        Calls = All(root, "calls", Call),
        Messages = All(root, "messages", static m => new MessageFact(Flag(m, "published") ?? false, At(m))
        {
            Type = Text(m, "type"),
            Channel = Text(m, "channel"),
            Key = Text(m, "key"),
            Broker = Text(m, "broker"),
        }),
        Stores = All(root, "stores", static s => new StoreFact(Needed(s, "system"), At(s))
        {
            Server = Text(s, "server"),
            Database = Text(s, "database"),
            Schema = Text(s, "schema"),
            Key = Text(s, "key"),
            Context = Text(s, "context"),
            Tables = Texts(s, "tables"),
        }),
        Endpoints = All(root, "endpoints", static e => new EndpointFact(Enumeration(e, "kind", ServedKind.Http), At(e))
        {
            Pattern = Text(e, "pattern"),
            HasUnknownPrefix = Flag(e, "unknownPrefix") ?? false,
            Methods = Texts(e, "methods"),
            Contract = Text(e, "contract"),
        }),
        Listens = All(root, "listens", static l => new ListenFact((int?)Number(l, "port"), Text(l, "protocols"), Flag(l, "tls"), At(l))),
        Settings = All(root, "settings", static s => new SettingFact(Needed(s, "key"), Text(s, "environment"), At(s))
        {
            Scheme = Text(s, "scheme"),
            Host = Text(s, "host"),
            Port = (int?)Number(s, "port"),
            Database = Text(s, "database"),
            Name = Text(s, "name"),
        }),
        Works = All(root, "works", static w => new WorkFact(Enumeration(w, "kind", WorkKind.Scheduled), Needed(w, "name"), At(w))
        {
            Target = Text(w, "target"),
            Percent = (int?)Number(w, "percent"),
            IsElected = Flag(w, "elected"),
        }),
        Domain = All(root, "domain", static d => new DomainFact(Needed(d, "type"), Needed(d, "role"), At(d))),
        Resources = All(root, "resources", static r => new AspireFact(Needed(r, "name"), Needed(r, "kind"), At(r))
        {
            Source = Text(r, "source"),
            Parent = Text(r, "parent"),
            References = Texts(r, "references"),
            Environment = r.Get("environment") is YamlMap map ? [.. map.Entries.Where(static e => e.Value is YamlScalar { Value: not null }).Select(static e => new KeyValuePair<string, string>(e.Key, ((YamlScalar)e.Value).Value!))] : [],
            IsExternal = Flag(r, "external") ?? false,
        }),
    };

    private static CallFact Call(YamlMap call) => new(Enumeration(call, "protocol", CallProtocol.Http), At(call))
    {
        Scheme = Text(call, "scheme"),
        Host = Text(call, "host"),
        Port = (int?)Number(call, "port"),
        Key = Text(call, "key"),
        IsEnvironment = Flag(call, "isEnvironment") ?? false,
        Prefix = Text(call, "prefix"),
        Suffix = Text(call, "suffix"),
        AppId = Text(call, "appId"),
        Client = Text(call, "client"),
        Contract = Text(call, "contract"),
        Requests = Texts(call, "requests"),
        IsConditional = Flag(call, "conditional") ?? false,
        Policy = call.Get("policy") is not YamlMap policy ? CodePolicy.Unknown : new CodePolicy((int?)Number(policy, "tries"), Flag(policy, "timeout"), Flag(policy, "breaker"))
        {
            TryMilliseconds = Number(policy, "tryMilliseconds"),
            TotalMilliseconds = Number(policy, "totalMilliseconds"),
            Place = policy.Get("at") is null ? null : At(policy),
            RepeatsUnsafe = Flag(policy, "repeatsUnsafe"),
            RepeatsOn = Texts(policy, "repeatsOn"),
            IsEndless = Flag(policy, "endless") ?? false,
        },
    };

    private static T[] All<T>(YamlMap map, string name, Func<YamlMap, T> read)
        => map.Get(name) is YamlList list ? [.. list.Items.OfType<YamlMap>().Select(read)] : [];

    private static string[] Texts(YamlMap map, string name)
        => map.Get(name) is YamlList list ? [.. list.Items.OfType<YamlScalar>().Select(static item => item.Value).OfType<string>()] : [];

    private static string? Text(YamlMap map, string name) => (map.Get(name) as YamlScalar)?.Value;

    private static string Needed(YamlMap map, string name)
        => Text(map, name) ?? throw new YamlTroubleException($"the member \"{name}\" is missing", map.Line);

    private static bool? Flag(YamlMap map, string name) => Text(map, name) switch { "true" => true, "false" => false, _ => null };

    private static long? Number(YamlMap map, string name)
        => long.TryParse(Text(map, name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number is <= int.MaxValue and >= int.MinValue ? number : null;

    private static TEnum Enumeration<TEnum>(YamlMap map, string name, TEnum otherwise)
        where TEnum : struct, Enum
        => Enum.TryParse<TEnum>(Text(map, name), ignoreCase: true, out var value) && Enum.IsDefined(typeof(TEnum), value) ? value : otherwise;

    private static Place At(YamlMap map)
    {
        var text = Needed(map, "at");
        var colon = text.LastIndexOf(':');
        return colon > 0 && int.TryParse(text.Substring(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var line) && line > 0
            ? new Place(text.Substring(0, colon), line)
            : throw new YamlTroubleException($"\"{text}\" is no place in a file", map.Line);
    }
}
