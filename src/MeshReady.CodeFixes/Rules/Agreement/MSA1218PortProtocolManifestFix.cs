using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MeshReady.CodeFixes.Rules.Agreement;

/// <summary>Lets the port of the Service promise what the server speaks.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA1218PortProtocolManifestFix), DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)])]
public sealed class MSA1218PortProtocolManifestFix() : ManifestFix("MSA1218");
