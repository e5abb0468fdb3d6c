using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MeshReady.CodeFixes.Rules.Agreement;

/// <summary>Lets the pod serve on for some seconds before it is told to stop, and gives it the time for both.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA1241AbruptStopManifestFix), DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)])]
public sealed class MSA1241AbruptStopManifestFix() : ManifestFix("MSA1241");
