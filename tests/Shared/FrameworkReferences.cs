using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MeshReady.Testing;

/// <summary>The running framework's own assemblies, so that no test downloads anything.</summary>
public static class FrameworkReferences
{
    /// <summary>.NET, ASP.NET Core and Microsoft.Extensions, as a web project sees them.</summary>
    public static ImmutableArray<MetadataReference> All { get; } = [..
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p) is var n
                && (n.StartsWith("System.", StringComparison.Ordinal)
                    || n.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)
                    || n.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
                    || n is "netstandard.dll" or "Microsoft.CSharp.dll" or "Microsoft.Net.Http.Headers.dll" or "Microsoft.Win32.Primitives.dll"))
            .Select(p => MetadataReference.CreateFromFile(p))];
}
