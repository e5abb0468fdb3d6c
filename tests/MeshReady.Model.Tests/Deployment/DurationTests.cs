using CsCheck;
using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment;

/// <summary>Each way of writing a span of time, and what is none.</summary>
public sealed class DurationTests
{
    [Theory]
    [InlineData("1h2m3s4ms", 3_723_004)]
    [InlineData("1.5s", 1500)]
    [InlineData("1.5h", 5_400_000)]
    [InlineData(".5s", 500)]
    [InlineData("5.s", 5000)]
    [InlineData("25ms", 25)]
    [InlineData("3000us", 3)]
    [InlineData("3000µs", 3)]
    [InlineData("1000000ns", 1)]
    [InlineData("0", 0)]
    [InlineData("0s", 0)]
    [InlineData(" 2s ", 2000)]
    [InlineData("-1m", -60_000)]
    [InlineData("2s1h", 3_602_000)]
    public void Go_writes_units_and_fractions(string text, int milliseconds)
        => Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Durations.Parse(text, DurationForms.Go));

    [Theory]
    [InlineData("5")]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("-")]
    [InlineData(".s")]
    [InlineData("1.2.3s")]
    [InlineData("1d")]
    [InlineData("1 s")]
    [InlineData("00:00:05")]
    [InlineData("9999999999999h")]
    [InlineData("1e3s")]
    [InlineData("infinity")]
    public void Go_does_not_know(string text) => Assert.Null(Durations.Parse(text, DurationForms.Go));

    [Theory]
    [InlineData("1h2m3s4ms", 3_723_004)]
    [InlineData("0s", 0)]
    [InlineData("99999ms", 99_999)]
    public void Gateway_api_writes_whole_numbers(string text, int milliseconds)
        => Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Durations.Parse(text, DurationForms.GatewayApi));

    [Theory]
    [InlineData("1.5s")]
    [InlineData("100000s")]
    [InlineData("1h1m1s1ms1h")]
    [InlineData("5us")]
    [InlineData("-1s")]
    [InlineData("0")]
    [InlineData("5")]
    public void Gateway_api_does_not_know(string text) => Assert.Null(Durations.Parse(text, DurationForms.GatewayApi));

    [Theory]
    [InlineData("00:00:05", 5)]
    [InlineData("1.02:03:04", 93_784)]
    [InlineData("5", 432_000)]
    public void Dotnet_writes_clocks_and_takes_a_number_for_days(string text, int seconds)
        => Assert.Equal(TimeSpan.FromSeconds(seconds), Durations.Parse(text, DurationForms.TimeSpan));

    [Theory]
    [InlineData("30", 30)]
    [InlineData("0", 0)]
    public void Kubernetes_writes_seconds(string text, int seconds)
        => Assert.Equal(TimeSpan.FromSeconds(seconds), Durations.Parse(text, DurationForms.Seconds));

    [Theory]
    [InlineData("30s")]
    [InlineData("1.5")]
    [InlineData("99999999999999999999999999999999999999")]
    public void Kubernetes_does_not_know(string text) => Assert.Null(Durations.Parse(text, DurationForms.Seconds));

    [Fact]
    public void Any_text_is_a_duration_or_none_and_never_an_exception()
        => Gen.String[Gen.Char["0123456789.:hmsnuµ-+ "], 0, 80].Sample(text
            => _ = Durations.Parse(text, DurationForms.Go | DurationForms.GatewayApi | DurationForms.Seconds | DurationForms.TimeSpan));

    [Fact]
    public void Gateway_api_and_go_agree_on_what_both_read()
        => Gen.Select(Gen.Int[0, 99], Gen.Int[0, 999], Gen.Int[0, 99999]).Sample((h, s, ms) =>
        {
            var text = $"{h}h{s}s{ms}ms";
            Assert.Equal(Durations.Parse(text, DurationForms.Go), Durations.Parse(text, DurationForms.GatewayApi));
            Assert.Equal((((h * 3600L) + s) * 1000) + ms, Durations.Parse(text, DurationForms.Go)!.Value.TotalMilliseconds);
        });
}
