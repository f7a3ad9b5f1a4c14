using CityOps.Simulators.City.Models;

namespace CityOps.Simulators.City;

/// <summary>A place with something to measure, before it has a device.</summary>
/// <param name="Group">What shares its fate: the road, the pressure zone, the heated quarter.</param>
sealed record Site(string Name, Place At, string District, string Group, IDeviceModel Model);
