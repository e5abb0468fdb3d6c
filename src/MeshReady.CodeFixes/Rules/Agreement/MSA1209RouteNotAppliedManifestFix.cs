using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MeshReady.CodeFixes.Rules.Agreement;

/// <summary>Lets the VirtualService act on the call: adds mesh to its gateways, or names the Service in full.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA1209RouteNotAppliedManifestFix), DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)])]
public sealed class MSA1209RouteNotAppliedManifestFix() : ManifestFix("MSA1209");
