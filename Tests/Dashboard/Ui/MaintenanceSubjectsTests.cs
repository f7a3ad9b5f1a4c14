using System.Collections.Frozen;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Dashboard.Components.Maintenance;
using CityOps.Storage.City;

namespace CityOps.Tests.Dashboard.Ui;

/// <summary>From what a person types to what goes out of service.</summary>
public sealed class MaintenanceSubjectsTests
{
    static readonly Registry City = new(
        1,
        new[] { Station("st-1", "Celovška", "Šiška"), Station("st-2", "Dunajska", "Bežigrad"), Station("st-3", "Dunajska", "Šiška") }.ToFrozenDictionary(one => one.Id),
        new[] { new Device("aq-1", "Zrak 1", "air", "st-1", null, Registration.Accepted, null, null) }.ToFrozenDictionary(one => one.Id),
        FrozenDictionary<SeriesId, Series>.Empty);

    [Theory]
    [InlineData(MaintenanceScope.Station, " st-2 ", "st-2")]
    [InlineData(MaintenanceScope.Station, "celovška", "st-1")]
    [InlineData(MaintenanceScope.Station, "Dunajska", null)] // two have that name
    [InlineData(MaintenanceScope.Station, "aq-1", null)]
    [InlineData(MaintenanceScope.Device, "Zrak 1", "aq-1")]
    [InlineData(MaintenanceScope.District, "šiška", "Šiška")]
    [InlineData(MaintenanceScope.District, "", null)]
    [InlineData(MaintenanceScope.District, null, null)]
    public void Subject_IsFoundByIdOrByANameThatOnlyItHas(MaintenanceScope scope, string? typed, string? expected) =>
        Assert.Equal(expected, MaintenanceSubjects.Find(City, scope, typed));

    [Fact]
    public void Offered_AreThoseThatHaveTheText()
    {
        Assert.Equal(["st-2", "st-3"], MaintenanceSubjects.Offered(City, MaintenanceScope.Station, "dunaj").Select(one => one.Id).Order());
        Assert.Equal(["Bežigrad", "Šiška"], MaintenanceSubjects.Offered(City, MaintenanceScope.District, null).Select(one => one.Name));
    }

    [Fact]
    public void Name_OfWhatIsGone_IsItsId()
    {
        var window = new MaintenanceWindow("w", MaintenanceScope.Station, "st-1", 0, 1, "x", "ana", null);
        Assert.Equal("Celovška", MaintenanceSubjects.NameOf(City, window));
        Assert.Equal("st-9", MaintenanceSubjects.NameOf(City, window with { Subject = "st-9" }));
    }

    static Station Station(string id, string name, string district) => new(id, name, 46, 14.5, district, "air");
}
