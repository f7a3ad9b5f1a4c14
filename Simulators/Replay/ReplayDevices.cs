using CityOps.Core.Readings;
using CityOps.Core.Wire;
using CityOps.Simulators.Mqtt;
using CityOps.Simulators.Replay.Mappings;
using CityOps.Simulators.Verbs;

namespace CityOps.Simulators.Replay;

/// <summary>All devices of a recording, and which of them a row is of.</summary>
sealed class ReplayDevices : IDisposable
{
    readonly Dictionary<string, ReplayDevice[]> ofRow = new(StringComparer.Ordinal);
    readonly List<(ReplayDevice Device, string Recorded)> all = [];

    /// <param name="keys">What the device column has; one empty text where the mapping has none.</param>
    /// <exception cref="UnusableException">An id with its prefix is too long.</exception>
    public ReplayDevices(CsvMapping mapping, IEnumerable<string> keys, ReplayOptions options, long nowMs)
    {
        var shared = mapping.Columns.Index().Where(one => one.Item.Device is not null).GroupBy(one => one.Item.Device!)
            .Select(group => Make(group.Key, [.. group.Select(one => one.Index)])).ToList();
        int[] own = [.. mapping.Columns.Index().Where(one => one.Item.Device is null).Select(one => one.Index)];
        foreach (var key in keys)
        {
            ofRow[key] = own.Length == 0 ? [.. shared] : [Make(mapping.Device.Id ?? mapping.Device.Prefix + key, own), .. shared];
        }

        ReplayDevice Make(string recorded, int[] columns)
        {
            var id = options.DevicePrefix + recorded;
            var device = new ReplayDevice(
                Identifiers.IsId(id) ? id : throw new UnusableException($"--device-prefix: '{id}' is no device id (letters, digits, '.', '_' and '-', at most 64)"),
                mapping, columns, new DeviceAllowance(options.DeviceRate, nowMs));
            all.Add((device, recorded));
            return device;
        }
    }

    public int Count => all.Count;

    public IEnumerable<ReplayDevice> All => all.Select(one => one.Device);

    /// <param name="key">What the device column of the row has.</param>
    public IReadOnlyList<ReplayDevice> Of(string key) => ofRow[key];

    public IReadOnlyList<StatusMessage> Births(IReadOnlyDictionary<string, StationEntry> stations, int? intervalSeconds) =>
    [
        .. all.Select(one => new StatusMessage(
            one.Device.StatusTopic, BirthWriter.Write(one.Device.ToBirth(stations.GetValueOrDefault(one.Recorded), one.Device.Id, intervalSeconds)))),
    ];

    public void Dispose() => all.ForEach(one => one.Device.Dispose());
}
