using CityOps.Core.Alerts;
using CityOps.Dashboard.Components.Alerts;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class AlertOrderTests
{
    readonly AlertOrder _order = new();

    [Fact]
    public void FreeList_FollowsTheFeed() => Assert.Equal("b a +0", Arrange("b a", isHeld: false));

    [Fact]
    public void HeldList_KeepsPlacesAndCountsWhatIsNew()
    {
        Arrange("a b c", isHeld: false);
        Assert.Equal("a c +2", Arrange("e c d a", isHeld: true));
        Assert.Equal("e c d a +0", Arrange("e c d a", isHeld: false));
    }

    [Fact]
    public void HeldList_ShowsTheNewestFacts()
    {
        _order.Arrange([SomeCity.Alert("a")], isHeld: false);
        var (shown, _) = _order.Arrange([SomeCity.Alert("a", by: "ana")], isHeld: true);
        Assert.Equal("ana", Assert.Single(shown).Acknowledged?.By);
    }

    string Arrange(string ids, bool isHeld)
    {
        var (shown, waiting) = _order.Arrange([.. ids.Split(' ').Select(id => SomeCity.Alert(id))], isHeld);
        return $"{string.Join(' ', shown.Select(alert => alert.Id))} +{waiting}";
    }
}
