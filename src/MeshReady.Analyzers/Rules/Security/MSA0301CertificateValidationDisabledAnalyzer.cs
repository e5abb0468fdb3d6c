using System.Collections.Immutable;
using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Certificates;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Security;

/// <summary>TLS without a check of the server's certificate is encryption with whoever answers.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA0301CertificateValidationDisabledAnalyzer() : MeshAnalyzer(ImmutableArray.Create(Descriptor, InDevelopment, InSettings), SiteKinds.CertificateValidation)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0301",
        title: "TLS certificate validation is disabled",
        messageFormat: "'{0}' accepts every certificate, so anyone on the path can read and change this traffic; remove it and trust the issuing CA, or let the mesh do mTLS{1}",
        category: Category.Security,
        defaultSeverity: DiagnosticSeverity.Warning,
        description: "A callback that always answers true, or a setting with the same effect, makes TLS worthless against a man in the middle.");

#pragma warning disable RS2001 // The release line states the severity of the finding proper
    private static readonly DiagnosticDescriptor InDevelopment = Rule.Create(
        id: "MSA0301",
        title: "TLS certificate validation is disabled",
        messageFormat: "'{0}' accepts every certificate, though only in development; trust the development certificate instead ('dotnet dev-certs https --trust'), so that this code cannot reach production",
        category: Category.Security,
        defaultSeverity: DiagnosticSeverity.Info,
        description: "A callback that always answers true, or a setting with the same effect, makes TLS worthless against a man in the middle.");

    private static readonly DiagnosticDescriptor InSettings = Rule.Create(
        id: "MSA0301",
        title: "TLS certificate validation is disabled",
        messageFormat: "The setting '{0}' accepts every certificate{1}, so anyone on the path can read and change this traffic; remove it and trust the issuing CA",
        category: Category.Security,
        defaultSeverity: DiagnosticSeverity.Warning,
        description: "A callback that always answers true, or a setting with the same effect, makes TLS worthless against a man in the middle.");
#pragma warning restore RS2001

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.RemoteCertificateValidationCallback is not null;

    private protected override bool ReadsSettings => true;

    private protected override void AnalyzeSettings(FileContext<SettingsFile> context)
    {
        // Npgsql 8 reads the option and ignores it.
        var readsHost = context.Facts.Compilation.ReferencedAssemblyNames.Any(static r => r.Name == "Npgsql" && r.Version.Major < 8);
        foreach (var bypass in SettingsBypass.In(context.File, readsHost, context.TextAt))
            context.Report(InSettings, bypass.Place, bypass.Key, bypass.Host is { } host ? $" of '{host}'" : string.Empty);
    }

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (new CertificateBypassFinder(context.Facts, context.Model, context.CancellationToken).Find(site.Node) is not { } bypass)
            return;

        if (bypass.Causes.All(cause => DevelopmentGuard.IsDevelopmentOnly(cause, context.Model, context.CancellationToken)))
            context.Report(InDevelopment, bypass.Node, bypass.Subject);
        else
            context.Report(Descriptor, bypass.Node, bypass.Subject, bypass.IsHttp ? " over http://" : string.Empty);
    }
}
