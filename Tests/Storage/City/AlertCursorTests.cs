using CityOps.Storage.City;

namespace CityOps.Tests.Storage.City;

public sealed class AlertCursorTests
{
    [Theory]
    [InlineData(1_800_000_000_000, "0123456789abcdef0123456789abcdef")]
    [InlineData(-5, "a|b")]
    public void Text_ReadsBack(long raisedAt, string id)
    {
        var text = new AlertCursor(raisedAt, id).ToString();

        Assert.Matches("^[A-Za-z0-9_-]+$", text);
        Assert.True(AlertCursor.TryParse(text, out var cursor));
        Assert.Equal(new AlertCursor(raisedAt, id), cursor);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not a cursor")]
    [InlineData("%%%")]
    [InlineData("YWJj")]
    [InlineData("YXxi")]
    public void ForeignText_IsNoCursor(string? text) => Assert.False(AlertCursor.TryParse(text, out _));
}
