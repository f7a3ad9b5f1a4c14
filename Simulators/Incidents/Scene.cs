using CityOps.Simulators.City;

namespace CityOps.Simulators.Incidents;

/// <summary>What a kind needs to know to say what it does: where, how large, from when, and how fast its time goes.</summary>
/// <param name="Size">Above 0 to 1.</param>
/// <param name="StartMs">Unix ms.</param>
/// <param name="MsPerMinute">Milliseconds of the incident for one minute of nature.</param>
sealed record Scene(SimulatedCity City, string Place, double Size, long StartMs, double MsPerMinute)
{
    /// <summary>All four in minutes of nature after the start.</summary>
    public Course Course(double onset, double height, double fall, double gone) => new(At(onset), At(height), At(fall), At(gone));

    public IEnumerable<SimulatedDevice> Of(string domain) => City.Devices.Where(d => d.Domain == domain);

    /// <summary>Of a domain in the district that is the scene, from its centre outwards.</summary>
    public List<SimulatedDevice> InDistrict(string domain) =>
        [.. Of(domain).Where(d => d.District == Place).OrderBy(d => d.At.KmTo(Centre)).ThenBy(d => d.Id, StringComparer.Ordinal)];

    /// <summary>Of the district that is the scene.</summary>
    public Place Centre => DistrictPlaces.CentreOf(Place);

    /// <summary>How many of so many a size means: one at least.</summary>
    public int ShareOf(int count) => Math.Min(count, (int)Math.Ceiling(Size * count));

    /// <summary>A factor near 1 that is the device's own.</summary>
    public static double Own(SimulatedDevice device, double spread) => 1 + spread * (2 * Noise.Uniform(Noise.Key(1, device.Id), 7) - 1);

    long At(double minutes) => StartMs + (long)(minutes * MsPerMinute);
}
