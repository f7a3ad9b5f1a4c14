using CityOps.Simulators.City;
using CityOps.Simulators.Devices;
using CityOps.Tests.Simulators.City;

namespace CityOps.Tests.Simulators.Devices;

public sealed class LinePlanTests
{
    static readonly IReadOnlyList<CityDevice> Large = [.. SimulatedCity.Build(1, 1_000).Devices.Select(d => new CityDevice(1, d))];

    [Fact]
    public void Every_device_has_one_line()
    {
        var lines = LinePlan.Make(Large, OwnClients.Default);
        Assert.Equal(Large.OrderBy(d => d.Device.Id), lines.SelectMany(l => l.Devices).OrderBy(d => d.Device.Id));
        Assert.Equal(lines.Count, lines.Select(l => l.Name).Distinct().Count());
        Assert.All(lines, l => Assert.Single(l.Devices.Select(d => d.Device.Domain).Distinct()));
    }

    [Fact]
    public void A_gateway_has_20_to_60_devices_of_neighbouring_districts()
    {
        var gateways = LinePlan.Make(Large, OwnClients.None).Where(l => l.Gateway is not null).ToList();
        var large = gateways.Where(l => gateways.Count(g => g.Domain == l.Domain) > 1).ToList();
        Assert.True(large.Count > 10);
        Assert.All(large, l => Assert.InRange(l.Devices.Count, 20, 60));
        Assert.All(gateways, l => Assert.Contains(l.Devices, d => d.Device.District == l.Gateway!.District));
        Assert.All(large, l => Assert.True(l.Devices.Select(d => d.Device.District).Distinct().Count() < 17, l.Name));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("7", 7)]
    [InlineData("0.1", 30)]
    [InlineData("10%", 30)]
    public void Own_clients_are_as_many_as_asked_for_and_on_mains(string asked, int count)
    {
        Assert.True(OwnClients.TryParse(asked, out var own));
        var alone = LinePlan.Make([.. Fleets.Usual.Values], own).Where(l => l.Gateway is null).ToList();
        Assert.Equal(count, alone.Count);
        Assert.All(alone, l => Assert.Null(Assert.Single(l.Devices).Traits.Battery));
        Assert.All(alone.Take(Math.Min(4, count)).Concat(alone), l => Assert.Contains(l.Domain, (string[])["river", "air"]));
    }

    [Fact]
    public void All_is_all_that_have_a_cable() =>
        Assert.All(LinePlan.Make([.. Fleets.Usual.Values], OwnClients.OfShare(1)).Where(l => l.Gateway is not null).SelectMany(l => l.Devices), d => Assert.NotNull(d.Traits.Battery));

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("120%")]
    [InlineData("many")]
    [InlineData(null)]
    public void What_is_no_number_and_no_share_is_refused(string? text) => Assert.False(OwnClients.TryParse(text, out _));

    [Fact]
    public void A_gateways_will_is_heard_on_its_own_topic_and_a_devices_on_the_devices()
    {
        Assert.All(Fleets.Lines, l => Assert.Equal(
            l.Gateway is { } gateway ? $"cityops/v1/{l.Domain}/{gateway.Name}/status" : l.Devices[0].Device.StatusTopic, l.StatusTopic));
        Assert.All(Fleets.Lines, l => Assert.All(l.Devices, d => Assert.Equal(l.Gateway?.Name, d.ToBirth(l.Gateway).Gateway)));
    }
}
