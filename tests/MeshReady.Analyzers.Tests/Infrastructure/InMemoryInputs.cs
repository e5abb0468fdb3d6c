using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Analyzers.Tests;

/// <summary>Additional files and settings of a compilation that no file holds.</summary>
internal static class InMemoryInputs
{
    /// <summary>The files, and the same settings for the whole compilation and for each document.</summary>
    public static AnalyzerOptions Of((string Name, string Content)[] files, (string Key, string Value)[]? settings = null)
        => new([.. files.Select(static AdditionalText (f) => new Text(f.Name, f.Content))], new Provider(new Options(settings ?? [])));

    private sealed class Text(string path, string content) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(content);
    }

    private sealed class Provider(AnalyzerConfigOptions options) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions => options;

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => options;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => options;
    }

    private sealed class Options((string Key, string Value)[] values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = values.FirstOrDefault(v => v.Key == key).Value;
            return value is not null;
        }
    }
}
