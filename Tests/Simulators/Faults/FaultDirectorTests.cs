using CityOps.Simulators.Faults;
using CityOps.Tests.Simulators.Devices;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Tests.Simulators.Faults;

public sealed class FaultDirectorTests
{
    readonly FakeTimeProvider clock = new(DateTimeOffset.FromUnixTimeMilliseconds(FaultSome.Start));
    readonly FaultDirector director;

    public FaultDirectorTests() => director = new FaultDirector(1, clock);

    [Fact]
    public void A_fault_runs_from_its_start_to_its_end()
    {
        var fault = director.Start(new FaultOrder { Kind = "stuck", Devices = "aq-00*", After = TimeSpan.FromMinutes(1), For = TimeSpan.FromMinutes(2) });
        Assert.Equal(new RunningFault("fault-1", "stuck", "aq-00*", FaultSome.Start + 60_000, FaultSome.Start + 180_000), fault);
        Assert.Equal([fault], director.Running);
        Assert.Empty(director.At(FaultSome.Start + 59_999));
        Assert.Single(director.At(FaultSome.Start + 60_000));
        Assert.Empty(director.At(FaultSome.Start + 180_000));
        clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Empty(director.Running);
    }

    [Fact]
    public void A_fault_is_stopped_once()
    {
        var fault = director.Start(new FaultOrder { Kind = "dropout" });
        director.Start(new FaultOrder { Kind = "storm" });
        Assert.True(director.Stop(fault.Id));
        Assert.False(director.Stop(fault.Id));
        Assert.Equal(["storm"], director.Running.Select(f => f.Kind));
        Assert.Equal(1, director.StopAll());
        Assert.Empty(director.At(FaultSome.Start));
    }

    public static TheoryData<FaultOrder, string> Impossible => new()
    {
        { new FaultOrder { Kind = "boredom" }, "'boredom' is no kind of fault; there are stuck, drift" },
        { new FaultOrder { Kind = "stuck", Devices = "" }, "devices is empty" },
        { new FaultOrder { Kind = "stuck", Share = 0 }, "share" },
        { new FaultOrder { Kind = "stuck", Share = 1.1 }, "share" },
        { new FaultOrder { Kind = "dropout", Rate = 0 }, "rate" },
        { new FaultOrder { Kind = "stuck", For = TimeSpan.Zero }, "for is" },
        { new FaultOrder { Kind = "stuck", After = TimeSpan.FromDays(31) }, "after is" },
        { new FaultOrder { Kind = "stuck", Size = 3 }, "stuck has no size" },
        { new FaultOrder { Kind = "drift", Size = double.NaN }, "size" },
        { new FaultOrder { Kind = "storm", Size = 0.5 }, "size is not 1 to 10,000" },
        { new FaultOrder { Kind = "stuck", Form = "deep" }, "only malformed has forms" },
        { new FaultOrder { Kind = "malformed", Form = "ugly" }, "'ugly' is no form; there are truncated" },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void An_order_that_cannot_be_is_refused_in_words(FaultOrder order, string words)
    {
        Assert.StartsWith(words, Assert.Throws<FaultOrderException>(() => director.Start(order)).Message, StringComparison.Ordinal);
        Assert.Empty(director.Running);
    }

    [Fact]
    public async Task Many_may_order_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var n = 0; n < 50; n++)
            {
                director.Stop(director.Start(new FaultOrder { Kind = "stuck" }).Id);
                director.Start(new FaultOrder { Kind = "drift" });
            }
        })));
        Assert.Equal(400, director.Running.Select(f => f.Id).Distinct().Count());
    }

    [Theory]
    [InlineData("aq-00*", null, null, 1, 9)]
    [InlineData("*", "river", null, 1, 4)]
    [InlineData("*", "air", "bežigrad", 1, -1)]
    [InlineData("he-003", null, null, 1, 1)]
    [InlineData("he-003", "air", null, 1, 0)]
    public void A_scope_is_all_that_matches_all_that_is_given(string devices, string? domain, string? district, double share, int expected)
    {
        var scope = new FaultScope(devices, domain, district, share);
        var hit = Fleets.Usual.Values.Where(d => scope.Matches(d, 7)).ToList();
        Assert.Equal(expected < 0 ? Fleets.Usual.Values.Count(d => d.Device is { Domain: "air", District: "Bežigrad" }) : expected, hit.Count);
    }

    [Fact]
    public void A_share_is_drawn_once_for_each_fault()
    {
        var scope = new FaultScope("*", null, null, 0.3);
        var hit = Fleets.Usual.Values.Where(d => scope.Matches(d, 7)).ToList();
        Assert.InRange(hit.Count, 65, 115);
        Assert.Equal(hit, Fleets.Usual.Values.Where(d => scope.Matches(d, 7)));
        Assert.NotEqual(hit, Fleets.Usual.Values.Where(d => scope.Matches(d, 8)));
    }
}
