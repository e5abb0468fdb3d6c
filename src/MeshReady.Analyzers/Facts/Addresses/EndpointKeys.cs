using System.Text;
using MeshReady.Model.Addresses;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Addresses;

/// <summary>Names the configuration key of an address that leaves the code.</summary>
internal static class EndpointKeys
{
    private static readonly string[] Suffixes = ["ServiceClient", "ApiClient", "HttpClient", "GrpcClient", "Client", "Service", "Proxy", "Gateway", "Api"];

    /// <summary><c>Services:Orders</c>: after the host, or after the client where the host is only the developer's machine.</summary>
    /// <remarks>Further names follow, with path and port, for when the first is taken by another address.</remarks>
    public static IEnumerable<string> Suggest(string text, ExpressionSyntax literal)
    {
        var address = ServiceAddress.TryParse(text);
        var host = address?.Host ?? "";
        var isName = host.Length > 0 && !host.StartsWith("localhost", StringComparison.OrdinalIgnoreCase) && !host.StartsWith("host.", StringComparison.OrdinalIgnoreCase) && host.Any(char.IsLetter);
        var name = isName ? Pascal(host.Split('.')[0]) : ClientName(literal) ?? "Port" + (address?.Port ?? 80);
        var first = "Services:" + name;
        yield return first;

        var start = text.IndexOf("://", StringComparison.Ordinal) is >= 0 and var separator ? text.IndexOf('/', separator + 3) : -1;
        var path = start < 0 ? "" : Pascal(text.Substring(start).Split('?')[0]);
        if (path.Length is > 0 and < 40)
            yield return first + path;
        if (address?.Port is { } port)
            yield return first + port;
        for (var i = 2; i < 100; i++)
            yield return first + i;
    }

    /// <summary>Whether a fix has put the key in the place of another address of the same document.</summary>
    public static bool IsReadForAnother(string key, string text, SyntaxTree tree)
    {
        var mark = "\"" + key + " is missing (was ";
        var content = tree.GetText().ToString();
        var at = content.IndexOf(mark, StringComparison.Ordinal);
        return at >= 0 && string.CompareOrdinal(content, at + mark.Length, text + ")", 0, text.Length + 1) != 0;
    }

    /// <summary>The name of the client around the literal: a typed or named registration, else the variable or class that holds it.</summary>
    private static string? ClientName(ExpressionSyntax literal)
    {
        foreach (var node in literal.Ancestors())
        {
            switch (node)
            {
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: GenericNameSyntax { Identifier.ValueText: var method, TypeArgumentList.Arguments: { Count: > 0 } types } } } when method.StartsWith("Add", StringComparison.Ordinal):
                    return Trimmed(types[types.Count - 1].ToString().Split('.').Last());
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AddHttpClient" or "AddGrpcClient" }, ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax { Token.Value: string name } }, ..] }:
                    return Trimmed(Pascal(name));
                case TypeDeclarationSyntax type when Trimmed(type.Identifier.ValueText) is { Length: > 1 } name && name != "Program" && name != "Startup":
                    return name;
            }
        }

        return null;
    }

    private static string Trimmed(string name)
    {
        if (name.Length > 2 && name[0] == 'I' && char.IsUpper(name[1]))
            name = name.Substring(1);
        foreach (var suffix in Suffixes)
        {
            if (name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal))
                return name.Substring(0, name.Length - suffix.Length);
        }

        return name;
    }

    private static string Pascal(string host)
    {
        var result = new StringBuilder();
        var upper = true;
        foreach (var c in host)
        {
            if (!char.IsLetterOrDigit(c))
            {
                upper = true;
                continue;
            }

            result.Append(upper ? char.ToUpperInvariant(c) : c);
            upper = false;
        }

        return result.ToString();
    }
}
