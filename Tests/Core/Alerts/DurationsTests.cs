using CityOps.Core.Alerts;

namespace CityOps.Tests.Core.Alerts;

public sealed class DurationsTests
{
    [Theory]
    [InlineData("00:00:00", 0)]
    [InlineData("00:01:00", 60)]
    [InlineData("23:59:59", 86_399)]
    [InlineData("1.00:00:00", 86_400)]
    [InlineData("31.12:00:01", 2_721_601)]
    public void ADuration_IsReadAndWrittenAlike(string text, int seconds)
    {
        Assert.True(Durations.TryParse(text, out var duration, out _));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
        Assert.Equal(text, Durations.Format(duration));
    }

    [Theory]
    [InlineData("24:00:00", "has hours above 23: write 1.00:00:00")]
    [InlineData("36:30:00", "has hours above 23: write 1.12:30:00")]
    [InlineData("1.24:00:00", "has hours above 23: write 2.00:00:00")]
    [InlineData("-00:01:00", "must not be negative")]
    [InlineData("00:60:00", "minutes and seconds up to 59")]
    [InlineData("00:00:60", "minutes and seconds up to 59")]
    [InlineData("1:00:00", "[d.]hh:mm:ss")]
    [InlineData("00:01", "[d.]hh:mm:ss")]
    [InlineData("60", "[d.]hh:mm:ss")]
    [InlineData("00:00:01.5", "[d.]hh:mm:ss")]
    [InlineData("00:01:00\n", "[d.]hh:mm:ss")]
    [InlineData("٠٠:٠١:٠٠", "[d.]hh:mm:ss")]
    [InlineData("", "[d.]hh:mm:ss")]
    [InlineData(null, "[d.]hh:mm:ss")]
    public void AnythingElse_IsRefusedWithAHint(string? text, string hint)
    {
        Assert.False(Durations.TryParse(text, out _, out var problem));
        Assert.Contains(hint, problem, StringComparison.Ordinal);
    }
}
