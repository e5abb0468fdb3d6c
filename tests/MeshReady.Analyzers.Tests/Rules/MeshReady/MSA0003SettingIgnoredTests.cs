using MeshReady.Analyzers.Rules.MeshReady;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.MeshReady;

/// <summary>Settings that have no effect: mistakes of meshready.json, keys in the wrong place.</summary>
public sealed class MSA0003SettingIgnoredTests : RuleTest<MSA0003SettingIgnoredAnalyzer>
{
    private const string Manifest = "apiVersion: v1\nkind: Service\nmetadata: { name: orders }\n";

    /// <summary>The finding at the place that the file marks.</summary>
    private static DiagnosticResult Says(string message)
        => new DiagnosticResult("MSA0003", DiagnosticSeverity.Info).WithLocation(0).WithMessage(message);

    private static Task File(string json, params DiagnosticResult[] expected)
        => VerifyResultsWith("class A;", null, null, [("/r/meshready.json", json), ("/r/deploy/orders.yaml", Manifest)], expected);

    [Fact]
    public Task Key_is_misspelt()
        => File("{ \"environments\": [ { \"name\": \"prod\",\n{|#0:|} \"complet\": true, \"source\": { \"path\": \"deploy\" } } ] }", Says("a setting has no effect: 'environments.0.complet' means nothing here"));

    [Fact]
    public Task Environment_has_no_source()
        => File("{ \"environments\": [\n{|#0:|} { \"name\": \"prod\" } ] }", Says("a setting has no effect: the environment prod needs a source with one of path, kustomize, helm and argocd"));

    [Fact]
    public Task File_is_no_json() => File("{|#0:|}{ \"environments\": [", Says("a setting has no effect: not valid JSON"));

    [Fact]
    public Task Environment_leads_nowhere()
        => File("{ \"environments\": [ { \"name\": \"prod\",\n{|#0:|} \"source\": { \"path\": \"kubernetes\" } } ] }", Says("a setting has no effect: environment prod: nothing of kubernetes is among the manifests that were read"));

    [Fact]
    public Task Environment_in_another_repository_is_for_the_tool()
        => File("{ \"environments\": [ { \"name\": \"prod\", \"source\": { \"path\": \"../gitops/prod\" } } ] }");

    [Fact]
    public Task Good_file() => File("{ \"environments\": [ { \"name\": \"prod\", \"complete\": true, \"source\": { \"path\": \"deploy\" } } ] }");

    [Theory]
    [InlineData("meshready.mesh", "istio")]
    [InlineData("meshready.internal_hosts", "*.corp.example")]
    [InlineData("meshready.istio_version", "1.24")]
    [InlineData("meshready.suppress", "S1075")]
    public Task Key_of_the_whole_project_stands_below_a_section(string key, string value)
        => VerifyResultsWith("{|#0:class|} A;", null, $"{key} = {value}", null, Says($"a setting has no effect: {key} is about the whole project and is not read below a section of .editorconfig; put it into .globalconfig"));

    [Fact]
    public Task Key_of_the_whole_project_stands_in_globalconfig() => VerifyResultsWith("class A;", "meshready.mesh = istio", null, null);

    [Fact]
    public Task Key_of_files_stands_below_a_section() => VerifyResultsWith("class A;", null, "meshready.logical_names = allow\ndotnet_diagnostic.MSA0201.severity = none", null);

    [Fact]
    public Task Section_repeats_what_globalconfig_says() => VerifyResultsWith("class A;", "meshready.mesh = istio", "meshready.mesh = istio", null);

    [Fact]
    public Task Finding_that_nothing_takes_back_is_named()
        => VerifyResultsWith("{|#0:class|} A;", "meshready.suppress = S1075, S1313", null, null, Says("a setting has no effect: meshready.suppress names 'S1313', and takes S1075, S5332, AL0080"));

    [Fact]
    public Task Findings_that_are_taken_back_are_named() => VerifyResultsWith("class A;", "meshready.suppress = S1075, s5332, AL0080", null, null);
}
