using CityOps.Dashboard.Api;
using CityOps.Dashboard.Worker;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Access;

/// <summary>What people see of devices beyond the registry, and administrators say of them. The right to is checked here.</summary>
sealed class DeviceDesk(CityRegistry city, IIngestion ingestion, IAccounts accounts, Viewers viewers, Administrators administrators, ConfigHint hint)
{
    /// <summary>The person may say where a device stands and what it is called.</summary>
    public async Task<bool> MayChangeAsync() => await administrators.FindAsync() is not null;

    /// <summary>When each device was heard, by its id; those that ingestion never heard of are absent.</summary>
    /// <exception cref="UnauthorizedAccessException">Nobody of the city asks.</exception>
    public async Task<IReadOnlyDictionary<string, DeviceFacts>> FactsAsync(CancellationToken cancellationToken)
    {
        await viewers.RequireAsync();
        return await ingestion.DevicesAsync(cancellationToken);
    }

    /// <summary>What became of its messages; null while it is not known.</summary>
    /// <exception cref="UnauthorizedAccessException">Nobody of the city asks.</exception>
    public async Task<Ingestion.Http.DeviceLedgerAnswer?> LedgerAsync(string device, CancellationToken cancellationToken)
    {
        await viewers.RequireAsync();
        return await accounts.DeviceAsync(device, cancellationToken);
    }

    /// <summary>Null for a device that is not known.</summary>
    /// <exception cref="UnauthorizedAccessException">No administrator asks.</exception>
    public async Task<DeviceLayers?> LayersAsync(string device, CancellationToken cancellationToken)
    {
        await administrators.RequireAsync();
        return await city.LayersAsync(device, cancellationToken);
    }

    /// <summary>Also accepts a device that was only discovered.</summary>
    /// <exception cref="UnauthorizedAccessException">No administrator asks.</exception>
    public async Task<PutOutcome> PutAsync(string device, DevicePut put, CancellationToken cancellationToken)
    {
        var result = await city.PutDeviceAsync(device, put, await administrators.RequireAsync(), cancellationToken);
        await hint.SayRegistryAsync(cancellationToken);
        return result.Outcome;
    }
}
