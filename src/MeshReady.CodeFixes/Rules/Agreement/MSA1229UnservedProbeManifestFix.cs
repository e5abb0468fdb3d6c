using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MeshReady.CodeFixes.Rules.Agreement;

/// <summary>Lets Kubernetes ask the path that answers health checks.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA1229UnservedProbeManifestFix), DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)])]
public sealed class MSA1229UnservedProbeManifestFix() : ManifestFix("MSA1229");
