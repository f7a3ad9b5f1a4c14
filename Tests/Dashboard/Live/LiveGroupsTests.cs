using CityOps.Core.Readings;
using CityOps.Dashboard.Live;
using CityOps.Tests.Ingestion.Live;

namespace CityOps.Tests.Dashboard.Live;

public sealed class LiveGroupsTests
{
    [Theory]
    [InlineData("all", true)]
    [InlineData("alerts", true)]
    [InlineData("domain:air", true)]
    [InlineData("district:Šiška", true)]
    [InlineData("district:Novo Mesto: center", true)]
    [InlineData("station:celovska-12", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("All", false)]
    [InlineData("~alerts", false)]
    [InlineData("domain", false)]
    [InlineData("domain:", false)]
    [InlineData("domain:a/b", false)]
    [InlineData("station:č", false)]
    [InlineData("district: ", false)]
    [InlineData("district:a\nb", false)]
    [InlineData("device:x", false)]
    public void Name_IsKnownOrSaysWhyNot(string? name, bool known)
    {
        Assert.Equal(known, LiveGroups.IsName(name, out var why));
        Assert.Equal(known, why.Length == 0);
    }

    [Theory]
    [InlineData(80, true)]
    [InlineData(81, false)]
    public void NameLength_IsLimited(int length, bool known) =>
        Assert.Equal(known, LiveGroups.IsName("district:".PadRight(length, 'x'), out _));

    [Fact]
    public void Groups_AreListedWhileSomebodyIsInThem()
    {
        var groups = new LiveGroups();
        groups.TryJoin("c1", ["all", "alerts", "all"]);
        groups.TryJoin("c2", ["all"]);
        Assert.Equal(["alerts", "all"], groups.Joined.Order());

        groups.Leave("c1", ["all", "domain:air"]);
        Assert.Equal(["alerts", "all"], groups.Joined.Order());

        groups.Forget("c2");
        groups.Forget("c2");
        Assert.Equal(["alerts"], groups.Joined);
        groups.Forget("c1");
        Assert.Empty(groups.Joined);
    }

    [Fact]
    public void SixtyFifthGroup_IsRefusedAndChangesNothing()
    {
        var groups = new LiveGroups();
        string[] names = [.. Enumerable.Range(0, 64).Select(i => $"domain:d{i}")];

        Assert.True(groups.TryJoin("c", names));
        Assert.True(groups.TryJoin("c", names));
        Assert.False(groups.TryJoin("c", ["all"]));
        Assert.Equal(64, groups.Joined.Count);
        groups.Leave("c", ["domain:d0"]);
        Assert.True(groups.TryJoin("c", ["all"]));
    }

    [Fact]
    public void SeriesBeforeItsRegistration_IsNamedOnceMoreWhenItHasAPlace()
    {
        var places = new LivePlaces();
        var (a, b) = (new SeriesId("a", "pm10"), new SeriesId("b", "pm10"));
        Assert.Equal(["all"], places.GroupsOf(a));
        Assert.Equal(["all"], places.GroupsOf(b));

        var first = SomeCity.RegistryOf(1, "b");
        Assert.Equal([b], places.Take(first));
        Assert.Empty(places.Take(first));
        Assert.Equal([a], places.Take(SomeCity.RegistryOf(2, "b", "a@s1/Center")));
        Assert.Equal(["all", "domain:air", "station:s1", "district:Center"], places.GroupsOf(a));
    }
}
