using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Dashboard.Components.Shifts;
using CityOps.Dashboard.Localization;
using CityOps.Storage.City;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class ShiftWordsTests
{
    static readonly CityClock Clock = new(TimeProvider.System, TimeZoneInfo.FindSystemTimeZoneById("Europe/Ljubljana"));

    [Theory]
    [InlineData("en-GB", "2026-11-29T21:01:00Z", "2026-11-30T05:02:00Z", "29 Nov 2026 22:01 – 30 Nov 2026 06:02")]
    [InlineData("sl-SI", "2026-11-29T05:01:00Z", "2026-11-29T13:02:00Z", "29. nov. 2026 06:01 – 14:02")]
    public void Period_HasTheDayOnceWhereItIsTheSame(string culture, string from, string to, string said)
    {
        using var page = new PageCulture(culture);
        Assert.Equal(said, Clock.Period(At(from), At(to)));
    }

    [Fact]
    public void Alert_HasItsNameAndPlaceAsTheyStood()
    {
        using var page = new PageCulture("sl-SI");
        var alert = new HandedAlert("a", "rule-1", "PM10", Severity.Major, AlertCondition.Active, "Celovška", "Šiška", 1, null, null, null, null, null);
        Assert.Equal(("PM10", "Celovška · Šiška"), (ShiftWords.NameOf(alert), ShiftWords.PlaceOf(alert)));
        Assert.Equal("Celovška", ShiftWords.PlaceOf(alert with { District = null }));
        var outage = alert with { RuleId = OutageRule.Store.Id, Name = "away", Place = null, District = null };
        Assert.Equal((OutageRule.Store.Name.Sl, "CityOps"), (ShiftWords.NameOf(outage), ShiftWords.PlaceOf(outage)));
    }

    [Fact]
    public void Station_IsCalledByItsName_OrByItsId()
    {
        Assert.Equal("st-1", ShiftWords.StationOf("st-1", Registry.Empty));
    }

    [Fact]
    public void Text_KeepsItsLinesAndNothingElseThatCannotBePrinted() => Assert.Equal("one\ntwo?", ShiftWords.Text("one\ntwo\u202E"));

    static long At(string time) => DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
