using System.Collections.Frozen;
using System.Text.Json;
using CityOps.Core.City;
using CityOps.Simulators.City.Models;

namespace CityOps.Simulators.City;

/// <summary>One device at its station, with what it is called on the wire. Immutable.</summary>
sealed class SimulatedDevice
{
    readonly Site site;

    public SimulatedDevice(string id, string domain, int intervalSeconds, Site site, ulong seed)
    {
        this.site = site;
        Id = id;
        Domain = domain;
        IntervalSeconds = intervalSeconds;
        StationId = Slug.From(site.Name);
        PhaseMs = (long)(Noise.Uniform(Noise.Key(seed, id), 0) * intervalSeconds * 1000);
        ReadingsTopic = $"cityops/v1/{domain}/{id}/readings";
        StatusTopic = $"cityops/v1/{domain}/{id}/status";
        Names = [.. site.Model.Quantities.Select(q => JsonEncodedText.Encode(q.Name))];
    }

    public string Id { get; }
    public string Domain { get; }
    public int IntervalSeconds { get; }
    public string StationId { get; }
    /// <summary>Where in its interval it reports, so that the city does not speak all at once.</summary>
    public long PhaseMs { get; }
    public string ReadingsTopic { get; }
    public string StatusTopic { get; }
    /// <summary>Quantity names in the order of the values.</summary>
    public JsonEncodedText[] Names { get; }
    public string Gateway => $"gw-{Domain}";
    public string Name => site.Name;
    public Place At => site.At;
    public string District => site.District;
    public string Group => site.Group;
    public IDeviceModel Model => site.Model;
    public IReadOnlyList<SimulatedQuantity> Quantities => site.Model.Quantities;

    /// <summary>Index of a quantity among the values, or -1.</summary>
    public int IndexOf(string quantity)
    {
        for (var i = 0; i < Quantities.Count; i++)
        {
            if (Quantities[i].Name == quantity)
            {
                return i;
            }
        }

        return -1;
    }

    public Birth ToBirth() => new(
        Online: true, Name, At.Lat, At.Lon, District, StationId, Gateway, IntervalSeconds, Firmware: "1.4.2",
        Quantities.ToFrozenDictionary(q => q.Name, q => q.Unit));
}
