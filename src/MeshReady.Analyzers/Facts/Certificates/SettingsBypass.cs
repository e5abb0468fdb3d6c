using System.Text.RegularExpressions;
using MeshReady.Model.Addresses;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Analyzers.Facts.Certificates;

/// <summary>A setting that lets every server certificate pass.</summary>
/// <param name="Key">The whole configuration key.</param>
/// <param name="Host">The server whose certificate is not checked; null where the settings do not say.</param>
/// <param name="Place">What to underline: never more of a connection string than the one option.</param>
internal sealed record SettingsBypass(string Key, string? Host, TextSpan Place)
{
    private static readonly Regex Trust = new(@"trust\s*server\s*certificate\s*=\s*(?:true|yes)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>What the file switches off, in the order of its lines; nothing in a file that only a developer's machine or a test reads.</summary>
    /// <param name="readsHost">Whether a connection string may name its server Host (Npgsql before version 8).</param>
    public static IEnumerable<SettingsBypass> In(SettingsFile file, bool readsHost, Func<TextSpan, string> textAt)
    {
        if (OwnMachine.IsEnvironment(file.Environment))
            yield break;

        foreach (var entry in file.Values.OrderBy(static v => v.Value.Start))
        {
            if (entry.Value.Value is not { Length: > 0 } value)
                continue;
            var place = new TextSpan(entry.Value.Start, entry.Value.Length);
            if (value.Length > 4 && ConnectionText.TrustedServer(value, readsHost) is { } server)
            {
                // Where the option is written with escapes, the opening quote stands for it.
                var written = Trust.Match(textAt(place));
                yield return new(entry.Key, server, written.Success ? new TextSpan(place.Start + written.Index, written.Length) : new TextSpan(place.Start, 1));
            }
            else if (value.Equals("true", StringComparison.OrdinalIgnoreCase) && ProxyOf(entry.Key) is { } proxy && HostsOf(proxy, file) is var hosts)
            {
                if (hosts.Count == 0 || hosts.Exists(static h => !ConnectionText.IsOwnMachine(h)))
                    yield return new(entry.Key, hosts.Find(static h => !ConnectionText.IsOwnMachine(h)), place);
            }
        }
    }

    // …:Clusters:orders:HttpClient:DangerousAcceptAnyServerCertificate (YARP), Routes:0:DangerousAcceptAnyServerCertificateValidator (Ocelot).
    private static string? ProxyOf(string key)
    {
        foreach (var tail in new[] { ":HttpClient:DangerousAcceptAnyServerCertificate", ":DangerousAcceptAnyServerCertificateValidator" })
        {
            if (key.EndsWith(tail, StringComparison.OrdinalIgnoreCase))
                return key.Substring(0, key.Length - tail.Length + 1);
        }

        return null;
    }

    private static List<string> HostsOf(string proxy, SettingsFile file)
    {
        var hosts = new List<string>();
        foreach (var entry in file.Values.OrderBy(static v => v.Value.Start))
        {
            if (!entry.Key.StartsWith(proxy, StringComparison.OrdinalIgnoreCase) || entry.Value.Value is not { Length: > 0 } value)
                continue;
            if (entry.Key.EndsWith(":Address", StringComparison.OrdinalIgnoreCase) && ServiceAddress.TryParse(value) is { } address)
                hosts.Add(address.Host);
            else if (entry.Key.EndsWith(":Host", StringComparison.OrdinalIgnoreCase) && entry.Key.IndexOf("DownstreamHostAndPorts", StringComparison.OrdinalIgnoreCase) >= 0)
                hosts.Add(ConnectionText.HostOf(value));
        }

        return hosts;
    }
}
