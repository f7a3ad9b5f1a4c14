namespace CityOps.Tests.Core.Alerts;

/// <summary>Old raises: announced once their series' readings are recent again, and only then. <c>rx</c> is our clock.</summary>
public sealed class AnnouncementTests
{
    [Theory]
    // Live: the log knows it is not historical; nothing to announce.
    [InlineData("0 61, 60 62", "raised@0 start@0")]
    [InlineData("0 61 rx=400, 460 62", "raised@0 start@0")]
    // A backlog of an hour: nothing until a reading is at most 15 minutes old.
    [InlineData("0 61 rx=3600, 60 61 rx=3601, 2700 62 rx=3601", "raised@0 start@0")]
    [InlineData("0 61 rx=3600, 2701 62 rx=3601, 3600 61", "raised@0 start@0, announced@2701")]
    [InlineData("0 61 rx=3600, 3600 61, 3660 61", "raised@0 start@0, announced@3600")]
    // Cleared by the recent reading: never announced.
    [InlineData("0 61 rx=3600, 3600 40, 3660 40", "raised@0 start@0, cleared@3600")]
    // Near the border the log decides with its own clock: the evaluator offers it, the log drops it if not needed.
    [InlineData("0 61 rx=600, 60 61 rx=601", "raised@0 start@0, announced@60")]
    // The next alert of the series is new.
    [InlineData("0 61 rx=3600, 60 40 rx=3600, 3600 61, 3660 61", "raised@0 start@0, cleared@60, raised@3600 start@3600")]
    public void AnOldRaise_IsAnnouncedAtTheFirstRecentReading(string history, string expected)
    {
        Assert.Equal(expected, WrittenHistory.Run("above 50", history).Story);
        Assert.Equal(expected, WrittenHistory.Run("above 50", history, reloads: true).Story);
    }
}
