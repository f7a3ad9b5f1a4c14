using CityOps.Dashboard.Live.Latency;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Tests.Dashboard.Live.Latency;

public sealed class ScreenLatencyTests
{
    readonly FakeTimeProvider _time = new();
    readonly ScreenLatency _latency;

    public ScreenLatencyTests() => _latency = new ScreenLatency(_time);

    [Fact]
    public void Unseen_IsNothing()
    {
        var picture = _latency.Look();

        Assert.Equal((0, 0, 0), (picture.Screens, picture.NotPrompt, picture.Figures.Count));
    }

    [Fact]
    public void EachHop_HasItsFigures_OfAllScreens()
    {
        _latency.Take("a", [new(SeenKind.Value, 10, 200, 15)]);
        _latency.Take("b", [new(SeenKind.Value, 12, 300, 18), new(SeenKind.Alert, null, 150, 20)]);

        var picture = _latency.Look();

        Assert.Equal(2, picture.Screens);
        Assert.Equal(
            [(SeenKind.Value, Hop.Intake, 2), (SeenKind.Value, Hop.Dashboard, 2), (SeenKind.Value, Hop.Screen, 2), (SeenKind.Value, Hop.Whole, 2),
             (SeenKind.Alert, Hop.Dashboard, 1), (SeenKind.Alert, Hop.Screen, 1), (SeenKind.Alert, Hop.Whole, 1)],
            picture.Figures.Select(f => (f.Kind, f.Hop, f.Count)));
        Assert.InRange(picture.Find(SeenKind.Value, Hop.Whole)!.P99Ms, 330, 347);
        Assert.InRange(picture.Find(SeenKind.Alert, Hop.Whole)!.P50Ms, 170, 179);
    }

    [Fact]
    public void DeviceThatSentLate_CountsForOurHopsOnly()
    {
        _latency.Take("a", [new(SeenKind.Value, 3_600_000, 200, 15)]);

        var picture = _latency.Look();

        Assert.Equal(1, picture.NotPrompt);
        Assert.Equal([Hop.Dashboard, Hop.Screen], picture.Figures.Select(f => f.Hop));
    }

    [Fact]
    public void ScreenThatIsQuiet_IsForgotten_WhoeverLooks()
    {
        for (var minute = 0; minute < 5; minute++)
        {
            _latency.Take($"screen {minute}", []);
            _time.Advance(TimeSpan.FromMinutes(2));
        }

        Assert.Equal(1, _latency.ScreensKept);
    }

    [Fact]
    public void QuarterOfAnHour_IsRemembered_AndNotMore()
    {
        _latency.Take("a", [new(SeenKind.Alert, null, 100, 10)]);
        _time.Advance(TimeSpan.FromMinutes(13));
        _latency.Take("b", [new(SeenKind.Alert, null, 100, 10)]);
        Assert.Equal(2, _latency.Look().Find(SeenKind.Alert, Hop.Whole)!.Count);
        Assert.Equal(1, _latency.Look().Screens);

        _time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(1, _latency.Look().Find(SeenKind.Alert, Hop.Whole)!.Count);

        _time.Advance(TimeSpan.FromMinutes(15));
        Assert.Empty(_latency.Look().Figures);
        Assert.Equal(0, _latency.Look().Screens);
    }
}
