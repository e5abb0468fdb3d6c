using MeshReady.Tool.Fixing;

namespace MeshReady.Tool.Tests;

/// <summary>Keys added to the text of a settings file.</summary>
public sealed class JsonSettingsTests
{
    [Theory]
    [InlineData("{}", "{ \"A\": { \"B\": \"v\" } }")]
    [InlineData("{\n}", "{\n  \"A\": {\n    \"B\": \"v\"\n  }\n}")]
    [InlineData("{\n  \"X\": 1\n}\n", "{\n  \"X\": 1,\n  \"A\": {\n    \"B\": \"v\"\n  }\n}\n")]
    [InlineData("{\r\n\t\"X\": 1 // one, two\r\n}", "{\r\n\t\"X\": 1, // one, two\r\n\t\"A\": {\r\n\t\t\"B\": \"v\"\r\n\t}\r\n}")]
    [InlineData("{\n    \"a\": {\n        \"X\": [1, 2], /* , */\n    },\n}", "{\n    \"a\": {\n        \"X\": [1, 2], /* , */\n        \"B\": \"v\"\n    },\n}")]
    [InlineData("{ \"A\": { \"X\": {} } }", "{ \"A\": { \"X\": {}, \"B\": \"v\" } }")]
    [InlineData("{ \"A\": {} }", "{ \"A\": { \"B\": \"v\" } }")]
    [InlineData("{ \"Z\": { \"A\": { \"Y\": 1 } } }", "{ \"Z\": { \"A\": { \"Y\": 1 } }, \"A\": { \"B\": \"v\" } }")]
    public void Key_is_added_in_the_file_s_own_style(string before, string after)
        => Assert.Equal(after, JsonSettings.Add(before, "A:B", "v"));

    [Theory]
    [InlineData("{ \"A\": { \"B\": \"v\" } }")]
    [InlineData("{ \"a:b\": \"v\" } // end")]
    public void Key_that_exists_changes_nothing(string text) => Assert.Equal(text, JsonSettings.Add(text, "A:B", "v"));

    [Theory]
    [InlineData("{ \"A\": { \"B\": \"other\" } }")]
    [InlineData("{ \"a:b\": \"other\" }")]
    [InlineData("{ \"A\": { \"b\": null } } // end")]
    public void Key_with_another_value_is_refused_unless_the_value_is_a_fallback(string text)
    {
        Assert.Null(JsonSettings.Add(text, "A:B", "v"));
        Assert.Equal(text, JsonSettings.Add(text, "A:B", "v", isFallback: true));
    }

    [Theory]
    [InlineData("{ \"A\": 1 }")]
    [InlineData("{ \"A\": { \"B\": { \"C\": 1 } } }")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{ \"A\": [ { \"B\": 1 } ], \"A\": 2 }")]
    public void Unsafe_edit_is_refused(string text) => Assert.Null(JsonSettings.Add(text, "A:B", "v"));

    [Theory]
    [InlineData("")]
    [InlineData("A::B")]
    public void Key_with_an_empty_part_is_refused(string key) => Assert.Null(JsonSettings.Add("{}", key, "v"));

    [Fact]
    public void Missing_file_is_created() => Assert.Equal("{\n  \"A\": {\n    \"B\": {\n      \"C\": \"http://x?y=\\\"z\\\"\"\n    }\n  }\n}\n", JsonSettings.Add(null, "A:B:C", "http://x?y=\"z\""));
}
