using System.Collections.Concurrent;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Ingestion.Accounting;
using CityOps.Ingestion.Configuration;

namespace CityOps.Ingestion.Intake;

/// <summary>The devices that have sent something, found by a part of a topic without making a string. Safe for concurrent use.</summary>
sealed class IntakeDevices
{
    readonly IntakeSettings _settings;
    readonly ConcurrentDictionary<string, IntakeDevice> _devices = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, IntakeDevice>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    /// <param name="newest">What the journal had last of each series.</param>
    public IntakeDevices(IntakeSettings settings, IReadOnlyDictionary<SeriesId, SeriesNewest> newest)
    {
        _settings = settings;
        _bySpan = _devices.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var (id, last) in newest)
        {
            var device = Find(id.Device);
            device.Domain = last.Domain;
            device.Series[id.Quantity] = new IntakeSeries(new Series(id, last.Domain, last.Unit))
            {
                Newest = last.ObservedAt == long.MinValue ? null : new Predecessor(last.ObservedAt, last.Value),
            };
        }
    }

    public IEnumerable<IntakeDevice> All => _devices.Values;

    public IntakeDevice Find(ReadOnlySpan<char> id)
    {
        if (_bySpan.TryGetValue(id, out var known))
        {
            return known;
        }

        var name = id.ToString();
        return _devices.GetOrAdd(name, static (key, settings) => new IntakeDevice(key, settings), _settings);
    }
}
