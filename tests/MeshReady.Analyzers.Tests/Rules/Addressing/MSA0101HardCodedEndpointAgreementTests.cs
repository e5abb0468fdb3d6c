using MeshReady.Analyzers.Rules.Addressing;
using static MeshReady.Analyzers.Tests.AgreementCode;
using static MeshReady.Analyzers.Tests.MeshManifests;

namespace MeshReady.Analyzers.Tests.Rules.Addressing;

/// <summary>One address is one finding: a rule that compares it with the manifests comes first.</summary>
public sealed class MSA0101HardCodedEndpointAgreementTests : RuleTest<MSA0101HardCodedEndpointAnalyzer>
{
    private static readonly (string, string)[] Behind = [Caller(), Service("port: 80, targetPort: 8080")];

    [Fact]
    public Task The_wrong_port_is_the_finding() => Verify(Call("""await http.GetAsync("http://catalog:8080/items");"""), files: Behind);

    [Fact]
    public Task The_wrong_namespace_is_the_finding() => Verify(Call("""http.BaseAddress = new Uri("http://catalog.web:80");"""), files: [Caller("web"), Service("port: 80")]);

    [Fact]
    public Task Without_that_rule_the_address_is_reported() => Verify(
        Call("""await http.GetAsync([|"http://catalog:8080/items"|]);"""), editorConfig: "dotnet_diagnostic.MSA1210.severity = none", files: Behind);

    [Fact]
    public Task Without_that_rule_everywhere_the_address_is_reported() => Verify(
        Call("""await http.GetAsync([|"http://catalog:8080/items"|]);"""), globalConfig: "dotnet_diagnostic.MSA1210.severity = none", files: Behind);

    [Fact]
    public Task Where_the_manifests_agree_the_address_is_reported() => Verify(
        Call("""await http.GetAsync([|"http://catalog:8081/items"|]);"""), files: [Caller(), Service("port: 8081, targetPort: 8080")]);

    [Fact]
    public Task Ip_address_is_the_finding_of_its_own_rule() => Verify(Call("""http.BaseAddress = new Uri("http://10.0.3.7:8080");"""));

    [Fact]
    public Task Ip_address_is_reported_where_its_own_rule_is_off()
        => Verify(Call("""http.BaseAddress = new Uri([|"http://10.0.3.7:8080"|]);"""), editorConfig: "dotnet_diagnostic.MSA0103.severity = none");
}
