using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MeshReady.CodeFixes.Rules.Agreement;

/// <summary>Gives the pod the time that its host may take.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA1226ShutdownGraceManifestFix), DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)])]
public sealed class MSA1226ShutdownGraceManifestFix() : ManifestFix("MSA1226");
