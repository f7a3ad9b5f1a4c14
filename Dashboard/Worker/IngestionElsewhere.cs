using System.Text;
using CityOps.Core.Readings;
using CityOps.Ingestion.Http;
using CityOps.Ingestion.Registration;

namespace CityOps.Dashboard.Worker;

/// <summary>
/// Ingestion in another process, asked over HTTP at most every 2 s. While it is away the last known times stay, which is what
/// "last" means, but nobody is called online.
/// </summary>
sealed class IngestionElsewhere : IIngestion
{
    static readonly IReadOnlyDictionary<string, DeviceFacts> Nobody = new Dictionary<string, DeviceFacts>();

    readonly IngestionClient _client;
    readonly Remembered<IReadOnlyDictionary<string, DeviceFacts>> _devices;
    readonly Remembered<long?> _storedUntil;

    /// <param name="pace">The real clock: how often another process is asked has nothing to do with the city's time.</param>
    public IngestionElsewhere(IngestionClient client, TimeProvider pace)
    {
        _client = client;
        _devices = new(ReadDevicesAsync, OnlyTimes, pace);
        // What was in the store once is there still.
        _storedUntil = new(ReadStoredUntilAsync, known => known, pace);
    }

    public ValueTask<IReadOnlyDictionary<string, DeviceFacts>> DevicesAsync(CancellationToken cancellationToken) => _devices.GetAsync(cancellationToken);

    public ValueTask<long?> StoredUntilAsync(CancellationToken cancellationToken) => _storedUntil.GetAsync(cancellationToken);

    static IReadOnlyDictionary<string, DeviceFacts> OnlyTimes(IReadOnlyDictionary<string, DeviceFacts>? known) =>
        known?.ToDictionary(fact => fact.Key, fact => fact.Value with { Online = null }) ?? Nobody;

    async Task<IReadOnlyDictionary<string, DeviceFacts>> ReadDevicesAsync()
    {
        var facts = new Dictionary<string, DeviceFacts>();
        string? cursor = "";
        do
        {
            var page = await _client.ReadAsync<ListAnswer<DeviceLedgerAnswer>>($"api/v1/ledger/devices?limit={Parameters.MostLimit}{cursor}", default);
            foreach (var device in page.Items)
            {
                facts[device.Device] = new DeviceFacts(
                    Instant(device.LastReceivedAt), Instant(device.LastObservedAt), device.SkewMs, ConnectionWords.Read(device.Connection));
            }

            cursor = page.Next is null ? null : $"&cursor={Uri.EscapeDataString(page.Next)}";
        }
        while (cursor is not null);
        return facts;
    }

    internal static long? Instant(string? text) =>
        text is not null && Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out var unixMs) ? unixMs : null;

    async Task<long?> ReadStoredUntilAsync() => Instant((await _client.ReadAsync<CityLedgerAnswer>("api/v1/ledger", default)).StoredUntil);
}
