using System.IO.Enumeration;
using CityOps.Simulators.City;
using CityOps.Simulators.Devices;

namespace CityOps.Simulators.Faults;

/// <summary>Where a fault is. All that is given must match.</summary>
/// <param name="Devices">Pattern of ids, with <c>*</c>; for a failure of gateways, of gateways or of devices with a client of their own.</param>
/// <param name="Share">Of those that match, 0 to 1; which ones is drawn once for the whole fault.</param>
sealed record FaultScope(string Devices, string? Domain, string? District, double Share)
{
    public bool Matches(CityDevice device, ulong key) => Matches(device.Device.Id, device.Device.Domain, device.Device.District, key);

    public bool Matches(Line line, ulong key) => Matches(line.Name, line.Domain, line.District, key);

    bool Matches(string id, string domain, string district, ulong key) =>
        FileSystemName.MatchesSimpleExpression(Devices, id, ignoreCase: false) && (Domain is null || Domain == domain)
        && (District is null || string.Equals(District, district, StringComparison.OrdinalIgnoreCase))
        && (Share >= 1 || Noise.Uniform(Noise.Key(key, id), -1) < Share);

    public override string ToString() =>
        string.Join(' ', new[] { Devices, Domain, District, Share < 1 ? FormattableString.Invariant($"{Share * 100:0.##}%") : null }.Where(part => part is not null));
}
