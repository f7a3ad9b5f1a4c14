using CityOps.Dashboard.Figures;

namespace CityOps.Tests.Dashboard.Figures;

public sealed class FigureTrailTests
{
    const long Minute = 60_000, Now = 1_764_450_000_000;

    readonly FigureTrail _trail = new();

    [Fact]
    public void Noted_StandsForAnHour()
    {
        foreach (var minutes in new[] { -70, -59, -30, 0 })
        {
            _trail.Add(new(Now + minutes * Minute, minutes));
        }

        Assert.Equal([-59, -30, 0], _trail.Points(Now).Select(point => point.V));
        Assert.Equal([0], _trail.Points(Now + 45 * Minute).Select(point => point.V));
    }

    [Fact]
    public void Stored_ComesBeforeWhatWasNotedHere()
    {
        _trail.Add(new(Now - 10 * Minute, 1));

        _trail.Before([new(Now - 90 * Minute, 7), new(Now - 40 * Minute, 8), new(Now - 5 * Minute, 9)]);

        Assert.Equal([8, 1], _trail.Points(Now).Select(point => point.V));
        Assert.False(_trail.IsWhole(Now));
    }

    [Fact]
    public void Whole_IsAnHourNotedHere()
    {
        _trail.Add(new(Now - 56 * Minute, 1));
        _trail.Add(new(Now, 1));

        Assert.True(_trail.IsWhole(Now));
    }

    [Fact]
    public void ClockThatWentBack_LeavesNoPointAhead()
    {
        _trail.Add(new(Now, 1));
        _trail.Add(new(Now - 5 * Minute, 2));

        Assert.Equal([2], _trail.Points(Now).Select(point => point.V));
    }
}
