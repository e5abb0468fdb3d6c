using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Clients;

/// <summary>
/// Clients of companies whose name says that the address in the settings leads outside. Settings often hold no value of it
/// in the repository, so the name is all there is; it can only silence.
/// </summary>
internal static class ThirdParties
{
    /// <summary>Whether the client, or a class around it, is named after one of them.</summary>
    public static bool IsOne(ClientRegistration client)
        => Vendors.AreNamedIn(client.Label)
            || Vendors.AreNamedIn(client.ClientType?.Name)
            || client.Node.Ancestors().Any(static n => n is TypeDeclarationSyntax type && Vendors.AreNamedIn(type.Identifier.ValueText));
}
