using CityOps.Core.Alerts;
using CityOps.Dashboard.Components.Alerts;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class NewAlertsTests
{
    static readonly Alert A = Some("a"), B = Some("b"), C = Some("c");
    readonly NewAlerts _new = new();

    [Fact]
    public void WhatWasThereBefore_WasNotOnItsWay()
    {
        Look([A]);

        Assert.Null(_new.TimesOf("a"));
    }

    [Fact]
    public void NewOne_CarriesItsTimes_AndKeepsThem()
    {
        Look([A]);
        Look([A, B], now: 1_700);
        Look([A, B, C], now: 9_000);

        Assert.Equal($"{B.RaisedAt},1700", _new.TimesOf("b"));
        Assert.Equal($"{C.RaisedAt},9000", _new.TimesOf("c"));
    }

    [Fact]
    public void WhatTheListHeldBack_IsNotCounted_WhenItIsLetIn()
    {
        Look([A]);
        Look([A, B], shown: [A]);
        Look([A, B]);

        Assert.Null(_new.TimesOf("b"));
    }

    [Fact]
    public void WhatIsRecordedAfterwards_IsNotCounted()
    {
        Look([A]);
        Look([A, B with { Historical = true }]);

        Assert.Null(_new.TimesOf("b"));
    }

    [Fact]
    public void Gone_IsForgotten()
    {
        Look([A]);
        Look([A, B]);
        Look([A]);

        Assert.Null(_new.TimesOf("b"));
    }

    void Look(Alert[] alerts, Alert[]? shown = null, long now = 1_000) => _new.Look(alerts, shown ?? alerts, now);

    static Alert Some(string id) => SomeCity.Alert(id);
}
