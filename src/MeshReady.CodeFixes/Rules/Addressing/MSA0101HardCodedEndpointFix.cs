using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MeshReady.CodeFixes.Rules.Addressing;

/// <summary>Reads a hard-coded address from configuration, where one is in scope.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA0101HardCodedEndpointFix))]
public sealed class MSA0101HardCodedEndpointFix : CodeFixProvider
{
    private const string Id = "MSA0101";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Id);

    /// <summary>None: the service does not start until the setting is deployed, so each site is a decision.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context) => EndpointToConfiguration.RegisterAsync(context, equivalent: false, Id);
}
