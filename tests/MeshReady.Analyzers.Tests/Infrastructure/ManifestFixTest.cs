using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests;

/// <summary>Base of the tests of fixes that edit manifests: code that stays, and files that change.</summary>
public abstract class ManifestFixTest<TAnalyzer, TFix>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    /// <summary>
    /// Finds what the source marks, and that the fix turns one file into another and nothing else, after which there is no finding. With a
    /// changed text of null no fix may be offered.
    /// </summary>
    protected static Task Verify([StringSyntax("C#-test")] string source, (string Name, string Content)[] files, string changedFile, string? changed, string? globalConfig = null, OutputKind kind = OutputKind.DynamicallyLinkedLibrary)
    {
        var test = new Test();
        test.TestState.OutputKind = kind;
        test.TestState.Sources.Add(source);
        test.TestState.AdditionalReferences.AddRange(TestReferences.All);
        test.FixedState.Sources.Add(changed is null ? source : source.Replace("[|", "").Replace("|]", ""));
        foreach (var file in files)
        {
            test.TestState.AdditionalFiles.Add(file);
            test.FixedState.AdditionalFiles.Add(file.Name == changedFile && changed is not null ? (file.Name, changed) : file);
        }

        if (globalConfig is not null)
            test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\n" + globalConfig));
        if (changed is null)
        {
            test.FixedState.MarkupHandling = MarkupMode.Allow;
            test.NumberOfIncrementalIterations = 0;
        }

        test.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllCheck;
        return test.RunAsync(CancellationToken.None);
    }

    private sealed class Test : CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>
    {
        public Test()
        {
            ReferenceAssemblies = TestReferences.None;
            MarkupOptions = MarkupOptions.UseFirstDescriptor;
        }

        protected override ParseOptions CreateParseOptions() => ((CSharpParseOptions)base.CreateParseOptions()).WithLanguageVersion(LanguageVersion.CSharp12);
    }
}
