using System.Data.Common;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Certificates;

/// <summary>Connection strings that trust any server. Their text never leaves this class: it may hold a password.</summary>
internal static class ConnectionText
{
    /// <summary>Whether the text trusts any server certificate of a server that is not the developer's own machine.</summary>
    public static bool TrustsAnyRemoteServer(ExpressionSyntax value, SemanticModel model, CancellationToken cancellationToken)
    {
        // In GetConnectionString("x") ?? "Server=…" the text is the right side.
        while (value is BinaryExpressionSyntax fallback && fallback.IsKind(SyntaxKind.CoalesceExpression))
            value = fallback.Right;
        return Text(value, model, cancellationToken) is { } text && TrustedServer(text, readsHost: false) is not null;
    }

    /// <summary>
    /// The host of the server whose certificate this connection string does not check; null where it checks it, where the
    /// server is the own machine, and where the text is no such connection string.
    /// </summary>
    /// <param name="text">The connection string.</param>
    /// <param name="readsHost">Whether the server may stand under Host, as Npgsql writes it.</param>
    public static string? TrustedServer(string text, bool readsHost)
    {
        if (text.IndexOf("trust", StringComparison.OrdinalIgnoreCase) < 0)
            return null;

        var builder = new DbConnectionStringBuilder();
        try
        {
            builder.ConnectionString = text;
        }
        catch (ArgumentException)
        {
            return null;
        }

        return Value(builder, "TrustServerCertificate", "Trust Server Certificate") is { } trust
            && (trust.Equals("true", StringComparison.OrdinalIgnoreCase) || trust.Equals("yes", StringComparison.OrdinalIgnoreCase))
            && (Value(builder, "Server", "Data Source", "DataSource", "Address", "Addr", "Network Address") ?? (readsHost ? Value(builder, "Host") : null)) is { } server
            && !IsOwnMachine(server)
                ? HostOf(server)
                : null;
    }

    /// <summary>Whether a server name means the machine that the code runs on.</summary>
    public static bool IsOwnMachine(string server)
    {
        var host = HostOf(server).ToLowerInvariant();
        return host.StartsWith("(localdb)", StringComparison.Ordinal)
            || host is "" or "localhost" or "127.0.0.1" or "::1" or "[::1]" or "." or "(local)" or "host.docker.internal";
    }

    /// <summary>The host alone, without what a client library or a slip of the writer puts around it: protocol, user, port, instance, another option.</summary>
    public static string HostOf(string server)
    {
        var host = server.Substring(server.LastIndexOf('@') + 1).Trim();
        foreach (var protocol in new[] { "tcp:", "np:", "lpc:", "admin:" })
        {
            if (host.StartsWith(protocol, StringComparison.OrdinalIgnoreCase))
                host = host.Substring(protocol.Length).TrimStart('\\');
        }

        var end = host.IndexOfAny([',', '\\', '/', ';', '=', ' ', '\t', '\r', '\n']);
        if (end >= 0)
            host = host.Substring(0, end);
        return host;
    }

    private static string? Value(DbConnectionStringBuilder builder, params string[] keys)
    {
        foreach (var key in keys)
        {
            if (builder.TryGetValue(key, out var value) && value is string text)
                return text;
        }

        return null;
    }

    private static string? Text(ExpressionSyntax value, SemanticModel model, CancellationToken cancellationToken)
    {
        if (model.GetConstantValue(value, cancellationToken) is { HasValue: true, Value: string constant })
            return constant;
        if (value is not InterpolatedStringExpressionSyntax interpolated)
            return null;

        var text = new StringBuilder();
        foreach (var part in interpolated.Contents)
        {
            if (part is InterpolatedStringTextSyntax plain)
                text.Append(plain.TextToken.ValueText);
            else if (part is InterpolationSyntax hole && model.GetConstantValue(hole.Expression, cancellationToken) is { HasValue: true, Value: string known })
                text.Append(known);
            else
                text.Append("unknown");
        }

        return text.ToString();
    }
}
