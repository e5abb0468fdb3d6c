using System.Data.Common;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Certificates;

/// <summary>SQL Server connection strings written in code. Their text never leaves this class: it may hold a password.</summary>
internal static class ConnectionText
{
    /// <summary>Whether the text trusts any server certificate of a server that is not the developer's own machine.</summary>
    public static bool TrustsAnyRemoteServer(ExpressionSyntax value, SemanticModel model, CancellationToken cancellationToken)
    {
        // In GetConnectionString("x") ?? "Server=…" the text is the right side.
        while (value is BinaryExpressionSyntax fallback && fallback.IsKind(SyntaxKind.CoalesceExpression))
            value = fallback.Right;
        if (Text(value, model, cancellationToken) is not { } text || text.IndexOf("trust", StringComparison.OrdinalIgnoreCase) < 0)
            return false;

        var builder = new DbConnectionStringBuilder();
        try
        {
            builder.ConnectionString = text;
        }
        catch (ArgumentException)
        {
            return false;
        }

        return Value(builder, "TrustServerCertificate", "Trust Server Certificate") is { } trust
            && (trust.Equals("true", StringComparison.OrdinalIgnoreCase) || trust.Equals("yes", StringComparison.OrdinalIgnoreCase))
            && Value(builder, "Server", "Data Source", "DataSource", "Address", "Addr", "Network Address") is { } server
            && !IsOwnMachine(server);
    }

    /// <summary>Whether a server name means the machine that the code runs on.</summary>
    public static bool IsOwnMachine(string server)
    {
        var host = server.Trim();
        if (host.StartsWith("tcp:", StringComparison.OrdinalIgnoreCase))
            host = host.Substring(4);
        if (host.StartsWith("(localdb)", StringComparison.OrdinalIgnoreCase))
            return true;
        var end = host.IndexOfAny([',', '\\']);
        if (end >= 0)
            host = host.Substring(0, end);
        return host.Trim().ToLowerInvariant() is "localhost" or "127.0.0.1" or "::1" or "." or "(local)" or "host.docker.internal";
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
