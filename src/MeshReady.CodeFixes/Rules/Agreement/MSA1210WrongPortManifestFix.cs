using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MeshReady.CodeFixes.Rules.Agreement;

/// <summary>Gives the Service the port that callers use.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA1210WrongPortManifestFix), DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)])]
public sealed class MSA1210WrongPortManifestFix() : ManifestFix("MSA1210");
