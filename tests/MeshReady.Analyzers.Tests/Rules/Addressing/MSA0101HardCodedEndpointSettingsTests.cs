using MeshReady.Analyzers.Rules.Addressing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Addressing;

/// <summary>What settings and manifests make of an address.</summary>
public sealed class MSA0101HardCodedEndpointSettingsTests : RuleTest<MSA0101HardCodedEndpointAnalyzer>
{
    private const string RightForm = "'http://orders' is compiled in, which is the right form in a mesh but fixes the name; read it from configuration";
    private const string Harm = "'http://orders' is compiled in: every environment calls it, and moving the service takes a new build; read it from configuration";

    private static readonly (string, string)[] Manifests = [("/k8s/orders.yaml", """
        apiVersion: v1
        kind: Service
        metadata:
          name: orders
        """)];

    private static string Calling(string url) => "using System;\nusing System.Net.Http;\nclass C { void M(HttpClient client) => client.BaseAddress = new Uri({|#0:\"" + url + "\"|}); }";

    private static string Plain(string url) => Calling(url).Replace("{|#0:", "").Replace("|}", "");

    private static DiagnosticResult Finding(DiagnosticSeverity severity, string message) => new DiagnosticResult("MSA0101", severity).WithLocation(0).WithMessage(message);

    [Fact]
    public Task Logical_name_is_a_warning_where_nothing_resolves_it()
        => VerifyResults(Calling("http://orders"), Finding(DiagnosticSeverity.Warning, Harm));

    [Fact]
    public Task Logical_name_is_an_info_in_a_mesh()
        => VerifyResultsWith(Calling("http://orders"), "meshready.mesh = istio", null, null, Finding(DiagnosticSeverity.Info, RightForm));

    [Fact]
    public Task Logical_name_is_an_info_beside_manifests()
        => VerifyResultsWith(Calling("http://orders"), null, null, Manifests, Finding(DiagnosticSeverity.Info, RightForm));

    [Fact]
    public Task Logical_name_with_a_port_is_a_warning_in_a_mesh_too()
        => VerifyResultsWith(Calling("http://orders:8080"), "meshready.mesh = istio", null, null, Finding(DiagnosticSeverity.Warning, Harm.Replace("orders", "orders:8080")));

    [Theory]
    [InlineData("warn", DiagnosticSeverity.Warning, Harm)]
    [InlineData("suggest", DiagnosticSeverity.Info, RightForm)]
    [InlineData("WARN ", DiagnosticSeverity.Warning, Harm)]
    [InlineData("nonsense", DiagnosticSeverity.Info, RightForm)]
    public Task Option_decides_on_logical_names(string option, DiagnosticSeverity severity, string message)
        => VerifyResultsWith(Calling("http://orders"), "meshready.mesh = linkerd", "meshready.logical_names = " + option, null, Finding(severity, message));

    [Fact]
    public Task Logical_names_can_be_allowed() => Verify(Plain("http://orders"), editorConfig: "meshready.logical_names = allow");

    [Fact]
    public Task Allowing_logical_names_allows_no_other()
        => VerifyResultsWith(Calling("http://orders:81"), null, "meshready.logical_names = allow", null, Finding(DiagnosticSeverity.Warning, Harm.Replace("orders", "orders:81")));

    [Fact]
    public Task Internal_host_is_a_service()
        => Verify(Plain("https://orders.contoso.com").Replace("\"https://orders.contoso.com\"", "{|MSA0101:\"https://orders.contoso.com\"|}"), globalConfig: "meshready.internal_hosts = *.contoso.com, *.fabrikam.net");

    [Theory]
    [InlineData("meshready.external_hosts = orders", "http://orders:8080")]
    [InlineData("meshready.exclude_hosts = localhost", "http://localhost:5000")]
    [InlineData("build_property.MeshReadyExcludeHosts = legacy*,orders", "http://orders:8080")]
    public Task External_and_excluded_hosts_are_silent(string setting, string url) => Verify(Plain(url), globalConfig: setting);

    [Fact]
    public Task Name_in_a_known_namespace_is_a_name_of_the_cluster() => VerifyResultsWith(
        Calling("http://orders.shop"),
        null,
        null,
        [("/k8s/ns.yaml", "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n")],
        Finding(DiagnosticSeverity.Warning, Harm.Replace("orders'", "orders.shop'")));

    [Fact]
    public Task Name_in_an_unknown_namespace_may_be_a_public_one() => Verify(Plain("http://orders.shop"));
}
