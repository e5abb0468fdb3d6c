using System.Diagnostics;
using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment;

/// <summary>Settings files are read as .NET reads them, with positions.</summary>
public sealed class SettingsTests
{
    private const string Text = """
        {
        	// tabs, comments and trailing commas
        	"Services": {
        		"Orders": "http://orders:8080", /* a
        		comment */ "Hosts": [ "a", { "Name": "b" }, ],
        	},
        	"Text": "not // a comment, nor /* this */ \"or\" # that: \u0041\ud83d\ude00",
        	"On": true, "Off": false, "Number": 1.50, "Nothing": null, "Empty": {}, "None": [],
        	"Kestrel:Limits": { "a:b": "c" }
        }
        """;

    private static SettingsFile Read(string text) => SettingsReader.Read("appsettings.json", text);

    [Theory]
    [InlineData("services:orders", "http://orders:8080")]
    [InlineData("Services:Hosts:0", "a")]
    [InlineData("Services:Hosts:1:Name", "b")]
    [InlineData("Text", "not // a comment, nor /* this */ \"or\" # that: A\U0001F600")]
    [InlineData("On", "True")]
    [InlineData("Off", "False")]
    [InlineData("Number", "1.50")]
    [InlineData("Nothing", null)]
    [InlineData("Empty", "")]
    [InlineData("None", "")]
    [InlineData("Kestrel:Limits:a:b", "c")]
    public void A_value_is_found_by_its_key(string key, string? value)
    {
        foreach (var text in new[] { Text, "\uFEFF" + Text, Text.Replace("\n", "\r\n") })
        {
            var file = Read(text);
            Assert.Empty(file.Notes);
            Assert.Equal(11, file.Values.Count);
            Assert.Equal(value, file.Values[key].Value);
        }
    }

    [Fact]
    public void A_position_is_that_of_the_literal_in_the_text()
    {
        foreach (var text in new[] { Text, "\uFEFF" + Text, Text.Replace("\n", "\r\n") })
        {
            var (orders, hosts) = (Read(text).Values["Services:Orders"], Read(text).Values["None"]);
            Assert.Equal((4, "\"http://orders:8080\""), (orders.Line, text.Substring(orders.Start, orders.Length)));
            Assert.Equal((8, "[]"), (hosts.Line, text.Substring(hosts.Start, hosts.Length)));
        }
    }

    [Theory]
    [InlineData("src/appsettings.json", null)]
    [InlineData("src\\appsettings.Development.json", "Development")]
    [InlineData("appsettings.eu.west.json", "eu.west")]
    [InlineData("settings.json", null)]
    public void The_name_tells_the_environment(string path, string? environment)
        => Assert.Equal(environment, SettingsReader.Read(path, "{}").Environment);

    [Fact]
    public void A_repeated_key_is_noted_and_the_last_one_kept()
    {
        var file = Read("{ \"a\": { \"b\": \"1\" },\n \"A:B\": \"2\" }");

        Assert.Equal("2", file.Values["a:b"].Value);
        Assert.Equal((2, 1), (Assert.Single(file.Notes).Line, file.Values.Count));
    }

    [Theory]
    [InlineData("[1, 2]")]
    [InlineData("a: b")]
    [InlineData("{ \"a\": ")]
    [InlineData("{ \"a\": *b }")]
    [InlineData("{ \"a\": &b c }")]
    [InlineData("{ [1]: 2 }")]
    [InlineData("{ \"a\": \"\\q\" }")]
    [InlineData("{\0}")]
    public void What_is_no_settings_file_is_one_note_without_values(string text)
    {
        var file = Read(text);

        Assert.Empty(file.Values);
        Assert.StartsWith("cannot read appsettings.json: ", Assert.Single(file.Notes).Text);
    }

    [Theory]
    [InlineData("{\"a\":", 400_000)]
    [InlineData("{ /* ", 400_000)]
    [InlineData("{ // \n", 400_000)]
    [InlineData("{\"a\":[1,2,3],", 250_000)]
    [InlineData("{\"\\", 800_000)]
    public void Hostile_text_is_a_note_in_little_time(string unit, int count)
    {
        var watch = Stopwatch.StartNew();

        Assert.NotEmpty(Read(string.Concat(Enumerable.Repeat(unit, count))).Notes);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }

    [Fact]
    public void An_empty_file_has_neither_values_nor_notes()
        => Assert.All(["", "  \n", "// nothing", "{}"], text => Assert.Equal((0, 0), (Read(text).Values.Count, Read(text).Notes.Count)));

    [Fact]
    public void A_value_is_never_printed()
    {
        var file = Read("{ \"p\": \"hunter2\" }");

        Assert.DoesNotContain("hunter2", file + " " + file.Values["p"]);
    }

    [Fact]
    public void Values_of_a_key_come_from_every_file_the_general_one_first()
    {
        var model = SettingsModel.Create(
        [
            SettingsReader.Read("appsettings.Development.json", "{ \"a\": \"dev\" }"),
            SettingsReader.Read("appsettings.json", "{ \"A\": \"all\", \"b\": \"1\" }"),
        ]);

        Assert.Equal([(null, "all"), ("Development", "dev")], model.ValuesOf("a").Select(pair => (pair.File.Environment, pair.Value.Value!)));
        Assert.Single(model.ValuesOf("B"));
        Assert.Empty(model.ValuesOf("c"));
    }
}
