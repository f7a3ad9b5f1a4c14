using CityOps.Core.Alerts;
using CityOps.Core.Notifications;
using static CityOps.Tests.Core.Notifications.SomeNotice;

namespace CityOps.Tests.Core.Notifications;

public sealed class AlertTitleTests
{
    [Theory]
    [InlineData(ConditionKind.Above, "High level", "Gladina: visoka vrednost")]
    [InlineData(ConditionKind.Below, "Low level", "Gladina: nizka vrednost")]
    [InlineData(ConditionKind.Outside, "Level out of range", "Gladina: zunaj območja")]
    [InlineData(ConditionKind.Inside, "The rule", "The rule")]
    [InlineData(ConditionKind.Absent, "No readings of level", "Ni meritev: gladina")]
    [InlineData(ConditionKind.Stuck, "Level does not move", "Gladina: vrednost se ne spreminja")]
    [InlineData(ConditionKind.All, "The rule", "The rule")]
    public void EachKind_HasItsTitle(ConditionKind kind, string english, string slovenian) => Assert.Equal(
        new LocalText(english, slovenian),
        AlertTitle.Of(Standing with { Direction = kind, Quantity = "level", Rule = new AlertRuleReference("r1", 1, "The rule") }));

    [Fact]
    public void AChange_IsCalledAsItsRule() => Assert.Equal(
        "NO2 high",
        AlertTitle.Of(Standing with { Asked = new Condition { Kind = ConditionKind.Above, Of = new Measure(MeasureKind.Rate) { Over = TimeSpan.FromHours(1) } } }).En);

    [Fact]
    public void ADeviceAsAWhole_IsAway() => Assert.Equal(
        new LocalText("gw-1 is away", "Naprava gw-1 ne deluje"), AlertTitle.Of(Standing with { Direction = ConditionKind.Absent, Series = null, Device = "gw-1" }));

    [Fact]
    public void APartOfCityOps_IsCalledByItsOutage()
    {
        var outage = Standing with { Rule = new AlertRuleReference(OutageRule.Store.Id, 1, "x"), Domain = null, Station = null, District = null, Series = null };
        Assert.Equal(OutageRule.Store.Name, AlertTitle.Of(outage));
        Assert.Equal("[CRITICAL] Telemetry store away", MessageWriter.Write(Of("en", NotificationReason.First, outage), Ljubljana).Subject);
    }
}
