using MeshReady.Analyzers.Rules.Addressing;
using static MeshReady.Analyzers.Tests.AgreementCode;
using static MeshReady.Analyzers.Tests.MeshManifests;

namespace MeshReady.Analyzers.Tests.Rules.Addressing;

/// <summary>Where a pod surely takes the fallback, and its port is wrong, that is the finding.</summary>
public sealed class MSA0102EndpointFallbackAgreementTests : RuleTest<MSA0102EndpointFallbackAnalyzer>
{
    private const string Wrong = """http.BaseAddress = new Uri(cfg["Catalog"] ?? "http://catalog:8080");""";
    private const string Reported = """http.BaseAddress = new Uri(cfg["Catalog"] ?? [|"http://catalog:8080"|]);""";

    [Fact]
    public Task The_wrong_port_is_the_finding() => Verify(Call(Wrong), files: [Caller(), Service("port: 80, targetPort: 8080")]);

    [Fact]
    public Task Without_that_rule_the_fallback_is_reported() => Verify(
        Call(Reported), editorConfig: "dotnet_diagnostic.MSA1210.severity = none", files: [Caller(), Service("port: 80, targetPort: 8080")]);

    [Fact]
    public Task Where_the_pod_has_the_setting_the_fallback_is_reported() => Verify(
        Call(Reported), files: [Caller(env: "{ name: Catalog, value: 'http://catalog' }"), Service("port: 80, targetPort: 8080")]);
}
