namespace MeshReady.Dev.Scaffold;

/// <summary>The text of a new rule's files. They compile, and one of the tests fails until the rule says something.</summary>
internal static class Templates
{
    public static string Analyzer(string id, string name, string group, string title, bool withFix) => $$"""
        using MeshReady.Analyzers.Facts;
        using Microsoft.CodeAnalysis;
        using Microsoft.CodeAnalysis.Diagnostics;

        namespace MeshReady.Analyzers.Rules.{{group}};

        /// <summary>{{title}}: the harm, in one sentence.</summary>
        [DiagnosticAnalyzer(LanguageNames.CSharp)]{{(withFix ? "" : "\n[NoCodeFix(\"There is no one right answer\")]")}}
        public sealed class {{id}}{{name}}Analyzer() : MeshAnalyzer(Descriptor, SiteKinds.{{Sites(group)}})
        {
            private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
                id: "{{id}}",
                title: "{{title}}",
                messageFormat: "'{0}' does harm",
                category: Category.{{group}},
                defaultSeverity: DiagnosticSeverity.Warning);

            private protected override void Analyze(RuleContext context, Site site)
            {
                // Cheapest test first; then bind site.Node with context.Model, ask context.Facts, and say so with
                // context.Report(Descriptor, node, arguments).
            }
        }

        """;

    public static string Fix(string id, string name, string group, string title) => $$"""
        using System.Collections.Immutable;
        using Microsoft.CodeAnalysis;
        using Microsoft.CodeAnalysis.CodeFixes;

        namespace MeshReady.CodeFixes.Rules.{{group}};

        /// <summary>Mends {{id}} ({{title}}).</summary>
        [ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof({{id}}{{name}}Fix))]
        public sealed class {{id}}{{name}}Fix : CodeFixProvider
        {
            /// <inheritdoc/>
            public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("{{id}}");

            // Null says that the fix changes behaviour; WellKnownFixAllProviders.BatchFixer that it provably does not.
            /// <inheritdoc/>
            public override FixAllProvider? GetFixAllProvider() => null;

            /// <inheritdoc/>
            public override Task RegisterCodeFixesAsync(CodeFixContext context)
            {
                // Validate first, then register one CodeAction with a constant equivalence key that begins with the id.
                return Task.CompletedTask;
            }
        }

        """;

    public static string Tests(string id, string name, string group, bool withFix) => $$""""
        using MeshReady.Analyzers.Rules.{{group}};{{(withFix ? $"\nusing MeshReady.CodeFixes.Rules.{group};" : "")}}

        namespace MeshReady.Analyzers.Tests.Rules.{{group}};

        public sealed class {{id}}{{name}}Tests : RuleTest<{{id}}{{name}}Analyzer{{(withFix ? $", {id}{name}Fix" : "")}}>
        {
            [Fact]
            public Task Flaw_is_found() => Verify("""
                using System.Net.Http;

                class C
                {
                    HttpClient M() => [|new HttpClient()|];
                }
                """);

            [Fact]
            public Task Right_form_is_silent() => Verify("""
                using System.Net.Http;

                class C(IHttpClientFactory factory)
                {
                    HttpClient M() => factory.CreateClient("orders");
                }
                """);

            [Fact]
            public Task Type_of_the_same_name_is_silent() => Verify("""
                namespace My;

                class HttpClient;

                class C
                {
                    HttpClient M() => new HttpClient();
                }
                """);
        }

        """";

    private static string Sites(string group) => group switch
    {
        "Addressing" => "OutboundAddress",
        "Security" => "CertificateValidation",
        "State" or "Tenancy" => "StateHolder",
        _ => "ClientRegistration",
    };
}
