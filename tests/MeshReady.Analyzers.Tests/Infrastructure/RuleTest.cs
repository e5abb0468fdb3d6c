using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests;

/// <summary>Base of every rule's tests: markup in, nothing else to say.</summary>
/// <remarks>
/// Where no fixed source is given, the test states that no fix is offered only if the fix type is <see cref="EmptyCodeFixProvider"/>;
/// use <see cref="VerifyNoFix"/> to state it of a rule that has one.
/// </remarks>
public abstract class RuleTest<TAnalyzer, TFix>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    /// <summary>Finds the marked diagnostics and, where a fixed source is given, that the fix leads to it.</summary>
    protected static Task Verify(
        [StringSyntax("C#-test")] string source,
        [StringSyntax("C#-test")] string? fixedSource = null,
        string? globalConfig = null,
        string? editorConfig = null,
        (string Name, string Content)[]? files = null,
        OutputKind outputKind = OutputKind.DynamicallyLinkedLibrary,
        string? equivalenceKey = null)
    {
        var test = New(outputKind, globalConfig, editorConfig, files);
        test.TestState.Sources.Add(source);
        test.CodeActionEquivalenceKey = equivalenceKey;
        if (fixedSource is not null)
        {
            test.FixedState.Sources.Add(fixedSource);
            // One finding after the other: behavioural fixes have no fix-all.
            test.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllCheck;
            test.NumberOfIncrementalIterations = -20;
        }
        else
        {
            test.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllCheck;
            test.TestState.MarkupHandling = MarkupMode.Allow;
            test.FixedState.InheritanceMode = StateInheritanceMode.Explicit;
            return new AnalyzerOnly(test).RunAsync();
        }

        return test.RunAsync(CancellationToken.None);
    }

    /// <summary>As <see cref="Verify"/> for a program with top-level statements.</summary>
    protected static Task VerifyProgram([StringSyntax("C#-test")] string source, [StringSyntax("C#-test")] string? fixedSource = null, string? globalConfig = null, (string Name, string Content)[]? files = null)
        => Verify(source, fixedSource, globalConfig, files: files, outputKind: OutputKind.ConsoleApplication);

    /// <summary>Finds the marked diagnostics, for which no fix may be offered.</summary>
    protected static Task VerifyNoFix([StringSyntax("C#-test")] string source, string? globalConfig = null, (string Name, string Content)[]? files = null, OutputKind outputKind = OutputKind.DynamicallyLinkedLibrary)
    {
        var test = New(outputKind, globalConfig, editorConfig: null, files);
        test.TestState.Sources.Add(source);
        test.FixedState.Sources.Add(source);
        test.FixedState.MarkupHandling = MarkupMode.Allow;
        test.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllCheck;
        test.NumberOfIncrementalIterations = 0;
        return test.RunAsync(CancellationToken.None);
    }

    /// <summary>As <see cref="Verify"/>, against the types of real packages (<c>"Confluent.Kafka"</c>, <c>"Polly/7"</c>); name what they need, too.</summary>
    protected static Task VerifyReal([StringSyntax("C#-test")] string source, params string[] packages) => VerifyReal(OutputKind.DynamicallyLinkedLibrary, source, packages);

    /// <summary>As <see cref="VerifyReal(string, string[])"/> for a program with top-level statements.</summary>
    protected static Task VerifyRealProgram([StringSyntax("C#-test")] string source, params string[] packages) => VerifyReal(OutputKind.ConsoleApplication, source, packages);

    private static Task VerifyReal(OutputKind outputKind, string source, string[] packages)
    {
        var test = New(outputKind, null, null, null);
        test.TestState.Sources.Add(source);
        test.TestState.AdditionalReferences.AddRange(PackageReferences.Of(packages));
        return new AnalyzerOnly(test).RunAsync();
    }

    /// <summary>As <see cref="VerifyReal"/>, with settings of the compilation and, where a fixed source is given, the fix.</summary>
    protected static Task VerifyRealWith(string globalConfig, [StringSyntax("C#-test")] string source, [StringSyntax("C#-test")] string? fixedSource, params string[] packages)
    {
        var test = New(OutputKind.DynamicallyLinkedLibrary, globalConfig, null, null);
        test.TestState.Sources.Add(source);
        test.TestState.AdditionalReferences.AddRange(PackageReferences.Of(packages));
        if (fixedSource is null)
            return new AnalyzerOnly(test).RunAsync();
        test.FixedState.Sources.Add(fixedSource);
        test.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllCheck;
        test.NumberOfIncrementalIterations = -20;
        return test.RunAsync(CancellationToken.None);
    }

    /// <summary>Finds exactly these in one settings file, beside the types of real packages.</summary>
    protected static Task VerifySettings(string globalConfig, string name, string content, DiagnosticResult[] expected, params string[] packages)
    {
        var test = New(OutputKind.DynamicallyLinkedLibrary, globalConfig, null, [(name, content)]);
        test.TestState.Sources.Add("class C;");
        test.TestState.AdditionalReferences.AddRange(PackageReferences.Of(packages));
        test.TestState.ExpectedDiagnostics.AddRange(expected);
        return new AnalyzerOnly(test).RunAsync();
    }

    /// <summary>As <see cref="VerifyReal"/> for a fix.</summary>
    protected static Task VerifyRealFix([StringSyntax("C#-test")] string source, [StringSyntax("C#-test")] string fixedSource, params string[] packages)
    {
        var test = New(OutputKind.DynamicallyLinkedLibrary, null, null, null);
        test.TestState.Sources.Add(source);
        test.TestState.AdditionalReferences.AddRange(PackageReferences.Of(packages));
        test.FixedState.Sources.Add(fixedSource);
        test.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllCheck;
        test.NumberOfIncrementalIterations = -20;
        return test.RunAsync(CancellationToken.None);
    }

    /// <summary>Runs the rule over several files of one project.</summary>
    protected static Task VerifyFiles([StringSyntax("C#-test")] params string[] sources)
    {
        var test = New(OutputKind.DynamicallyLinkedLibrary, null, null, null);
        foreach (var source in sources)
            test.TestState.Sources.Add(source);
        return new AnalyzerOnly(test).RunAsync();
    }

    /// <summary>As <see cref="VerifyFiles"/>, with settings and with diagnostics of which severity or message is the point.</summary>
    protected static Task VerifySources(string[] sources, string? globalConfig, params DiagnosticResult[] expected)
    {
        var test = New(OutputKind.DynamicallyLinkedLibrary, globalConfig, null, null);
        foreach (var source in sources)
            test.TestState.Sources.Add(source);
        test.TestState.ExpectedDiagnostics.AddRange(expected);
        return new AnalyzerOnly(test).RunAsync();
    }

    /// <summary>Finds exactly these diagnostics, where severity or message is the point; the source may mark places as <c>{|#0:…|}</c>.</summary>
    protected static Task VerifyResults([StringSyntax("C#-test")] string source, params DiagnosticResult[] expected)
    {
        var test = New(OutputKind.DynamicallyLinkedLibrary, null, null, null);
        test.TestState.Sources.Add(source);
        test.TestState.ExpectedDiagnostics.AddRange(expected);
        return new AnalyzerOnly(test).RunAsync();
    }

    /// <summary>As <see cref="VerifyResults"/> for a program with top-level statements.</summary>
    protected static Task VerifyResultsOfProgram([StringSyntax("C#-test")] string source, params DiagnosticResult[] expected)
    {
        var test = New(OutputKind.ConsoleApplication, null, null, null);
        test.TestState.Sources.Add(source);
        test.TestState.ExpectedDiagnostics.AddRange(expected);
        return new AnalyzerOnly(test).RunAsync();
    }

    /// <summary>As <see cref="VerifyResults"/>, with settings and additional files.</summary>
    protected static Task VerifyResultsWith([StringSyntax("C#-test")] string source, string? globalConfig, string? editorConfig, (string Name, string Content)[]? files, params DiagnosticResult[] expected)
    {
        var test = New(OutputKind.DynamicallyLinkedLibrary, globalConfig, editorConfig, files);
        test.TestState.Sources.Add(source);
        test.TestState.ExpectedDiagnostics.AddRange(expected);
        return new AnalyzerOnly(test).RunAsync();
    }

    private static CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier> New(OutputKind outputKind, string? globalConfig, string? editorConfig, (string Name, string Content)[]? files)
    {
        var test = new Test();
        test.TestState.OutputKind = outputKind;
        test.TestState.AdditionalReferences.AddRange(TestReferences.All);
        if (globalConfig is not null)
            test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\n" + globalConfig));
        if (editorConfig is not null)
            test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\n" + editorConfig));
        foreach (var file in files ?? [])
            test.TestState.AdditionalFiles.Add(file);
        return test;
    }

    private sealed class Test : CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>
    {
        public Test()
        {
            ReferenceAssemblies = TestReferences.None;
            // An id at two severities has two descriptors; markup means the first, VerifyResults either.
            MarkupOptions = MarkupOptions.UseFirstDescriptor;
        }

        protected override ParseOptions CreateParseOptions() => ((CSharpParseOptions)base.CreateParseOptions()).WithLanguageVersion(LanguageVersion.CSharp12);
    }

    private sealed class AnalyzerOnly(CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier> from)
    {
        public Task RunAsync()
        {
            var test = new AnalyzerTest();
            test.TestState.OutputKind = from.TestState.OutputKind;
            test.TestState.Sources.AddRange(from.TestState.Sources);
            test.TestState.AdditionalReferences.AddRange(from.TestState.AdditionalReferences);
            test.TestState.AnalyzerConfigFiles.AddRange(from.TestState.AnalyzerConfigFiles);
            test.TestState.AdditionalFiles.AddRange(from.TestState.AdditionalFiles);
            test.TestState.ExpectedDiagnostics.AddRange(from.TestState.ExpectedDiagnostics);
            return test.RunAsync(CancellationToken.None);
        }
    }

    private sealed class AnalyzerTest : CSharpAnalyzerTest<TAnalyzer, DefaultVerifier>
    {
        public AnalyzerTest()
        {
            ReferenceAssemblies = TestReferences.None;
            MarkupOptions = MarkupOptions.UseFirstDescriptor;
        }

        protected override ParseOptions CreateParseOptions() => ((CSharpParseOptions)base.CreateParseOptions()).WithLanguageVersion(LanguageVersion.CSharp12);
    }
}

/// <summary>Base of the tests of a rule without a fix.</summary>
public abstract class RuleTest<TAnalyzer> : RuleTest<TAnalyzer, EmptyCodeFixProvider>
    where TAnalyzer : DiagnosticAnalyzer, new();
