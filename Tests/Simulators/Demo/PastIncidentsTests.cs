using CityOps.Simulators.City;
using CityOps.Simulators.Demo;

namespace CityOps.Tests.Simulators.Demo;

public sealed class PastIncidentsTests
{
    const long DayMs = 86_400_000;
    const long From = 1_764_000_000_000;

    [Theory]
    [InlineData(30)]
    [InlineData(31)]
    [InlineData(60)]
    public void SmallCity_HasTheIncidentsItCanHave(int stations)
    {
        var city = SimulatedCity.Build(1, stations);
        Assert.NotEmpty(PastIncidents.In(city, From, From + (30 * DayMs)));
        Assert.NotEmpty(new IncidentScript(city, 0)[40].Devices);
    }
}
