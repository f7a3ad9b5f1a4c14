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
    /// <param name="others">Devices that have an account, with a series or not.</param>
    public IntakeDevices(IntakeSettings settings, IReadOnlyDictionary<SeriesId, SeriesNewest> newest, IEnumerable<string> others)
    {
        _settings = settings;
        _bySpan = _devices.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var (id, last) in newest)
        {
            var device = Add(id.Device);
            device.Domain = last.Domain;
            device.Series[id.Quantity] = new IntakeSeries(new Series(id, last.Domain, last.Unit))
            {
                Newest = last.ObservedAt == long.MinValue ? null : new Predecessor(last.ObservedAt, last.Value),
            };
        }

        foreach (var other in others)
        {
            Add(other);
        }
    }

    public IEnumerable<IntakeDevice> All => _devices.Values;

    /// <summary>Null for one that has not sent anything yet.</summary>
    public IntakeDevice? Find(ReadOnlySpan<char> id) => _bySpan.TryGetValue(id, out var known) ? known : null;

    public IntakeDevice Add(string id) => _devices.GetOrAdd(id, static (key, settings) => new IntakeDevice(key, settings), _settings);
}
