using CityOps.Storage.City;

namespace CityOps.Tests.Storage.City.Shifts;

public sealed class LogCursorTests
{
    [Fact]
    public void Text_IsReadBack()
    {
        var cursor = new LogCursor(1_800_000_000_000, LogSource.MaintenanceOver, 0xffff_ffff_ffff);
        Assert.True(LogCursor.TryParse(cursor.ToString(), out var read));
        Assert.Equal(cursor, read);
        Assert.Equal(cursor.ToString(), Uri.EscapeDataString(cursor.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1-2")]
    [InlineData("1-2-3-4")]
    [InlineData("1-9-3")]
    [InlineData("1-0-3")]
    [InlineData("x-1-3")]
    [InlineData("1-1-99999999999999999999")]
    [InlineData("-1-1-3")]
    public void OtherText_IsNone(string? text) => Assert.False(LogCursor.TryParse(text, out _));
}
