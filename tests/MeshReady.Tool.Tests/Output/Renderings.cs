using System.Collections.Immutable;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Loading;
using MeshReady.Tool.Output;
using Microsoft.CodeAnalysis;

namespace MeshReady.Tool.Tests.Output;

/// <summary>Findings that no rule had to make.</summary>
public static class Renderings
{
    public static Finding Finding { get; } = new("Front/Front.csproj", "Front/Program.cs", 3, 5, DiagnosticSeverity.Warning, "TST0001", "'http://orders' is written into the code", [])
    {
        EndLine = 3,
        EndColumn = 18,
        Fingerprint = new string('a', 32),
    };

    public static Rendering Of(params Finding[] findings) => Of(notes: [], findings);

    /// <summary>A run at /repo/shop/src of the checkout /repo/shop.</summary>
    public static Rendering Of(IReadOnlyList<string> notes, params Finding[] findings)
    {
        var project = new ProjectReport("Front/Front.csproj", [.. findings], 1, 10, TimeSpan.Zero, default, false, [], [], new LoadedFrom(LoadMode.Source));
        return new Rendering(new ScanResult([project], notes), new Target("/repo/shop/src", "/repo/shop", "/repo/shop/src", []), new Rules([new LiteralAnalyzer()], []), DiagnosticSeverity.Info);
    }
}
