using CityOps.Ingestion.Notifications;

namespace CityOps.Tests.Ingestion.Notifications;

/// <summary>How long a message waits after a try that failed.</summary>
public sealed class DeliverySenderTests
{
    [Theory]
    [InlineData(1, null, 5)]
    [InlineData(2, null, 15)]
    [InlineData(3, null, 45)]
    [InlineData(4, null, 135)]
    [InlineData(5, null, 300)]
    [InlineData(1_000, null, 300)]
    [InlineData(1, 60, 60)]
    [InlineData(4, 60, 135)]
    [InlineData(1, 90_000, 3_600)]
    public void Pause_Grows_AndHonoursWhatIsAsked(int tries, int? asked, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), DeliverySender.PauseAfter(tries, asked is { } wish ? TimeSpan.FromSeconds(wish) : null));
}
