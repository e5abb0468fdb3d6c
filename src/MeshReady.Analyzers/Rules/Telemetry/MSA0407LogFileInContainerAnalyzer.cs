using System.Collections.Immutable;
using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Lifecycle;
using MeshReady.Analyzers.Facts.Telemetry;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Analyzers.Rules.Telemetry;

/// <summary>A file in a container is read by nobody, fills the node's disk, and is gone with the pod that had something to say.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA0407LogFileInContainerAnalyzer() : MeshAnalyzer(ImmutableArray.Create(Descriptor, InSettings), SiteKinds.Telemetry)
{
    /// <summary>The property that tells the fix what is right here: <see cref="RemoveSink"/>, <see cref="ToConsole"/> or nothing.</summary>
    internal const string Sink = "MeshReady.LogSink";
    internal const string RemoveSink = "remove";
    internal const string ToConsole = "console";

    private const string Alone = "the only copy is gone with the pod, and no dashboard sees it; write to the console, which the node's agent collects";
    private const string Beside = "a second copy that nobody collects fills the node's disk; leave the logs to the console or the collector";

    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0407",
        title: "Log to the console in a container",
        messageFormat: "'{0}' logs to a file of the container: {1}",
        category: Category.Telemetry,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

#pragma warning disable RS2001 // The release line states the severity of the finding proper
    private static readonly DiagnosticDescriptor InSettings = Rule.Create(
        id: "MSA0407",
        title: "Log to the console in a container",
        messageFormat: "The setting '{0}' logs to a file of the container: {1}",
        category: Category.Telemetry,
        defaultSeverity: DiagnosticSeverity.Info,
        isSeverityBySite: true);
#pragma warning restore RS2001

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpClient is not null;

    private protected override bool ReadsSettings => true;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (new LogFileReader(context.Model, context.CancellationToken).At(site) is not { } log
            || ContainerLogs.IsDevice(log.Path) || !Containerised.Is(context.Project, context.Facts) || ContainerLogs.MayBeMounted(log.Path, context.Project, context.Facts)
            || MayBeService(context.Facts, context.CancellationToken)
            || DevelopmentGuard.IsDevelopmentOnly(site.Node, context.Model, context.CancellationToken)
            || OutsideContainers.MayBeOnly(site.Node, context.Model, context.CancellationToken) || IsAskedFor(site.Node))
        {
            return;
        }

        // What settings add is not known; that they are read is reason enough to think that they add something.
        var isWarning = !log.HasOther && !log.MayReadSettings;
        var fix = !log.IsSerilog || log.MayReadSettings && !log.HasOther ? "" : log.HasOther ? RemoveSink : ToConsole;
        context.Report(Diagnostic.Create(
            Descriptor,
            log.Place,
            isWarning ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
            null,
            ImmutableDictionary<string, string?>.Empty.Add(Sink, fix),
            log.Name,
            isWarning ? Alone : Beside));
    }

    private protected override void AnalyzeSettings(FileContext<SettingsFile> context)
    {
        if (!context.Facts.Compilation.ReferencedAssemblyNames.Any(static r => r.Name is "Serilog.Settings.Configuration" or "Serilog.AspNetCore")
            || !Containerised.Is(context.Project, context.Facts) || MayBeService(context.Facts, context.CancellationToken))
        {
            return;
        }

        foreach (var setting in LogFileSetting.In(context.File))
        {
            // Code, variables and other files may add sinks: a remark, never more.
            if (!ContainerLogs.MayBeMounted(setting.Path, context.Project, context.Facts))
                context.Report(InSettings, new TextSpan(setting.Value.Start, setting.Value.Length), setting.Key, setting.HasOther ? Beside : "let the settings of development have it, and the container log to the console, which the node's agent collects");
        }
    }

    // if (path is not null) configuration.WriteTo.File(path): who sets it has a place for it.
    private static bool IsAskedFor(SyntaxNode sink)
    {
        if (sink is not InvocationExpressionSyntax { ArgumentList: var arguments } || sink.FirstAncestorOrSelf<IfStatementSyntax>() is not { } choice || !choice.Statement.Span.Contains(sink.Span))
            return false;
        var asked = new HashSet<string>(choice.Condition.DescendantNodesAndSelf().Select(static n => n switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText,
            SingleVariableDesignationSyntax name => name.Identifier.ValueText,
            _ => "",
        }), StringComparer.Ordinal);
        return arguments.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => asked.Contains(name.Identifier.ValueText));
    }

    /// <summary>A program that may also run as a service of Windows, where files are in their place.</summary>
    private static bool MayBeService(CodeFacts facts, CancellationToken cancellationToken)
        => facts.Indexes(cancellationToken).Any(index => index.Identifiers("UseWindowsService", cancellationToken).Any() || index.Identifiers("AddWindowsService", cancellationToken).Any());
}
