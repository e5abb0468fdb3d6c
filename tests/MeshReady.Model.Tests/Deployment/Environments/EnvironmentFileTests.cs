using MeshReady.Model.Deployment;
using MeshReady.Testing;
using NJsonSchema;

namespace MeshReady.Model.Tests.Deployment.Environments;

/// <summary>meshready.json: what is read of it, what is said about mistakes, and that the schema agrees.</summary>
public sealed class EnvironmentFileTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromJsonAsync(File.ReadAllText(Repository.PathOf("docs", "meshready.schema.json"))).GetAwaiter().GetResult();

    private static EnvironmentFile Read(string text) => EnvironmentReader.Read("meshready.json", text);

    private static bool IsValid(string text) => Schema.Validate(text).Count == 0;

    public static TheoryData<string> Good =>
    [
        """{ "environments": [ { "name": "prod", "source": { "path": "deploy" } } ] }""",
        """{ "$schema": "x", "environments": [ { "name": "prod", "cluster": "eu", "production": true, "complete": true, "namespace": "shop", "source": { "kustomize": "k/prod" } } ] }""",
        """{ "environments": [ { "name": "prod", "namespaces": [ "a", "b" ], "source": [ { "path": [ "a", "b.yaml" ] }, { "helm": "chart", "values": [ "v.yaml", "w.yaml" ] } ] } ] }""",
        """{ "environments": [ { "name": "dev", "source": { "argocd": "apps.yaml", "application": "shop-dev" } }, { "name": "prod", "source": { "argocd": "apps.yaml" } } ] }""",
        """{ "environments": [] }""",
        "{}",
    ];

    public static TheoryData<string, int, string> Bad => new()
    {
        { "{\n  \"environments\": [ { \"source\": { \"path\": \"a\" } } ]\n}", 2, "an environment needs a name" },
        { "{\n  \"environments\": [\n    { \"name\": \"prod\" }\n  ]\n}", 3, "the environment prod needs a source with one of path, kustomize, helm and argocd" },
        { "{ \"environments\": [ { \"name\": \"prod\",\n\"source\": { \"path\": \"a\", \"helm\": \"b\" } } ] }", 2, "a source is one of path, kustomize, helm and argocd; make a list of sources for several" },
        { "{ \"environments\": [ { \"name\": \"prod\", \"source\": { \"path\": \"a\" },\n \"complete\": \"yes\" } ] }", 2, "'environments.0.complete' is true or false" },
        { "{ \"environments\": [ { \"name\": \"prod\", \"source\": { \"path\": \"a\" },\n \"prodution\": true } ] }", 2, "'environments.0.prodution' means nothing here" },
        { "{\n\"enviroments\": [ { \"name\": \"prod\" } ] }", 2, "'enviroments.0.name' means nothing here" },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void Good_file_is_read_without_a_note_and_fits_the_schema(string text)
    {
        Assert.Empty(Read(text).Notes);
        Assert.True(IsValid(text));
    }

    [Fact]
    public void Example_of_the_documentation_is_read_and_fits_the_schema()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "configuration.md"));
        var start = page.IndexOf("```json", StringComparison.Ordinal) + "```json".Length;
        var example = page[start..page.IndexOf("```", start, StringComparison.Ordinal)];
        Assert.Equal(["production", "staging", "lab"], Read(example).Environments.Select(e => e.Name));
        Assert.Empty(Read(example).Notes);
        Assert.True(IsValid(example));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void Mistake_is_said_with_its_line_and_does_not_fit_the_schema(string text, int line, string note)
    {
        Assert.Contains((line, note), Read(text).Notes.Select(n => (n.Line, n.Text)));
        Assert.False(IsValid(text));
    }

    [Fact]
    public void Name_that_is_declared_twice_counts_once()
    {
        var file = Read("{ \"environments\": [ { \"name\": \"prod\", \"source\": { \"path\": \"a\" } },\n { \"name\": \"Prod\", \"source\": { \"path\": \"b\" } } ] }");
        Assert.Equal("a", Assert.Single(file.Environments).Sources[0].Path);
        Assert.Equal((2, "the environment Prod is declared twice; the first counts"), (file.Notes[0].Line, file.Notes[0].Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1, 2]")]
    [InlineData("{ \"environments\": ")]
    [InlineData("{ \"environments\": \"none\" }")]
    [InlineData("{ \"environments\": { \"name\": \"x\" } }")]
    [InlineData("\0\0")]
    [InlineData("not json at all: [")]
    [InlineData("{ \"environments\": [ [ [ 1 ] ], null, 5, { \"name\": {}, \"source\": [] } ] }")]
    public void Nonsense_declares_nothing_and_harms_nobody(string text) => Assert.Empty(Read(text).Environments);

    [Fact]
    public void Nested_beyond_reason_is_a_note() => Assert.NotEmpty(Read(string.Concat(Enumerable.Repeat("{\"a\":", 5_000))).Notes);

    [Fact]
    public void Values_without_number_are_a_note()
        => Assert.Contains("more than 5000 values", Assert.Single(Read($"{{ \"environments\": [ {string.Join(',', Enumerable.Range(0, 6_000))} ] }}").Notes).Text);

    [Theory]
    [InlineData("prod", "", true)]
    [InlineData("live", "", true)]
    [InlineData("eu-west", "", true)]
    [InlineData("dev", "", false)]
    [InlineData("shop-staging", "", false)]
    [InlineData("qa2", "", false)]
    [InlineData("dev", "\"production\": true,", true)]
    [InlineData("prod", "\"production\": false,", false)]
    public void Name_tells_production_unless_somebody_says_so(string name, string said, bool expected)
        => Assert.Equal(expected, Read($"{{ \"environments\": [ {{ \"name\": \"{name}\", {said} \"source\": {{ \"path\": \"a\" }} }} ] }}").Environments[0].IsProduction);
}
