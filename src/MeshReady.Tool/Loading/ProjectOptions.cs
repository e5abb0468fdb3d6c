using System.Collections.Immutable;
using MeshReady.Tool.Evaluation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MeshReady.Tool.Loading;

/// <summary>The compiler options that a project asks for.</summary>
public static class ProjectOptions
{
    private static readonly char[] Separators = [';', ',', ' ', '\n', '\r', '\t'];

    /// <summary>Language version and conditional symbols.</summary>
    public static CSharpParseOptions Parse(EvaluatedProject project)
    {
        var symbols = TargetFrameworks.Symbols(project.Property("TargetFramework"))
            .Concat(project.Property("DefineConstants").Split(Separators, StringSplitOptions.RemoveEmptyEntries))
            .Where(s => SyntaxFacts.IsValidIdentifier(s) && s != "DEBUG")
            .Distinct(StringComparer.Ordinal);
        var language = LanguageVersionFacts.TryParse(project.Property("LangVersion"), out var version) ? version : LanguageVersion.Latest;
        // Interceptors and the like are the build's; without generators there is nothing to intercept.
        return new CSharpParseOptions(language == LanguageVersion.Default ? LanguageVersion.Latest : language, DocumentationMode.None, SourceCodeKind.Regular, symbols);
    }

    /// <summary>Kind of output, nullable context and the severities that the project sets.</summary>
    public static CSharpCompilationOptions Compile(EvaluatedProject project)
        => new(
            IsExecutable(project) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
            allowUnsafe: true,
            concurrentBuild: true,
            nullableContextOptions: project.Property("Nullable").Trim().ToLowerInvariant() switch
            {
                "enable" => NullableContextOptions.Enable,
                "warnings" => NullableContextOptions.Warnings,
                "annotations" => NullableContextOptions.Annotations,
                _ => NullableContextOptions.Disable,
            },
            specificDiagnosticOptions: Severities(project),
            assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default);

    /// <summary>A build's options with this product's severities: that warnings are errors there says nothing of findings.</summary>
    public static CSharpCompilationOptions WithSeverities(CSharpCompilationOptions options, EvaluatedProject project)
        => options.WithGeneralDiagnosticOption(ReportDiagnostic.Default).WithSpecificDiagnosticOptions(Severities(project)).WithConcurrentBuild(true);

    /// <summary>Whether the project is a program.</summary>
    public static bool IsExecutable(EvaluatedProject project)
        => project.Property("OutputType").Trim().ToLowerInvariant() switch
        {
            "exe" or "winexe" => true,
            "" => project.HasSdk("Microsoft.NET.Sdk.Web") || project.HasSdk("Microsoft.NET.Sdk.Worker") || project.HasSdk("Microsoft.NET.Sdk.BlazorWebAssembly"),
            _ => false,
        };

    private static ImmutableDictionary<string, ReportDiagnostic> Severities(EvaluatedProject project)
    {
        var severities = ImmutableDictionary.CreateBuilder<string, ReportDiagnostic>(StringComparer.Ordinal);
        foreach (var id in Ids("WarningsAsErrors"))
            severities[id] = ReportDiagnostic.Error;
        foreach (var id in Ids("NoWarn"))
            severities[id] = ReportDiagnostic.Suppress;
        return severities.ToImmutable();

        IEnumerable<string> Ids(string property)
            => project.Property(property).Split(Separators, StringSplitOptions.RemoveEmptyEntries).Where(id => id.StartsWith("MSA", StringComparison.Ordinal));
    }
}
