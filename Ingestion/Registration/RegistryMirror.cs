using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Storage.City;
using Microsoft.Extensions.Logging;

namespace CityOps.Ingestion.Registration;

/// <summary>
/// The registry as intake and evaluator see it: a snapshot in memory, read again when its revision moved. Safe for concurrent use.
/// </summary>
public sealed class RegistryMirror(CityRegistry registry, ILogger<RegistryMirror> logger) : IDisposable
{
    readonly SemaphoreSlim _loading = new(1, 1);
    volatile Snapshot _snapshot = new(Registry.Empty, new Dictionary<string, IReadOnlyDictionary<string, string>>());

    public Registry Current => _snapshot.Registry;

    /// <summary>What there is of one device now: good until the registry moves, see <see cref="IsCurrent"/>.</summary>
    internal RegisteredDevice Look(string device)
    {
        var snapshot = _snapshot;
        return new RegisteredDevice(snapshot.Registry.Devices.GetValueOrDefault(device), snapshot.Units.GetValueOrDefault(device)) { Snapshot = snapshot };
    }

    internal bool IsCurrent(RegisteredDevice device) => ReferenceEquals(device.Snapshot, _snapshot);

    /// <summary>Reads the registry again if it moved; true when it had.</summary>
    public async Task<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        await _loading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (await registry.RevisionAsync(cancellationToken).ConfigureAwait(false) == Current.Revision)
            {
                return false;
            }

            var loaded = await registry.LoadAsync(cancellationToken).ConfigureAwait(false);
            _snapshot = new Snapshot(loaded, await registry.LoadUnitsAsync(cancellationToken).ConfigureAwait(false));
            logger.LogDebug("Registry at revision {Revision}: {Stations} stations, {Devices} devices", loaded.Revision, loaded.Stations.Count, loaded.Devices.Count);
            return true;
        }
        finally
        {
            _loading.Release();
        }
    }

    public void Dispose() => _loading.Dispose();

    internal sealed record Snapshot(Registry Registry, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Units);
}

/// <param name="Device">Null where the registry does not know it.</param>
/// <param name="Units">Of its bare numbers, from its birth; null when it named none.</param>
sealed record RegisteredDevice(Device? Device, IReadOnlyDictionary<string, string>? Units)
{
    internal required RegistryMirror.Snapshot Snapshot { get; init; }
}
