using MeshReady.Tool.Baselines;

namespace MeshReady.Tool.Tests.Baselines;

/// <summary>meshready check --baseline.</summary>
public sealed class BaselineTests
{
    private const string Flawed = "Console.WriteLine(\"http://a\");\nConsole.WriteLine(\"http://b\");\n";

    [Fact]
    public async Task What_is_written_lets_the_same_findings_be()
    {
        using var folder = new TempFolder().WithService("Front", Flawed);
        var (code, text, _) = await Check(folder, "--write-baseline");
        Assert.Equal(0, code);
        Assert.Contains("No findings besides 2 in the baseline in 1 project", text, StringComparison.Ordinal);
        Assert.Contains("holds 2 findings", text, StringComparison.Ordinal);

        (code, text, _) = await Check(folder);
        Assert.Equal(0, code);
        Assert.DoesNotContain("TST0001", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Findings_that_move_stay_known_and_new_ones_count()
    {
        using var folder = new TempFolder().WithService("Front", Flawed);
        await Check(folder, "--write-baseline");
        folder.With("Front/Program.cs", "// One\n\n// Two\n" + Flawed + "Console.WriteLine(\"http://new\");\n");
        var (code, text, _) = await Check(folder);
        Assert.Equal(1, code);
        Assert.Contains("http://new", text, StringComparison.Ordinal);
        Assert.DoesNotContain("'http://a'", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_of_the_same_kind_counts()
    {
        using var folder = new TempFolder().WithService("Front", "Console.WriteLine(\"http://a\");\n");
        await Check(folder, "--write-baseline");
        folder.With("Front/Program.cs", "Console.WriteLine(\"http://a\");\nConsole.WriteLine(\"http://a\");\n");
        Assert.Equal(1, (await Check(folder)).Code);
    }

    [Fact]
    public async Task Bytes_are_the_same_each_time()
    {
        using var folder = new TempFolder().WithService("Front", Flawed).WithService("Back", "Console.WriteLine(\"old\");").WithService("Äußeres", Flawed);
        await Check(folder, "--write-baseline");
        var first = folder.Read("known.json");
        Assert.StartsWith("{\n  \"version\": 1,\n  \"findings\": [\n    {\n      \"fingerprint\": \"", first, StringComparison.Ordinal);
        Assert.Contains("Äußeres/Program.cs", first, StringComparison.Ordinal);
        var time = File.GetLastWriteTimeUtc(folder["known.json"]);
        await Check(folder, "--write-baseline");
        Assert.Equal(first, folder.Read("known.json"));
        Assert.Equal(time, File.GetLastWriteTimeUtc(folder["known.json"]));
        File.Delete(folder["known.json"]);
        await Check(folder, "--write-baseline");
        Assert.Equal(first, folder.Read("known.json"));
        Assert.Empty(Directory.GetFiles(folder.Path, "*.tmp"));
    }

    [Theory]
    [InlineData("2027-01-30", 0)]
    [InlineData("2027-01-31", 0)]
    [InlineData("2027-02-01", 1)]
    public async Task Entry_holds_until_its_day_is_over(string today, int expected)
    {
        using var folder = new TempFolder().WithService("Front", "Console.WriteLine(\"http://a\");");
        await Check(folder, "--write-baseline");
        Annotate(folder, "\"reason\": \"moves in Q1\", \"owner\": \"@team\", \"expires\": \"2027-01-31\"");
        var (code, text, _) = await Check(folder, today);
        Assert.Equal(expected, code);
        Assert.Equal(expected == 1, text.Contains("TST0001 in Front/Program.cs was let be until 2027-01-31 and counts again, @team: moves in Q1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Writing_again_keeps_what_people_wrote_and_drops_what_is_gone()
    {
        using var folder = new TempFolder().WithService("Front", "Console.WriteLine(\"http://a\");");
        await Check(folder, "--write-baseline");
        Annotate(folder, "\"reason\": \"moves in Q1\", \"owner\": \"@team\", \"expires\": \"2027-01-31\"");
        folder.With("Front/Program.cs", "\n\nConsole.WriteLine(\"http://a\");\nConsole.WriteLine(\"http://b\");\n");
        await Check(folder, "--write-baseline");
        var entries = BaselineFile.Parse(folder.Read("known.json"), "known.json").Entries;
        Assert.Equal(2, entries.Length);
        Assert.Equal(("moves in Q1", "@team", new DateOnly(2027, 1, 31)), entries.Where(e => e.Reason is not null).Select(e => (e.Reason, e.Owner, e.Expires!.Value)).Single());

        folder.With("Front/Program.cs", "Console.WriteLine(\"http://b\");\n");
        var (code, text, _) = await Check(folder);
        Assert.Equal(0, code);
        Assert.Contains("nothing is found any more for 1 entry (TST0001 in Front/Program.cs)", text, StringComparison.Ordinal);
        await Check(folder, "--write-baseline");
        Assert.Null(Assert.Single(BaselineFile.Parse(folder.Read("known.json"), "known.json").Entries).Reason);
    }

    [Fact]
    public async Task Expired_entry_counts_even_while_it_is_written()
    {
        using var folder = new TempFolder().WithService("Front", "Console.WriteLine(\"http://a\");");
        await Check(folder, "--write-baseline");
        Annotate(folder, "\"expires\": \"2020-01-31\"");
        Assert.Equal(1, (await Check(folder, "--write-baseline")).Code);
        Assert.Contains("2020-01-31", folder.Read("known.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_stay_where_not_everything_could_be_analysed()
    {
        using var folder = new TempFolder().WithService("Front", "class A;\nclass B { static void Main() => Console.WriteLine(\"http://a\"); }");
        await Check(folder, "--write-baseline");
        Annotate(folder, "\"reason\": \"moves in Q1\"");
        await Meshready.Run(TestRules.Failing, "check", folder.Path, "--baseline", folder["known.json"], "--write-baseline");
        Assert.Equal("moves in Q1", Assert.Single(BaselineFile.Parse(folder.Read("known.json"), "known.json").Entries).Reason);
    }

    [Fact]
    public async Task Run_over_one_service_leaves_the_entries_of_others()
    {
        using var folder = new TempFolder().WithService("Front", Flawed).WithService("Back", Flawed).With("All.slnx", "<Solution><Project Path=\"Front/Front.csproj\" /></Solution>").With(".git/HEAD", "ref: refs/heads/main");
        await Check(folder, "--write-baseline");
        var all = folder.Read("known.json");
        foreach (var path in new[] { "Front", "Front/Front.csproj", "All.slnx" })
        {
            var (code, text, _) = await Meshready.Run("check", folder[path], "--baseline", folder["known.json"], "--write-baseline");
            Assert.Equal(0, code);
            Assert.DoesNotContain("nothing is found any more", text, StringComparison.Ordinal);
            Assert.Equal(all, folder.Read("known.json"));
        }

        Directory.Delete(folder["Back"], recursive: true);
        Assert.Contains("nothing is found any more for 2 entries (TST0001 in Back/Program.cs, TST0001 in Back/Program.cs)", (await Check(folder)).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sarif_tells_why_a_finding_is_let_be()
    {
        using var folder = new TempFolder().WithService("Front", "Console.WriteLine(\"http://a\");");
        await Check(folder, "--write-baseline");
        Annotate(folder, "\"reason\": \"moves in Q1, password=hunter2\"");
        var (_, text, _) = await Check(folder, "--format", "sarif", "--report-suppressed");
        Assert.Contains("\"kind\": \"external\"", text, StringComparison.Ordinal);
        Assert.Contains("\"justification\": \"moves in Q1, password=***\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "line 1 is no JSON")]
    [InlineData("{\n  \"version\": 1,\n<<<<<<< HEAD\n", "line 3 is no JSON")]
    [InlineData("[]", "needs a \"version\"")]
    [InlineData("{\"version\": 2, \"findings\": []}", "a newer meshready")]
    [InlineData("{\"version\": 1, \"findings\": {}}", "a list of \"findings\"")]
    [InlineData("{\"version\": 1, \"findings\": [1]}", "findings[0] is no object")]
    [InlineData("{\"version\": 1, \"findings\": [{\"id\": \"TST0001\", \"path\": \"a\"}]}", "findings[0] needs \"fingerprint\"")]
    [InlineData("{\"version\": 1, \"findings\": [{\"fingerprint\": \"a\", \"id\": \"TST0001\", \"path\": \"a\", \"expire\": \"2027-01-31\"}]}", "a key that means nothing")]
    [InlineData("{\"version\": 1, \"findings\": [{\"fingerprint\": \"a\", \"id\": \"TST0001\", \"path\": \"a\", \"expires\": \"31.1.2027\"}]}", "no date such as 2027-01-31")]
    [InlineData("{\"version\": 1, \"findings\": [{\"fingerprint\": 1, \"id\": \"TST0001\", \"path\": \"a\"}]}", "findings[0].fingerprint is no text")]
    public async Task Malformed_file_is_said_and_never_written_over(string content, string expected)
    {
        using var folder = new TempFolder().WithService("Front", Flawed).With("known.json", content);
        foreach (var options in new string[][] { [], ["--write-baseline"] })
        {
            var (code, _, error) = await Check(folder, options);
            Assert.Equal(2, code);
            Assert.Contains(expected, error, StringComparison.Ordinal);
            Assert.Equal(content, folder.Read("known.json"));
        }
    }

    [Fact]
    public async Task File_that_may_not_be_written_is_said_and_stays()
    {
        using var folder = new TempFolder().WithService("Front", Flawed);
        await Check(folder, "--write-baseline");
        var before = folder.Read("known.json");
        File.SetAttributes(folder["known.json"], FileAttributes.ReadOnly);
        folder.With("Front/Program.cs", "Console.WriteLine(1);");
        var (code, text, error) = await Check(folder, "--write-baseline");
        File.SetAttributes(folder["known.json"], FileAttributes.Normal);
        Assert.Equal((2, ""), (code, text));
        Assert.Contains("cannot be written: it is read-only", error, StringComparison.Ordinal);
        Assert.Equal(before, folder.Read("known.json"));
    }

    [Fact]
    public async Task Options_that_do_not_go_together_are_said()
    {
        using var folder = new TempFolder().WithService("Front", Flawed);
        foreach (var (options, expected) in new (string[], string)[]
        {
            (["--baseline", folder["nowhere.json"]], "does not exist; --write-baseline writes it"),
            (["--baseline", folder.Path], "is a folder"),
            (["--baseline", ""], "FILE is empty"),
            (["--write-baseline"], "--write-baseline needs --baseline FILE"),
            (["--baseline", folder["known.json"], "--write-baseline", "--since", "main"], "leave out --since"),
        })
        {
            var (code, _, error) = await Meshready.Run(["check", folder.Path, .. options]);
            Assert.Equal(2, code);
            Assert.Contains(expected, error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task File_of_a_run_that_saw_nothing_is_not_written()
    {
        using var folder = new TempFolder().With("Broken.csproj", "<Project");
        Assert.Equal(2, (await Check(folder, "--write-baseline")).Code);
        Assert.False(File.Exists(folder["known.json"]));
    }

    private static Task<(int Code, string Out, string Error)> Check(TempFolder folder, params string[] options)
        => options is [['2', ..] today]
            ? Meshready.Run(TestRules.All with { Analyzers = [new LiteralAnalyzer()] }, new FixedClock(today), "check", folder.Path, "--baseline", folder["known.json"])
            : Meshready.Run(["check", folder.Path, "--baseline", folder["known.json"], .. options]);

    private static void Annotate(TempFolder folder, string more)
        => folder.With("known.json", folder.Read("known.json").Replace("\"path\":", more + ", \"path\":", StringComparison.Ordinal));

    private sealed class FixedClock(string today) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(DateOnly.ParseExact(today, "yyyy-MM-dd", global::System.Globalization.CultureInfo.InvariantCulture), new TimeOnly(23, 59), TimeSpan.Zero);
    }
}
